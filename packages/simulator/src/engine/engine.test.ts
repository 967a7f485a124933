import { orderLike } from '../../test/orders.js';
import { dueOrder, step, type EngineInput } from './engine.js';
import type { Submission } from './order.js';
import { emptyEngine, type EngineEvent } from './state.js';

/** An engine that is driven as a market drives it: what is due is activated at once. */
const drive = () => {
  let state = emptyEngine(1);
  const tell = (input: EngineInput): ReadonlyArray<string> => {
    const said: string[] = [];
    const take = (one: EngineInput): void => {
      const [next, events] = step(state, one);
      state = next;
      said.push(...events.map(textOf));
    };
    take(input);
    for (let due = dueOrder(state); due; due = dueOrder(state)) take({ _tag: 'Activated', id: due.id, spend: null });
    return said;
  };
  return {
    tell,
    put: (given: Partial<Submission>, spend: bigint | null = null) => {
      const order = orderLike(given);
      return { id: order.id, said: tell({ _tag: 'Submitted', order, spend }) };
    },
    state: () => state,
  };
};
const textOf = (event: EngineEvent): string => {
  switch (event._tag) {
    case 'Filled':
      return `${event.amount} at ${event.price}`;
    case 'Closed':
      return event.reason;
    default:
      return event._tag;
  }
};

describe('the matching engine', () => {
  it('serves the earlier of two orders at one price, and goes on to the next price', () => {
    const { put, state } = drive();
    put({ side: 'ask', price: 101 });
    const first = put({ side: 'ask', price: 100 });
    put({ side: 'ask', price: 100 });
    expect(put({ price: 101, amount: 25 }).said).toEqual([
      '10 at 100',
      'EXECUTED',
      '10 at 100',
      'EXECUTED',
      '5 at 101',
      'EXECUTED',
    ]);
    expect(state().asks.map(({ amount }) => amount)).toEqual([5]);
    expect(first.said).toEqual(['Rested']);
  });

  it('keeps the place of an order that shrinks, and takes that of one that grows or moves', () => {
    const { put, tell, state } = drive();
    const [a, b, c] = [put({}), put({}), put({})].map(({ id }) => id) as [number, number, number];
    tell({ _tag: 'Updated', id: a, changes: { amount: 5 }, spend: null });
    expect(state().bids.map(({ id }) => id)).toEqual([a, b, c]);
    tell({ _tag: 'Updated', id: a, changes: { amount: 20 }, spend: null });
    expect(state().bids.map(({ id }) => id)).toEqual([b, c, a]);
    tell({ _tag: 'Updated', id: b, changes: { price: 99 }, spend: null });
    tell({ _tag: 'Updated', id: b, changes: { price: 100 }, spend: null });
    expect(state().bids.map(({ id }) => id)).toEqual([c, a, b]);
  });

  it('lets an order that is moved across the book trade, unless it is post-only', () => {
    const { put, tell } = drive();
    const [plain, shy] = [put({ price: 99 }), put({ price: 99, postOnly: true })];
    put({ side: 'ask', price: 101, owner: 2 });
    expect(tell({ _tag: 'Updated', id: shy.id, changes: { price: 101 }, spend: null })).toEqual([
      'Changed',
      'POSTONLY CANCELED',
    ]);
    expect(tell({ _tag: 'Updated', id: plain.id, changes: { price: 101 }, spend: null })).toEqual([
      'Changed',
      '10 at 101',
      'EXECUTED',
      'EXECUTED',
    ]);
  });

  it('triggers stops one after the other by the trades of each other', () => {
    const { put } = drive();
    for (const price of [101, 102, 103]) put({ side: 'ask', price, owner: 2 });
    put({ kind: 'STOP', price: 102 });
    put({ kind: 'STOP', price: 101 });
    expect(put({ kind: 'MARKET', price: 0 }).said).toEqual([
      ...['10 at 101', 'EXECUTED', 'EXECUTED'],
      ...['Triggered', '10 at 102', 'EXECUTED', 'EXECUTED'],
      ...['Triggered', '10 at 103', 'EXECUTED', 'EXECUTED'],
    ]);
  });

  it('places the limit of a stop limit when its price has come', () => {
    const { put, state } = drive();
    put({ side: 'ask', price: 100, owner: 2 });
    put({ kind: 'STOP LIMIT', price: 100, limit: 98 });
    expect(put({}).said).toEqual(['10 at 100', 'EXECUTED', 'EXECUTED', 'Triggered', 'Rested']);
    expect(state().bids).toMatchObject([{ kind: 'LIMIT', before: 'STOP LIMIT', price: 98, limit: 0 }]);
  });

  it('lets a trailing stop follow the market one way and strike on the way back', () => {
    const { put, state } = drive();
    const trade = (price: number) => {
      put({ side: 'ask', price, owner: 2, amount: 1 });
      return put({ price, amount: 1 }).said;
    };
    trade(100);
    put({ kind: 'TRAILING STOP', side: 'ask', price: 0, trail: 5 });
    trade(110);
    trade(106);
    expect(state().stops).toMatchObject([{ price: 105 }]);
    expect(trade(105)).toEqual(['1 at 105', 'EXECUTED', 'EXECUTED', 'Triggered', 'RSN_BOOK_SLIP']);
  });

  it('ends the stop of a pair at the first fill of its limit, and the limit when the stop is triggered', () => {
    const pairOf = (id: number) => ({
      _tag: 'PairSubmitted' as const,
      order: orderLike({ id, side: 'ask', price: 110, sibling: id + 1 }),
      stop: orderLike({ id: id + 1, side: 'ask', price: 90, kind: 'STOP', sibling: id }),
    });
    const one = drive();
    one.tell(pairOf(1_000));
    expect(one.put({ price: 110, amount: 4, owner: 2 }).said).toEqual(['4 at 110', 'OCO', 'EXECUTED']);
    const other = drive();
    other.tell(pairOf(1_000));
    other.put({ price: 90, owner: 2, amount: 5 });
    expect(other.put({ side: 'ask', price: 90, amount: 1 }).said).toEqual([
      ...['1 at 90', 'EXECUTED'],
      ...['OCO', 'Triggered', '4 at 90', 'EXECUTED', 'RSN_BOOK_SLIP'],
    ]);
  });

  it('shows a hidden order only once it was hit, and only if it shall', () => {
    const { put, state } = drive();
    put({ hidden: true, makeVisible: true });
    put({ hidden: true });
    put({ side: 'ask', amount: 1, owner: 2 });
    expect(state().bids.map(({ hidden }) => hidden)).toEqual([false, true]);
  });

  it('buys no more than the money is for, at the prices that it meets', () => {
    const { put } = drive();
    put({ side: 'ask', price: 100, owner: 2 });
    put({ side: 'ask', price: 150, owner: 2 });
    // 10 × 100, and what is left of 1 700 is for 4 × 150.
    expect(put({ kind: 'MARKET', price: 0, amount: 20 }, 1_700n).said).toEqual([
      '10 at 100',
      'EXECUTED',
      '4 at 150',
      'INSUFFICIENT BALANCE (G1)',
    ]);
  });

  it('closes what there is of a position, and refuses where there is none, or the wrong way', () => {
    const { put } = drive();
    const margin = { spot: false } as const;
    put({ ...margin, side: 'ask', owner: 2 });
    put({ ...margin, amount: 10 });
    expect(put({ ...margin, owner: 3, closes: true }).said).toEqual(['RSN_POS_NOTFOUND']);
    expect(put({ ...margin, reduceOnly: true }).said).toEqual(['RSN_POS_REDUCE_INCR']);
    expect(put({ ...margin, side: 'ask', amount: 11, reduceOnly: true }).said).toEqual(['RSN_POS_REDUCE_FLIP']);
    put({ amount: 50, owner: 4 });
    expect(put({ ...margin, side: 'ask', kind: 'MARKET', amount: 1, closes: true }).said).toEqual([
      '10 at 100',
      'EXECUTED',
    ]);
  });

  it('is one trade with oneself, however little of the position is left to reduce', () => {
    const { put } = drive();
    const margin = { spot: false } as const;
    put({ ...margin, owner: 2, price: 100, amount: 20 });
    put({ ...margin, side: 'ask', amount: 20 });
    put({ ...margin, price: 90, amount: 20, reduceOnly: true });
    put({ ...margin, side: 'ask', owner: 2, price: 110, amount: 19 });
    put({ ...margin, kind: 'MARKET', amount: 19 });
    // One is left of the position: what is sold adds to it as much as what is bought takes from it.
    expect(put({ ...margin, side: 'ask', kind: 'MARKET', amount: 15 }).said).toEqual(['15 at 90', 'EXECUTED']);
  });
});
