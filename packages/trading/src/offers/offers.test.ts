import { either as E } from 'fp-ts';
import { createDesk } from '../../test/offer-desk.js';
import { ackRow, nothing, NOW, row, taken } from '../../test/offer-wire.js';
import { frame, notice } from '../../test/wire.js';
import type { OffersNews } from './contract.js';

const names = (news: ReadonlyArray<OffersNews>): ReadonlyArray<string> => news.map(({ type }) => type);

describe('an offer', () => {
  test('is told by amount, rate and period, those that are alike in the order of asking', () => {
    const desk = createDesk();
    desk.offer(1);
    desk.offer(2, { rate: '0.0003' });
    desk.offer(3);
    const told = desk.hear(
      notice('fon-req', ackRow({ id: 20, rate: 0.00030000000000000003 })),
      notice('fon-req', ackRow({ id: 10 })),
      frame('fon', row({ id: 30 })),
      frame('fon', row({ id: 10 })),
      notice('fon-req', ackRow({ id: 30 })),
    );
    expect(told).toMatchObject([
      { type: 'acknowledged', key: 2, ack: { id: 20, by: 'fon-req' } },
      { type: 'acknowledged', key: 1, ack: { id: 10 } },
      { type: 'acknowledged', key: 3, ack: { id: 30, by: 'fon' } },
    ]);
    expect(desk.timers()).toEqual([]);
  });

  test('is refused where the refusal is like it, or nothing else waits', () => {
    const desk = createDesk();
    desk.offer(1);
    desk.offer(2, { period: 30 });
    expect(names(desk.hear(notice('fon-req', nothing, 'ERROR', 'No.')))).toEqual(['unmatchedReject']);
    desk.hear(notice('fon-req', ackRow({ id: null, period: 30 }), 'ERROR', 'No.'));
    expect([desk.outcome(1), desk.outcome(2)]).toEqual([null, { _tag: 'Rejected', status: 'ERROR', text: 'No.' }]);
    desk.hear(notice('fon-req', nothing, 'ERROR', 'No.', 1_700_000_000_001));
    expect(desk.outcome(1)).toMatchObject({ _tag: 'Rejected' });
  });

  test('is not refused by a refusal that is said twice, nor bound to an offer that is over', () => {
    const desk = createDesk();
    for (const key of [1, 2, 3]) desk.offer(key);
    const no = notice('fon-req', ackRow({ id: null }), 'ERROR', 'No.');
    desk.hear(no, no, notice('fon-req', ackRow()), frame('foc', row({ status: 'CANCELED' })));
    expect(
      desk.hear(notice('fon-req', ackRow()), frame('fon', row()), frame('foc', row({ status: 'CANCELED' }))),
    ).toEqual([]);
    expect([desk.outcome(1), desk.outcome(2), desk.outcome(3)]).toMatchObject([
      { _tag: 'Rejected' },
      { _tag: 'Canceled' },
      null,
    ]);
  });

  test('is executed with its trades, also those that came before anybody knew whose they were', () => {
    const desk = createDesk();
    desk.offer(1);
    desk.hear(taken(1, 9, 20), taken(2, 8, 5), taken(1, 9, 20), notice('fon-req', ackRow()));
    expect(names(desk.hear(frame('foc', row({ amount: 0, status: 'EXECUTED at 0.02% (50.0)' }))))).toEqual(['ended']);
    desk.hear(taken(3, 9, 30));
    expect(desk.outcome(1)).toMatchObject({ _tag: 'Executed', complete: true, fills: [{ id: 1 }, { id: 3 }] });
    expect([desk.timers(), desk.state().orphans]).toEqual([[], []]);
  });

  test('waits for its trades no longer than it may', () => {
    const desk = createDesk();
    desk.offer(1);
    desk.hear(frame('foc', row({ amount: 0, status: 'EXECUTED' })));
    desk.ring('offer-fills');
    expect(desk.outcome(1)).toMatchObject({ _tag: 'Executed', complete: false });
  });

  test('tells of its changes', () => {
    const desk = createDesk();
    desk.offer(1);
    expect(desk.hear(frame('fon', row()), frame('fou', row({ amount: 20 })))[1]).toMatchObject({
      type: 'updated',
      offer: { amount: 20 },
    });
  });

  test('is not one that was there before, though it is like it', () => {
    const desk = createDesk();
    desk.offer(1);
    expect(desk.hear(frame('fou', row({ id: 3, created: NOW - 60_000 })))).toEqual([]);
  });

  test('is not sent without a connection, nor where the socket does not take it', () => {
    const desk = createDesk();
    desk.offer(1);
    desk.take({ type: 'SendFailed', send: 1, at: NOW });
    desk.lose();
    desk.offer(2);
    expect([desk.outcome(1), desk.outcome(2)]).toEqual([
      { _tag: 'NotSent', cause: 'refusedBySocket' },
      { _tag: 'NotSent', cause: 'notReady' },
    ]);
  });
});

describe('serialised offers', () => {
  test('are written when the one before was answered, or was not in time', () => {
    const desk = createDesk({ serialised: true });
    for (const key of [1, 2, 3, 4]) desk.offer(key);
    expect(desk.sent()).toHaveLength(1);
    desk.hear(notice('fon-req', nothing, 'ERROR', 'No.'));
    expect([desk.outcome(1), desk.sent().length]).toMatchObject([{ _tag: 'Rejected' }, 2]);
    desk.ring('offer-ack');
    expect(desk.sent()).toHaveLength(3);
    desk.hear(frame('foc', row({ id: 4, status: 'CANCELED' })));
    expect(desk.outcome(2)).toMatchObject({ _tag: 'Canceled', by: 'elsewhere' });
    desk.lose();
    expect([desk.outcome(3), desk.outcome(4)]).toEqual([null, { _tag: 'NotSent', cause: 'connectionLost' }]);
  });
});

describe('an offer behind a disconnect', () => {
  test('lives where the snapshot has one that is like it and not older; each row is one offer', () => {
    const desk = createDesk();
    desk.offer(1);
    desk.offer(2);
    expect(names(desk.lose())).toEqual(['outcomeUnknown', 'outcomeUnknown']);
    desk.connect();
    const told = desk.hear(frame('fos', [row({ id: 5, created: NOW - 60_000 }), row({ id: 6 })]));
    expect(told).toMatchObject([
      { type: 'acknowledged', key: 1, ack: { id: 6, by: 'fos' } },
      { type: 'resolved', key: 1 },
    ]);
    desk.ring('offer-resolve');
    expect(desk.outcome(2)).toMatchObject({ _tag: 'Unresolved', absentInSnapshot: true });
  });

  test('is not missing in a snapshot of the connection that it went out on, nor settled by a timer that was stopped', () => {
    const desk = createDesk();
    desk.offer(1);
    desk.offer(2);
    const [stopped = ''] = desk.timers();
    desk.hear(notice('fon-req', ackRow()));
    expect(desk.take({ type: 'TimerFired', timer: stopped, at: NOW })).toEqual([]);
    desk.ring('offer-ack');
    desk.hear(frame('fos', [row()]));
    desk.ring('offer-resolve');
    expect([desk.outcome(1), desk.outcome(2)]).toMatchObject([null, { _tag: 'Unresolved', absentInSnapshot: false }]);
  });

  test('ended while nobody listened where it lived and the snapshot lacks it', () => {
    const desk = createDesk();
    desk.offer(1);
    desk.hear(notice('fon-req', ackRow()), taken(1, 9, 20));
    desk.lose();
    desk.connect();
    desk.hear(frame('fos', []));
    expect(desk.outcome(1)).toMatchObject({ _tag: 'EndedWhileAway', id: 9, fills: [{ id: 1 }] });
  });

  test('goes on where it lived and lives, with what was taken meanwhile missing at the end', () => {
    const desk = createDesk();
    desk.offer(1);
    desk.hear(notice('fon-req', ackRow()));
    desk.lose();
    desk.connect();
    desk.hear(
      frame('fos', [row({ amount: 40 })]),
      taken(1, 9, 40),
      frame('foc', row({ amount: 0, status: 'EXECUTED' })),
    );
    expect(desk.outcome(1)).toMatchObject({ _tag: 'Executed', complete: false, fills: [{ amount: 40 }] });
  });
});

describe('cancelling an offer', () => {
  test.each([
    ['foc-req and foc', [notice('foc-req', ackRow()), frame('foc', row({ status: 'CANCELED' }))]],
    ['foc alone', [frame('foc', row({ status: 'CANCELED' }))]],
  ])('is answered by %s', (_, frames) => {
    const desk = createDesk();
    desk.offer(1);
    desk.hear(notice('fon-req', ackRow()));
    desk.take({ type: 'CancelAsked', request: 1, at: NOW, id: 9 });
    desk.hear(...frames);
    expect(desk.outcome(1)).toMatchObject({ _tag: 'Canceled', by: 'asked' });
    expect([desk.answers(), desk.timers()]).toMatchObject([[[1, { _tag: 'Right' }]], []]);
  });

  test('is refused by its id, in doubt without an answer, and not sent without a connection', () => {
    const desk = createDesk();
    for (const [request, id] of [
      [1, 7],
      [2, 8],
      [3, 9],
    ] as const)
      desk.take({ type: 'CancelAsked', request, at: NOW, id });
    desk.hear(notice('foc-req', ackRow({ id: 8 }), 'ERROR', 'Offer not found.'), notice('foc-req', nothing, 'ERROR'));
    desk.ring('foc');
    desk.lose();
    desk.take({ type: 'CancelAsked', request: 4, at: NOW, id: 9 });
    expect(desk.answers()).toMatchObject([
      [2, E.left({ _tag: 'Refused', id: 8 })],
      [1, E.left({ _tag: 'OutcomeUnknown', cause: 'ackTimeout' })],
      [3, E.left({ _tag: 'OutcomeUnknown', cause: 'connectionLost' })],
      [4, E.left({ _tag: 'NotSent' })],
    ]);
  });

  test('by its ticket waits for the id, and is done where the offer never was', () => {
    const desk = createDesk({ serialised: true });
    desk.offer(1);
    desk.offer(2);
    for (const key of [1, 2]) desk.take({ type: 'WithdrawAsked', request: key, at: NOW, key });
    expect([desk.outcome(2), desk.answers(), desk.sent().length]).toEqual([
      { _tag: 'NotSent', cause: 'withdrawn' },
      [[2, E.right(null)]],
      1,
    ]);
    desk.hear(notice('fon-req', ackRow()));
    expect(desk.sent()[1]).toEqual({ code: 'foc', id: 9 });
    desk.offer(3);
    desk.take({ type: 'WithdrawAsked', request: 3, at: NOW, key: 3 });
    desk.hear(notice('fon-req', nothing, 'ERROR', 'No.'));
    expect(desk.answers()[1]).toEqual([3, E.right(null)]);
  });
});

test('closing settles everything', () => {
  const desk = createDesk({ serialised: true });
  desk.offer(1);
  desk.hear(notice('fon-req', ackRow()));
  desk.offer(2);
  desk.offer(3);
  desk.take({ type: 'CancelAsked', request: 1, at: NOW, id: 9 }, { type: 'CloseAsked', at: NOW });
  desk.offer(4);
  expect([1, 2, 3, 4].map((key) => desk.outcome(key))).toMatchObject([
    { _tag: 'Unresolved', cause: 'closed', id: 9 },
    { _tag: 'Unresolved', id: null },
    { _tag: 'NotSent', cause: 'closed' },
    { _tag: 'NotSent', cause: 'closed' },
  ]);
  expect([desk.timers(), desk.answers()]).toMatchObject([[], [[1, { _tag: 'Left' }]]]);
});
