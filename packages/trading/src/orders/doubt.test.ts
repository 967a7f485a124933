import { createDesk, newsIn, ORDER, type Desk } from '../../test/desk.js';
import { frame, heardAs, notice, row, tradeFrame } from '../../test/wire.js';
import type { Resolution } from './contract.js';
import { pendingOf } from './orders.js';

const EMPTY = frame('os', []);
const names = (news: ReadonlyArray<{ readonly type: string }>): ReadonlyArray<string> => news.map(({ type }) => type);

/** The questions that are put to the resolver. */
const asks = (effects: ReadonlyArray<{ readonly type: string; readonly ask?: number }>): ReadonlyArray<number> =>
  effects.flatMap(({ type, ask }) => (type === 'AskResolver' && ask !== undefined ? [ask] : []));
const reply = (desk: Desk, ask: number, answer: Resolution): ReadonlyArray<{ readonly type: string }> =>
  newsIn(desk.take({ type: 'ResolverAnswered', ask, cid: 7, at: 9, answer }));

const orderOf = (text: string) => {
  const message = heardAs(text);
  if (message.type !== 'order') throw new Error(`no order: ${text}`);
  return message.order;
};

const live = (config = {}): Desk => {
  const desk = createDesk(config);
  desk.submit();
  desk.hear(notice('on-req', row()));
  return desk;
};

describe('an order that was written when the connection was lost', () => {
  const doubted = (config = {}): Desk => {
    const desk = createDesk(config);
    desk.submit();
    expect(desk.lose()).toEqual([{ type: 'outcomeUnknown', cid: 7, cause: 'connectionLost' }]);
    return desk;
  };

  test('lives where the snapshot behind the reconnect has it', () => {
    const desk = doubted();
    desk.connect();
    expect(names(desk.hear(frame('os', [row({ cid: 5, id: 1 }), row()])))).toEqual(['acknowledged', 'resolved']);
    expect([desk.tag(), desk.timers()]).toEqual(['Live', []]);
  });

  test('lives where it arrives behind the snapshot that lacked it', () => {
    const desk = doubted();
    desk.connect();
    desk.hear(EMPTY);
    expect(names(desk.hear(frame('on', row())))).toEqual(['acknowledged', 'resolved']);
  });

  test('is over where its trades and its end arrive behind the reconnect', () => {
    const desk = doubted();
    desk.connect();
    desk.hear(EMPTY, tradeFrame(1, 1001, 0.5, { fee: -1 }));
    desk.hear(frame('oc', row({ amount: 0, amountOrig: 0.5, status: 'EXECUTED @ 30000(0.5)' })));
    expect(desk.outcome()).toMatchObject({ _tag: 'Executed', complete: true });
  });

  test('may still be refused: the answer comes on the new connection', () => {
    const desk = doubted();
    desk.connect();
    desk.hear(notice('on-req', row({ id: null }), 'ERROR', 'No.'));
    expect(desk.outcome()).toMatchObject({ _tag: 'Rejected', text: 'No.' });
  });

  test('is unresolved where nothing is heard of it, which is not called a rejection', () => {
    const desk = doubted();
    desk.connect();
    desk.hear(EMPTY);
    expect([desk.tag(), names(desk.ring('resolve'))]).toEqual(['Unknown', ['final']]);
    expect(desk.outcome()).toMatchObject({ _tag: 'Unresolved', id: null, absentInSnapshot: true });
    expect(desk.hear(frame('on', row()))).toMatchObject([{ type: 'late', cid: 7, order: { id: 1001 } }]);
  });

  test('is unresolved in its time though the connection never comes back', () => {
    const desk = doubted();
    desk.ring('resolve');
    expect(desk.outcome()).toMatchObject({ _tag: 'Unresolved', absentInSnapshot: false, cause: 'connectionLost' });
  });

  test('was not placed where the resolver says so and nothing is heard until its deadline', () => {
    const desk = doubted({ resolver: true });
    desk.connect();
    const before = desk.news().length;
    const effects = desk.take({ type: 'Received', conn: 2, at: 5, message: heardAs(EMPTY) });
    expect(effects).toMatchObject([{ type: 'AskResolver', cid: 7, id: null, symbol: 'tBTCUSD' }]);
    reply(desk, asks(effects)[0] ?? 0, { _tag: 'Absent' });
    // It may be on its way still.
    expect([desk.tag(), desk.news().length]).toEqual(['Unknown', before]);
    desk.ring('resolve');
    expect(desk.outcome()).toEqual({ _tag: 'NotPlaced', cause: 'connectionLost' });
  });

  test('is asked for once more at its deadline where the connection did not come back', () => {
    const desk = doubted({ resolver: true });
    desk.ring('resolve');
    expect([desk.outcome(), desk.tag()]).toEqual([null, 'Unknown']);
    const order = orderOf(frame('oc', row({ amount: 0.5, status: 'CANCELED' })));
    reply(desk, desk.state().lastNumber, { _tag: 'Found', order, trades: [] });
    expect(desk.outcome()).toMatchObject({ _tag: 'Canceled', by: 'elsewhere', complete: true });
  });

  test('lives where the resolver found it, also before the connection is back', () => {
    const desk = doubted({ resolver: true });
    desk.ring('resolve');
    const order = orderOf(frame('on', row()));
    expect(names(reply(desk, desk.state().lastNumber, { _tag: 'Found', order, trades: [] }))).toEqual(['acknowledged']);
    expect(desk.timers()).toMatchObject([expect.stringContaining('away')]);
    desk.connect();
    expect(names(desk.hear(frame('os', [row()])))).toEqual(['resolved']);
  });

  test('is unresolved where the resolver fails, or says nothing', () => {
    for (const silent of [true, false]) {
      const desk = doubted({ resolver: true });
      desk.ring('resolve');
      if (silent) desk.ring('resolver');
      else reply(desk, desk.state().lastNumber, { _tag: 'Failed' });
      expect(desk.outcome()).toMatchObject({ _tag: 'Unresolved' });
      expect(desk.timers()).toEqual([]);
    }
  });
});

describe('an order that lived when the connection was lost', () => {
  test('lives on where the snapshot has it, with its changes; what was filled meanwhile is missing at the end', () => {
    const desk = live();
    expect(names(desk.lose())).toEqual(['outcomeUnknown']);
    desk.connect();
    expect(names(desk.hear(frame('os', [row({ amount: 0.2, amountOrig: 0.5, at: 1_700_000_009_000 })])))).toEqual([
      'resolved',
      'updated',
    ]);
    desk.hear(tradeFrame(9, 1001, 0.2, { fee: -1 }));
    desk.hear(
      frame(
        'oc',
        row({ amount: 0, amountOrig: 0.5, status: 'EXECUTED @ 30000(0.2): was PARTIALLY FILLED @ 30000(0.3)' }),
      ),
    );
    expect(desk.outcome()).toMatchObject({ _tag: 'Executed', complete: false, fills: [{ id: 9 }] });
  });

  test('ended while nobody listened where the snapshot lacks it', () => {
    const desk = live();
    desk.hear(tradeFrame(1, 1001, 0.1, { fee: -1 }));
    desk.lose();
    desk.connect();
    desk.hear(EMPTY);
    expect(desk.outcome()).toMatchObject({ _tag: 'EndedWhileAway', id: 1001, order: { cid: 7 }, fills: [{ id: 1 }] });
  });

  test('is told by the resolver how it ended, with the fills of that time', () => {
    const desk = live({ resolver: true });
    desk.lose();
    desk.connect();
    const effects = desk.take({ type: 'Received', conn: 2, at: 5, message: heardAs(EMPTY) });
    expect(desk.outcome()).toBeNull();
    const fill = heardAs(tradeFrame(4, 1001, 0.5, { fee: -1 }));
    const order = orderOf(frame('oc', row({ amount: 0, amountOrig: 0.5, status: 'EXECUTED @ 30000(0.5)' })));
    const trades = fill.type === 'accountTrade' ? [fill.trade] : [];
    expect(names(reply(desk, asks(effects)[0] ?? 0, { _tag: 'Found', order, trades }))).toEqual([
      'fill',
      'ended',
      'final',
    ]);
    expect(desk.outcome()).toMatchObject({ _tag: 'Executed', complete: true, fills: [{ id: 4 }] });
  });

  test.each(['Absent', 'Failed', 'silence'] as const)(
    'ended while nobody listened where the resolver answers: %s',
    (how) => {
      const desk = live({ resolver: true });
      desk.lose();
      desk.connect();
      const effects = desk.take({ type: 'Received', conn: 2, at: 5, message: heardAs(EMPTY) });
      if (how === 'silence') desk.ring('resolver');
      else reply(desk, asks(effects)[0] ?? 0, { _tag: how });
      expect(desk.outcome()).toMatchObject({ _tag: 'EndedWhileAway' });
    },
  );

  test('is waited for through several losses, and unresolved in its time', () => {
    const desk = live();
    desk.lose();
    desk.connect();
    desk.lose();
    expect(desk.timers()).toHaveLength(1);
    desk.ring('away');
    expect(desk.outcome()).toMatchObject({ _tag: 'Unresolved', id: 1001 });
  });

  test('has its outcome at once where it was over and only fees were missing', () => {
    const desk = live();
    desk.hear(
      tradeFrame(1, 1001, 0.5),
      frame('oc', row({ amount: 0, amountOrig: 0.5, status: 'EXECUTED @ 30000(0.5)' })),
    );
    desk.lose();
    expect(desk.outcome()).toMatchObject({ _tag: 'Executed', complete: false });
  });
});

describe('an order without an answer', () => {
  test('is unknown, not failed, when its time is over; a late answer settles the doubt', () => {
    const desk = createDesk();
    desk.submit();
    expect(desk.ring('ack')).toEqual([{ type: 'outcomeUnknown', cid: 7, cause: 'ackTimeout' }]);
    expect(names(desk.hear(notice('on-req', row())))).toEqual(['acknowledged', 'resolved']);
    expect(desk.timers()).toEqual([]);
  });

  test('is not missing in a snapshot of the connection that it went out on: that may be older', () => {
    const desk = createDesk();
    desk.submit();
    desk.ring('ack');
    desk.hear(EMPTY);
    desk.ring('resolve');
    expect(desk.outcome()).toMatchObject({ _tag: 'Unresolved', cause: 'ackTimeout', absentInSnapshot: false });
  });

  test('is not placed where the resolver does not know it on a connection that lives', () => {
    const desk = createDesk({ resolver: true });
    desk.submit();
    desk.ring('ack');
    reply(desk, desk.state().lastNumber, { _tag: 'Absent' });
    desk.ring('resolve');
    expect(desk.outcome()).toEqual({ _tag: 'NotPlaced', cause: 'ackTimeout' });
  });

  test('is asked for again where the connection was lost after the resolver knew nothing', () => {
    const desk = createDesk({ resolver: true });
    desk.submit();
    desk.ring('ack');
    const early = desk.state().lastNumber;
    reply(desk, early, { _tag: 'Absent' });
    desk.lose();
    desk.ring('resolve');
    expect(desk.outcome()).toBeNull();
    // The answer to the first question does not count any more.
    expect(reply(desk, early, { _tag: 'Absent' })).toEqual([]);
    reply(desk, desk.state().lastNumber, { _tag: 'Absent' });
    expect(desk.outcome()).toMatchObject({ _tag: 'NotPlaced' });
  });

  test('a timer that was stopped meanwhile changes nothing', () => {
    const desk = createDesk();
    desk.submit();
    const [timer = ''] = desk.timers();
    desk.hear(notice('on-req', row()));
    expect(desk.take({ type: 'TimerFired', timer, at: 1 })).toEqual([]);
    expect(desk.tag()).toBe('Live');
  });
});

test('closing settles everything, and nothing that comes later does', () => {
  const desk = createDesk({ batchMs: 5 });
  for (const cid of [1, 2, 3, 4]) desk.submit({ ...ORDER, cid });
  desk.ring('batch');
  desk.hear(notice('on-req', row({ cid: 1, id: 11 })), notice('on-req', row({ cid: 2, id: 12 })));
  desk.hear(
    tradeFrame(1, 12, 0.5, { cid: 2 }),
    frame('oc', row({ cid: 2, id: 12, amount: 0, amountOrig: 0.5, status: 'EXECUTED @ 1(0.5)' })),
  );
  desk.submit({ ...ORDER, cid: 5 });
  desk.ask({ type: 'cancel', request: 1, target: { id: 99 } });
  desk.take({ type: 'CloseAsked', at: 1 });
  expect([1, 2, 3, 4, 5].map((cid) => desk.outcome(cid))).toMatchObject([
    { _tag: 'Unresolved', cause: 'closed', id: 11 },
    { _tag: 'Executed', complete: false },
    { _tag: 'Unresolved', cause: 'closed', id: null },
    { _tag: 'Unresolved' },
    { _tag: 'NotSent', cause: 'closed' },
  ]);
  expect([desk.timers(), pendingOf(desk.state())]).toEqual([[], { tickets: 0, requests: 0 }]);
  const count = desk.news().length;
  desk.hear(frame('on', row({ cid: 3, id: 13 })), EMPTY);
  desk.connect();
  expect(desk.news()).toHaveLength(count);
});
