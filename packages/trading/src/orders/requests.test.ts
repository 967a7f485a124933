import { encodeInput, type Input } from '@bitfinex-ws/protocol';
import { either as E } from 'fp-ts';
import { createDesk, ORDER, type Desk } from '../../test/desk.js';
import { frame, notice, row, sparse, tradeFrame } from '../../test/wire.js';
import type { OrdersEffect } from './contract.js';

const sent = (effects: ReadonlyArray<OrdersEffect>): ReadonlyArray<Input> =>
  effects.flatMap((effect) => (effect.type === 'Send' ? [effect.input] : []));
const answers = (desk: Desk) =>
  desk.news().flatMap((news) => (news.type === 'answered' ? [[news.request, news.result]] : []));

const live = (config = {}): Desk => {
  const desk = createDesk(config);
  desk.submit();
  desk.hear(notice('on-req', row()));
  return desk;
};
const refused = { _tag: 'Refused', status: 'ERROR', text: 'Order not found.' };

describe('a cancellation', () => {
  test('is acknowledged by its answer, and the order is over with its oc', () => {
    const desk = live();
    expect(sent(desk.ask({ type: 'cancel', request: 1, target: { id: 1001 } }))).toEqual([{ code: 'oc', id: 1001 }]);
    desk.hear(notice('oc-req', row()));
    expect(answers(desk)).toMatchObject([[1, E.right({ by: 'answer', orders: [{ id: 1001 }], text: 'Words.' })]]);
    expect(desk.tag()).toBe('Live');
    desk.hear(frame('oc', row({ status: 'CANCELED' })));
    expect(desk.outcome()).toMatchObject({ _tag: 'Canceled', by: 'asked' });
  });

  test.each([
    ['its id alone', sparse({ 0: 1001 })],
    ['its client id alone', sparse({ 2: 7 })],
    ['the whole row', row()],
  ])('is found by %s, however it named the order', (_, info) => {
    const desk = live();
    desk.ask({ type: 'cancel', request: 1, target: { id: 1001 } });
    desk.ask({ type: 'cancel', request: 2, target: { cid: 7, cidDate: 1_700_000_000_000 } });
    desk.hear(notice('oc-req', info), notice('oc-req', info, 'ERROR', 'Order not found.'));
    expect(answers(desk)).toMatchObject([
      [1, { _tag: 'Right' }],
      [2, E.left(refused)],
    ]);
    expect(desk.timers()).toEqual([]);
  });

  test('of an order that may still be filled is no cancel', () => {
    const desk = live();
    desk.ask({ type: 'cancel', request: 1, target: { id: 1001 } });
    desk.hear(notice('oc-req', row()), tradeFrame(1, 1001, 0.5, { fee: -1 }));
    desk.hear(frame('oc', row({ amount: 0, amountOrig: 0.5, status: 'EXECUTED @ 30000(0.5)' })));
    expect(desk.outcome()).toMatchObject({ _tag: 'Executed', complete: true });
  });

  test('is answered by the end of the order where that comes first, also of an order of another session', () => {
    const desk = live();
    desk.ask({ type: 'cancel', request: 1, target: { id: 1001 } });
    desk.ask({ type: 'cancel', request: 2, target: { id: 5 } });
    desk.hear(frame('oc', row({ status: 'CANCELED' })), frame('oc', row({ id: 5, cid: 1, status: 'CANCELED' })));
    expect(answers(desk)).toMatchObject([
      [1, E.right({ by: 'end' })],
      [2, E.right({ by: 'end' })],
    ]);
  });

  test('that was refused leaves the order as it is', () => {
    const desk = live();
    desk.ask({ type: 'cancel', request: 1, target: { id: 1001 } });
    desk.hear(notice('oc-req', sparse({ 0: 1001 }), 'ERROR', 'Order not found.'));
    expect([answers(desk), desk.tag()]).toMatchObject([[[1, E.left({ ...refused, asked: 'oc', id: 1001 })]], 'Live']);
    desk.hear(frame('oc', row({ status: 'CANCELED' })));
    expect(desk.outcome()).toMatchObject({ by: 'elsewhere' });
  });

  test('is in doubt when its time is over or the connection is lost, and is not sent without one', () => {
    const desk = live();
    desk.ask({ type: 'cancel', request: 1, target: { id: 1001 } });
    desk.ring('request');
    desk.ask({ type: 'cancel', request: 2, target: { cid: 7, cidDate: 1 } });
    desk.lose();
    desk.ask({ type: 'cancel', request: 3, target: { id: 1001 } });
    expect(answers(desk)).toEqual([
      [1, E.left({ _tag: 'OutcomeUnknown', asked: 'oc', cid: null, id: 1001, cause: 'ackTimeout' })],
      [2, E.left({ _tag: 'OutcomeUnknown', asked: 'oc', cid: 7, id: null, cause: 'connectionLost' })],
      [3, E.left({ _tag: 'NotSent', asked: 'oc', cid: null, cause: 'notReady' })],
    ]);
  });

  test('takes an order back that was not written yet', () => {
    const desk = createDesk({ batchMs: 0 });
    desk.submit();
    desk.submit({ ...ORDER, cid: 8 });
    desk.ask({ type: 'cancel', request: 1, target: { cid: 7, cidDate: 1 } });
    expect(desk.outcome(7)).toEqual({ _tag: 'NotSent', cause: 'withdrawn' });
    expect(answers(desk)).toEqual([[1, E.right({ orders: [], text: null, by: 'here' })]]);
    desk.ask({ type: 'cancel', request: 2, target: { cid: 8, cidDate: 1 } });
    expect(desk.timers()).toEqual([]);
  });

  test('a refusal that names nothing settles nobody', () => {
    const desk = live();
    desk.ask({ type: 'cancel', request: 1, target: { id: 1001 } });
    desk.ask({ type: 'update', request: 2, update: { id: 1001, price: '1' } });
    const told = desk.hear(notice('oc-req', sparse({}), 'ERROR'), notice('ou-req', null, 'ERROR'));
    expect(told).toMatchObject([
      { type: 'unmatchedReject', asked: 'oc' },
      { type: 'unmatchedReject', asked: 'ou' },
    ]);
    expect(answers(desk)).toEqual([]);
  });
});

describe('an update', () => {
  test('is answered with the order as it was; ou tells what it became', () => {
    const desk = live();
    desk.ask({ type: 'update', request: 1, update: { id: 1001, price: '31000' } });
    const told = desk.hear(notice('ou-req', row()), frame('ou', row({ price: 31000, at: 1_700_000_000_001 })));
    expect(told).toMatchObject([
      { type: 'answered', result: E.right({ orders: [{ price: 30000 }] }) },
      { type: 'updated', order: { price: 31000 } },
    ]);
  });

  test('of the amount leaves the status alone to say what was filled', () => {
    const desk = live();
    desk.ask({ type: 'update', request: 1, update: { cid: 7, cidDate: 1_700_000_000_000, delta: '-0.3' } });
    desk.hear(notice('ou-req', row()), tradeFrame(1, 1001, 0.2, { fee: -1 }));
    desk.hear(frame('oc', row({ amount: 0, amountOrig: 0.5, status: 'EXECUTED @ 30000(0.2)' })));
    expect(desk.outcome()).toMatchObject({ _tag: 'Executed', complete: true });
  });

  test('each is answered for itself, the oldest of one order first', () => {
    const desk = live();
    desk.ask({ type: 'update', request: 1, update: { id: 1001, price: '1' } });
    desk.ask({ type: 'update', request: 2, update: { id: 1001, price: '0' } });
    desk.hear(notice('ou-req', row()), notice('ou-req', row(), 'ERROR', 'Invalid price.'));
    expect(answers(desk)).toMatchObject([
      [1, { _tag: 'Right' }],
      [2, E.left({ text: 'Invalid price.' })],
    ]);
  });
});

describe('a cancellation of several', () => {
  test('is answered by what names its orders, else in the order of asking', () => {
    const desk = live();
    desk.ask({ type: 'cancelMany', request: 1, targets: { id: [1001] } });
    desk.ask({ type: 'cancelMany', request: 2, targets: { gid: [3] } });
    desk.ask({ type: 'cancelMany', request: 3, targets: { all: true } });
    desk.hear(notice('oc_multi-req', [row({ id: 6, gid: 3 })]));
    desk.hear(notice('oc_multi-req', [], 'ERROR', 'Order not found.'), notice('oc_multi-req', [row({ id: 4 })]));
    expect(answers(desk)).toMatchObject([
      [2, E.right({ orders: [{ gid: 3 }] })],
      [1, E.left(refused)],
      [3, E.right({ orders: [{ id: 4 }] })],
    ]);
  });

  test('a late answer is not taken for that of a later one', () => {
    const desk = live();
    desk.ask({ type: 'cancelMany', request: 1, targets: { all: true } });
    desk.ring('request');
    desk.ask({ type: 'cancelMany', request: 2, targets: { all: true } });
    desk.hear(notice('oc_multi-req', [], 'ERROR', 'Order not found.'));
    expect(answers(desk)).toHaveLength(1);
    desk.hear(notice('oc_multi-req', [row()]));
    expect(answers(desk)[1]).toMatchObject([2, { _tag: 'Right' }]);
  });

  test.each([{ id: [1001] }, { cid: [{ cid: 7, cidDate: 1 }] }, { gid: [3] }, { all: true }] as const)(
    'says of each order that it was asked for: %j',
    (targets) => {
      const desk = createDesk();
      desk.submit({ ...ORDER, gid: 3 });
      desk.hear(notice('on-req', row()));
      desk.ask({ type: 'cancelMany', request: 1, targets });
      desk.hear(frame('oc', row({ status: 'CANCELED' })));
      expect(desk.outcome()).toMatchObject({ by: 'asked' });
    },
  );
});

describe('operations in one message', () => {
  const operations = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ type: 'submit', order: { ...ORDER, cid: 100 + at } }) as const);

  test('are 75 at most: more go out in several, in order, each within what the exchange takes', () => {
    const desk = createDesk();
    const inputs = sent(desk.take({ type: 'BatchAsked', at: 1, operations: operations(160) }));
    expect(inputs.map((input) => (input.code === 'ox_multi' ? input.operations.length : 1))).toEqual([75, 75, 10]);
    expect(inputs.every((input) => E.isRight(encodeInput(input)))).toBe(true);
    expect(desk.timers()).toHaveLength(160);
  });

  test('have a result each, whichever order the answers come in', () => {
    const desk = live();
    desk.take({
      type: 'BatchAsked',
      at: 1,
      operations: [
        ...operations(2),
        { type: 'update', request: 1, update: { id: 1001, price: '1' } },
        { type: 'cancel', request: 2, target: { id: 5 } },
        { type: 'cancelMany', request: 3, targets: { gid: [4] } },
      ],
    });
    desk.hear(
      notice('oc_multi-req', [], 'ERROR'),
      notice('oc-req', sparse({ 0: 5 }), 'ERROR'),
      notice('on-req', sparse({ 2: 101 }), 'ERROR', 'No.'),
      notice('ou-req', row()),
      notice('on-req', row({ cid: 100, id: 2000 })),
    );
    expect(answers(desk)).toMatchObject([
      [3, { _tag: 'Left' }],
      [2, { _tag: 'Left' }],
      [1, { _tag: 'Right' }],
    ]);
    expect([desk.tag(100), desk.outcome(101)]).toMatchObject(['Live', { _tag: 'Rejected' }]);
  });

  test('asked within the time of a batch go out together, one alone as itself', () => {
    const desk = createDesk({ batchMs: 10 });
    expect(desk.submit()).toEqual([{ type: 'StartTimer', timer: 'batch:1', ms: 10 }]);
    desk.submit({ ...ORDER, cid: 8 });
    expect(desk.tag()).toBe('Queued');
    expect(sent(desk.fire('batch'))).toMatchObject([{ code: 'ox_multi', operations: [{ cid: 7 }, { cid: 8 }] }]);
    desk.submit({ ...ORDER, cid: 9 });
    expect(sent(desk.fire('batch'))).toMatchObject([{ code: 'on', cid: 9 }]);
  });

  test('do not wait for more than a message holds', () => {
    const desk = createDesk({ batchMs: 10 });
    const all = operations(76).map((operation) => sent(desk.ask(operation)).length);
    expect([all.indexOf(1), all.filter((count) => count > 0).length]).toEqual([74, 1]);
  });

  test('that wait are not sent where the connection is lost, or the socket takes no frame', () => {
    const desk = createDesk({ batchMs: 10 });
    desk.submit();
    desk.ask({ type: 'cancel', request: 1, target: { id: 5 } });
    desk.lose();
    expect(desk.outcome()).toEqual({ _tag: 'NotSent', cause: 'connectionLost' });
    expect(answers(desk)).toMatchObject([[1, E.left({ _tag: 'NotSent', cause: 'connectionLost' })]]);
    desk.connect();
    const effects = desk.take({
      type: 'BatchAsked',
      at: 1,
      operations: [...operations(1), { type: 'cancelMany', request: 2, targets: { all: true } }],
    });
    const send = effects.find((effect) => effect.type === 'Send');
    desk.take({ type: 'SendFailed', send: send?.type === 'Send' ? send.send : 0, at: 1 });
    expect(desk.outcome(100)).toEqual({ _tag: 'NotSent', cause: 'refusedBySocket' });
    expect(answers(desk)[1]).toMatchObject([2, E.left({ _tag: 'NotSent', cause: 'refusedBySocket' })]);
    expect([desk.timers(), desk.state().many]).toEqual([[], []]);
  });
});
