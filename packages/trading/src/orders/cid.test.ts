import { isCidTaken, nextCid, withClientIds } from '../index.js';
import { MAX_CLIENT_ID } from '@bitfinex-ws/protocol';
import { createDesk, ORDER } from '../../test/desk.js';
import { frame, notice, row } from '../../test/wire.js';
import fc from 'fast-check';

test('client ids follow the clock, never repeat, and never go back with it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5_000 })), (clock) => {
      let last = 0;
      for (const ms of clock) {
        const cid = nextCid(last, 1_790_000_000_000 + ms + 0.5);
        expect(cid).toBeGreaterThan(last);
        expect(Number.isSafeInteger(cid) && cid <= MAX_CLIENT_ID).toBe(true);
        last = cid;
      }
    }),
  );
  expect(nextCid(0, 1_790_000_000_000.9)).toBe(1_790_000_000_000);
});

test('a process that starts anew goes on behind the last one by the clock alone', () => {
  let last = 0;
  for (let each = 0; each < 900; each++) last = nextCid(last, 1_790_000_000_000);
  expect(nextCid(0, 1_790_000_001_000)).toBeGreaterThan(last);
});

test('an order keeps its own client ids and is given those that it lacks', () => {
  const { cid: _, ...bare } = ORDER;
  expect(withClientIds(bare, 0, 50)).toEqual({ order: { ...bare, cid: 50 }, last: 50 });
  expect(withClientIds(ORDER, 40, 50)).toEqual({ order: ORDER, last: 40 });
  const pair = { ...bare, priceOcoStop: '1' };
  expect(withClientIds(pair, 0, 50)).toEqual({ order: { ...pair, cid: 50, cidOco: 51 }, last: 51 });
  expect(withClientIds({ ...pair, cid: 3 }, 60, 50).order).toMatchObject({ cid: 3, cidOco: 61 });
});

test('the client id of an order that was not sent may be used again', () => {
  const desk = createDesk();
  desk.lose();
  desk.submit();
  desk.connect();
  expect([desk.outcome()?._tag, isCidTaken(desk.state(), 7)]).toEqual(['NotSent', false]);
  expect(desk.submit()).toMatchObject([{ type: 'Send' }, { type: 'StartTimer' }]);
});

test('a client id is taken while its order has no outcome, and for a while after', () => {
  const desk = createDesk({ remembered: 2 });
  const settle = (cid: number): void => {
    desk.submit({ ...ORDER, cid });
    desk.hear(notice('on-req', row({ cid, id: cid })), frame('oc', row({ cid, id: cid, status: 'CANCELED' })));
  };
  desk.submit();
  expect([isCidTaken(desk.state(), 7), isCidTaken(desk.state(), 8)]).toEqual([true, false]);
  expect(() => desk.submit()).toThrow('in use');
  for (const cid of [1, 2, 3, 4, 5]) settle(cid);
  // Two generations of two each: what is older was forgotten.
  expect([1, 2, 3, 4, 5, 7].map((cid) => isCidTaken(desk.state(), cid))).toEqual([
    false,
    false,
    true,
    true,
    true,
    true,
  ]);
  expect(desk.hear(frame('oc', row({ cid: 1, id: 1, status: 'CANCELED' })))).toEqual([]);
});
