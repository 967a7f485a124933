import { createDesk, ORDER, type Desk } from '../../test/desk.js';
import { frame, notice, row, sparse, tradeFrame } from '../../test/wire.js';

const PAIR = { ...ORDER, priceOcoStop: '29000', cidOco: 8 };
const main = row({ id: 1, cid: 7 });
const stopOf = (cid: number | null) => row({ id: 2, cid, type: 'EXCHANGE STOP', price: 29000, placedId: 1 });

const paired = (): Desk => {
  const desk = createDesk();
  desk.submit(PAIR);
  return desk;
};

test('an OCO is two tickets: its legs, told in one answer', () => {
  const desk = paired();
  expect([desk.tag(7), desk.tag(8)]).toEqual(['Sent', 'Sent']);
  desk.hear(notice('on-req', [main, stopOf(8)]), frame('on', main), frame('on', stopOf(8)));
  expect(desk.news()).toMatchObject([
    { type: 'acknowledged', cid: 7, ack: { id: 1 } },
    { type: 'acknowledged', cid: 8, ack: { id: 2 } },
  ]);
});

test.each([
  ['a client id of its own', 99],
  ['none', null],
  ['that of the first', 7],
])('the stop is found where the exchange gave it %s', (_, cid) => {
  for (const frames of [
    [notice('on-req', [main, stopOf(cid)])],
    [notice('on-req', main), frame('on', stopOf(cid))],
    [frame('os', [main, stopOf(cid)])],
  ]) {
    const desk = paired();
    desk.hear(...frames);
    expect([desk.state().tickets.size, desk.tag(7), desk.tag(8), desk.timers()]).toEqual([2, 'Live', 'Live', []]);
    desk.hear(frame('oc', row({ id: 2, cid, type: 'EXCHANGE STOP', status: 'CANCELED' })));
    expect([desk.outcome(7), desk.outcome(8)]).toMatchObject([null, { _tag: 'Canceled', by: 'oco' }]);
  }
});

test('the stop is found by PLACED_ID also when the first is over already', () => {
  const desk = paired();
  desk.hear(notice('on-req', main), frame('oc', row({ id: 1, status: 'POSTONLY CANCELED' })));
  desk.hear(frame('oc', row({ id: 2, cid: null, type: 'EXCHANGE STOP', placedId: 1, status: 'CANCELED' })));
  expect([desk.outcome(7), desk.outcome(8)]).toMatchObject([{ by: 'postOnly' }, { _tag: 'Canceled', by: 'oco' }]);
});

test('filling one leg ends the other, and each has its own outcome', () => {
  const desk = paired();
  desk.hear(notice('on-req', [main, stopOf(8)]), tradeFrame(1, 1, 0.5, { fee: -1 }));
  desk.hear(frame('oc', row({ id: 2, cid: 8, type: 'EXCHANGE STOP', status: 'CANCELED' })));
  desk.hear(frame('oc', row({ id: 1, amount: 0, amountOrig: 0.5, status: 'EXECUTED @ 30000(0.5)' })));
  expect([desk.outcome(7), desk.outcome(8)]).toMatchObject([
    { _tag: 'Executed', complete: true },
    { _tag: 'Canceled', by: 'oco', fills: [] },
  ]);
});

test('the stop may become a market order and be filled under its own client id', () => {
  const desk = paired();
  desk.hear(tradeFrame(1, 2, 0.5, { cid: 8, fee: -1 }));
  desk.hear(
    frame(
      'oc',
      row({ id: 2, cid: 8, type: 'EXCHANGE MARKET', amount: 0, amountOrig: 0.5, status: 'EXECUTED @ 1(0.5)' }),
    ),
  );
  expect([desk.tag(7), desk.outcome(8)]).toMatchObject(['Sent', { _tag: 'Executed' }]);
});

test('a refusal ends both, and so does taking back what was not written', () => {
  const desk = paired();
  desk.hear(notice('on-req', sparse({ 2: 7 }), 'ERROR', 'Invalid price.'));
  expect([desk.outcome(7), desk.outcome(8)]).toMatchObject([{ _tag: 'Rejected' }, { _tag: 'Rejected' }]);
  const waiting = createDesk({ batchMs: 1 });
  waiting.submit(PAIR);
  waiting.ask({ type: 'cancel', request: 1, target: { cid: 8, cidDate: 1 } });
  expect([waiting.outcome(7), waiting.outcome(8), waiting.timers()]).toMatchObject([
    { _tag: 'NotSent', cause: 'withdrawn' },
    { _tag: 'NotSent' },
    [],
  ]);
});

test('one leg cancelled on purpose is told from one that the other ended', () => {
  const desk = paired();
  desk.hear(notice('on-req', [main, stopOf(8)]));
  desk.ask({ type: 'cancel', request: 1, target: { id: 1 } });
  desk.hear(frame('oc', row({ id: 1, status: 'CANCELED' })), frame('oc', row({ id: 2, cid: 8, status: 'CANCELED' })));
  expect([desk.outcome(7), desk.outcome(8)]).toMatchObject([{ by: 'asked' }, { by: 'oco' }]);
});
