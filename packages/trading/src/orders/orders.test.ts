import { createDesk, newsIn, ORDER } from '../../test/desk.js';
import { frame, heardAs, notice, row, sparse, tradeFrame } from '../../test/wire.js';
import { pendingOf } from './orders.js';

const names = (news: ReadonlyArray<{ readonly type: string }>): ReadonlyArray<string> => news.map(({ type }) => type);
const EXECUTED = { amount: 0, amountOrig: 0.5, status: 'EXECUTED @ 30000(0.5)' };

describe('an order that the exchange takes', () => {
  test('goes out field by field, with its client id, and waits for its answer', () => {
    const desk = createDesk();
    expect(desk.submit()).toEqual([
      { type: 'Send', conn: 1, send: 1, input: { ...ORDER, code: 'on' } },
      { type: 'StartTimer', timer: 'ack:7:2', ms: 5000 },
    ]);
    expect(desk.tag()).toBe('Sent');
  });

  test('is acknowledged once, by whatever says first that it is there', () => {
    const answer = notice('on-req', row());
    for (const [first, by] of [
      [answer, 'on-req'],
      [notice('on-req', [row()]), 'on-req'],
      [frame('on', row()), 'on'],
      [frame('ou', row()), 'ou'],
      [frame('os', [row()]), 'os'],
      [tradeFrame(1, 1001, 0.1), 'te'],
    ] as const) {
      const desk = createDesk();
      desk.submit();
      const told = desk.hear(first, answer, frame('on', row()), answer);
      expect(told.filter(({ type }) => type === 'acknowledged')).toMatchObject([{ ack: { id: 1001, by } }]);
      expect([desk.tag(), desk.timers()]).toEqual(['Live', []]);
    }
  });

  test('is executed with its fills and their fees, whichever order they come in', () => {
    const frames = [
      notice('on-req', row()),
      tradeFrame(1, 1001, 0.2),
      tradeFrame(2, 1001, 0.3),
      frame('oc', row(EXECUTED)),
      tradeFrame(1, 1001, 0.2, { fee: -1 }),
      tradeFrame(2, 1001, 0.3, { fee: -2 }),
    ];
    for (const mix of [
      [0, 1, 2, 3, 4, 5],
      [0, 3, 1, 2, 4, 5],
      [1, 3, 0, 4, 2, 5],
      [3, 5, 4],
      [1, 4, 2, 5, 3],
    ]) {
      const desk = createDesk();
      desk.submit();
      desk.hear(...mix.map((at) => frames[at] ?? ''));
      expect(desk.outcome()).toMatchObject({ _tag: 'Executed', complete: true, order: { id: 1001 } });
      expect([desk.timers(), pendingOf(desk.state())]).toEqual([[], { tickets: 0, requests: 0 }]);
    }
  });

  test('waits for the fees no longer than it may, and says that they are missing', () => {
    const desk = createDesk();
    desk.submit();
    const told = desk.hear(notice('on-req', row()), tradeFrame(1, 1001, 0.5), frame('oc', row(EXECUTED)));
    expect(names(told)).toEqual(['acknowledged', 'fill', 'ended']);
    expect(names(desk.ring('fills'))).toEqual(['final']);
    expect(desk.outcome()).toMatchObject({ _tag: 'Executed', complete: false, fills: [{ id: 1, fee: null }] });
    const late = desk.hear(tradeFrame(1, 1001, 0.5, { fee: -3 }), tradeFrame(1, 1001, 0.5));
    expect(late).toMatchObject([{ type: 'late', cid: 7, fill: { id: 1, fee: -3 } }]);
  });

  test('counts each trade once, and does not forget a fee for a late te', () => {
    const desk = createDesk();
    desk.submit();
    desk.hear(notice('on-req', row()));
    const told = desk.hear(
      tradeFrame(1, 1001, 0.2, { fee: -1 }),
      tradeFrame(1, 1001, 0.2),
      tradeFrame(1, 1001, 0.2, { fee: -1 }),
    );
    expect(names(told)).toEqual(['fill']);
    expect(desk.hear(tradeFrame(2, 1001, 0.1), tradeFrame(2, 1001, 0.1, { fee: -1 }))).toMatchObject([
      { type: 'fill', fill: { id: 2, fee: null } },
      { type: 'fee', fill: { id: 2, fee: -1 } },
    ]);
  });

  test.each([
    ['POSTONLY CANCELED', 'postOnly'],
    ['FILLORKILL CANCELED', 'fok'],
    ['IOC CANCELED', 'ioc'],
    ['CANCELED', 'elsewhere'],
    ['RSN_DUST', 'exchange'],
    ['INSUFFICIENT BALANCE (U1)', 'exchange'],
    ['A WORD OF TOMORROW', 'exchange'],
  ])('ends with %s: by %s', (status, by) => {
    const desk = createDesk();
    desk.submit();
    desk.hear(notice('on-req', row()), frame('oc', row({ status })));
    expect(desk.outcome()).toMatchObject({ _tag: 'Canceled', by, fills: [], complete: true });
  });

  test('tells what was filled before it was cancelled', () => {
    const desk = createDesk();
    desk.submit();
    desk.hear(notice('on-req', row()), tradeFrame(1, 1001, 0.2, { fee: -1 }));
    desk.hear(
      frame('oc', row({ amount: 0.3, amountOrig: 0.5, status: 'CANCELED was: PARTIALLY FILLED @ 30000(0.2)' })),
    );
    expect(desk.outcome()).toMatchObject({ _tag: 'Canceled', complete: true, fills: [{ execAmount: 0.2 }] });
  });

  test('is complete however great it is, though sums of doubles lose their last digits', () => {
    const desk = createDesk();
    desk.submit({ ...ORDER, amount: '1000000000.3' });
    const amounts = Array.from({ length: 9 }, (_, at) => 100000000.1 + at / 1e4);
    const whole = 1000000000.3;
    const rest = whole - amounts.reduce((sum, amount) => sum + amount, 0) + 1e-7;
    desk.hear(notice('on-req', row({ amount: whole })));
    desk.hear(...[...amounts, rest - 2e-7].map((amount, at) => tradeFrame(at + 1, 1001, amount, { fee: -1 })));
    desk.hear(frame('oc', row({ amount: 0, amountOrig: whole, status: 'EXECUTED @ 30000(1)' })));
    expect(desk.outcome()).toMatchObject({ _tag: 'Executed', complete: true });
  });

  test('ends once, however often and late the same is told', () => {
    const desk = createDesk();
    desk.submit();
    const end = frame('oc', row(EXECUTED));
    expect(
      names(desk.hear(notice('on-req', row()), end, end, frame('on', row()), frame('ou', row({ at: 2e12 })))),
    ).toEqual(['acknowledged', 'ended']);
    expect(names(desk.hear(tradeFrame(1, 1001, 0.5, { fee: -1 }), end, notice('on-req', row())))).toEqual([
      'fill',
      'final',
    ]);
  });

  test('is not filled where something remained, whatever its status says', () => {
    const desk = createDesk();
    desk.submit();
    desk.hear(tradeFrame(1, 1001, 0.2, { fee: -1 }));
    desk.hear(frame('oc', row({ amount: 0.3, amountOrig: 0.5, status: 'EXECUTED @ 30000(0.2)' })));
    expect(desk.outcome()).toMatchObject({ _tag: 'Canceled', by: 'exchange', complete: true });
  });

  test('ends by its own time where it had one', () => {
    const desk = createDesk();
    desk.submit();
    const at = 1_700_000_000_000;
    desk.hear(notice('on-req', row()), frame('oc', row({ status: 'CANCELED', tif: at, at: at + 5 })));
    expect(desk.outcome()).toMatchObject({ _tag: 'Canceled', by: 'tif' });
  });

  test('is told of its changes, and not of rows that are older or say nothing new', () => {
    const desk = createDesk();
    desk.submit();
    desk.hear(notice('on-req', row({ at: 10 })), frame('on', row({ at: 10 })));
    const told = desk.hear(
      frame('ou', row({ at: 30, amount: 0.2, amountOrig: 0.5 })),
      frame('ou', row({ at: 20, amount: 0.3, amountOrig: 0.5 })),
      frame('ou', row({ at: 30, amount: 0.2, amountOrig: 0.5 })),
    );
    expect(told).toMatchObject([{ type: 'updated', order: { amount: 0.2 } }]);
  });
});

describe('an order that the exchange refuses', () => {
  test.each([null, 0])('is rejected by its client id, though its row has the id %p', (id) => {
    const desk = createDesk();
    desk.submit();
    desk.submit({ ...ORDER, cid: 8 });
    desk.hear(notice('on-req', sparse({ 0: id, 2: 8 }), 'ERROR', 'Invalid price.'));
    expect([desk.outcome(8), desk.tag(7)]).toEqual([
      { _tag: 'Rejected', status: 'ERROR', text: 'Invalid price.' },
      'Sent',
    ]);
  });

  test('is not settled by a refusal without a client id, not even where it is the only one that waits', () => {
    const desk = createDesk();
    desk.submit();
    for (const info of [sparse({}), null, sparse({ 0: 0, 3: 'tBTCUSD' })]) {
      expect(desk.hear(notice('on-req', info, 'ERROR', 'No.'))).toMatchObject([
        { type: 'unmatchedReject', cid: null, text: 'No.' },
      ]);
    }
    expect(desk.tag()).toBe('Sent');
  });

  test('is never rejected once it was seen alive', () => {
    const desk = createDesk();
    desk.submit();
    desk.hear(frame('on', row()));
    expect(names(desk.hear(notice('on-req', sparse({ 2: 7 }), 'FAILURE')))).toEqual(['unmatchedReject']);
    expect([desk.tag(), desk.outcome()]).toEqual(['Live', null]);
  });

  test('is not confused with that of another session under the same client id', () => {
    const desk = createDesk();
    desk.submit();
    desk.hear(
      frame('on', row({ symbol: 'tETHUSD', id: 5 })),
      notice('on-req', sparse({ 2: 7, 3: 'tETHUSD' }), 'ERROR'),
    );
    expect(desk.tag()).toBe('Sent');
    desk.hear(notice('on-req', row()), frame('oc', row({ id: 6, status: 'CANCELED' })));
    expect(desk.tag()).toBe('Live');
  });
});

describe('an order that is not written', () => {
  test('is not sent without a connection, nor after the end', () => {
    const desk = createDesk();
    desk.lose();
    expect(newsIn(desk.submit())).toEqual([{ type: 'final', cid: 7, outcome: { _tag: 'NotSent', cause: 'notReady' } }]);
    desk.take({ type: 'CloseAsked', at: 1 });
    desk.submit({ ...ORDER, cid: 8 });
    expect(desk.outcome(8)).toEqual({ _tag: 'NotSent', cause: 'closed' });
  });

  test('is not sent where the socket did not take its frame; those of other frames go on', () => {
    const desk = createDesk();
    desk.submit();
    desk.submit({ ...ORDER, cid: 8 });
    desk.take({ type: 'SendFailed', send: 1, at: 1 });
    expect([desk.outcome(7), desk.tag(8)]).toEqual([{ _tag: 'NotSent', cause: 'refusedBySocket' }, 'Sent']);
    expect(desk.timers()).toHaveLength(1);
  });
});

test('an order that waits for its batch is not taken for one of another session under the same client id', () => {
  const desk = createDesk({ batchMs: 5 });
  desk.submit();
  expect(desk.hear(frame('on', row()), frame('oc', row({ status: 'CANCELED' })), tradeFrame(1, 1001, 0.5))).toEqual([]);
  expect(desk.tag()).toBe('Queued');
});

test('facts of another connection change nothing', () => {
  const desk = createDesk();
  desk.submit();
  const before = desk.state();
  const message = { type: 'Received', conn: 0, at: 1 } as const;
  const frames = [notice('on-req', row()), frame('on', row()), frame('os', []), tradeFrame(1, 1001, 0.5)];

  for (const text of frames) desk.take({ ...message, message: heardAs(text) });
  desk.take({ type: 'ConnectionLost', conn: 0, at: 1 }, { type: 'ConnectionReady', conn: 1, at: 1 });
  expect(desk.state()).toBe(before);
});
