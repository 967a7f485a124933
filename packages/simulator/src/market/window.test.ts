import fc from 'fast-check';
import type { Span } from './event.js';
import type { Order, Side } from '../engine/order.js';
import { createOrders } from './orders.js';
import { roundPrice } from './price.js';
import { lookAgain, type Level, type WindowShape } from './window.js';

/** The same levels, found by summing up all orders anew and sorting them. */
const fromScratch = (orders: ReadonlyArray<Order>, side: Side, { kind, figures, len }: WindowShape): Level[] => {
  const levels = new Map<string, Level>();
  for (const { id, price: own, period: days, amount } of orders) {
    const price = figures === null ? own : naiveRound(own, figures, side);
    const period = kind === 'funding' ? days : 0;
    const key = figures === null ? `${id}` : `${price}/${period}`;
    const known = levels.get(key);
    const sum = { count: (known?.count ?? 0) + 1, amount: (known?.amount ?? 0) + amount };
    levels.set(key, { side, price, period, id: figures === null ? id : 0, ...sum });
  }
  const sign = side === 'bid' ? -1 : 1;
  return [...levels.values()]
    .sort((a, b) => sign * (a.price - b.price) || a.period - b.period || a.id - b.id)
    .slice(0, len);
};
const naiveRound = (price: number, figures: number, side: Side): number => {
  const unit = 10 ** Math.max(0, String(price).length - figures);
  return (side === 'bid' ? Math.floor : Math.ceil)(price / unit) * unit;
};

const order = (side: Side, kind: 'trading' | 'funding') =>
  fc.record({
    id: fc.integer({ min: 1, max: 40 }),
    side: fc.constant(side),
    price: fc.oneof(fc.integer({ min: 95, max: 125 }), fc.integer({ min: 990, max: 1020 })),
    period: kind === 'funding' ? fc.constantFrom(2, 30, 120) : fc.constant(0),
    amount: fc.integer({ min: 1, max: 5 }),
  });
const shapes = fc.record({
  kind: fc.constantFrom('trading' as const, 'funding' as const),
  figures: fc.constantFrom(null, 1, 2, 3, 5),
  len: fc.constantFrom(1, 3, 8, 25),
});
const walks = shapes.chain((shape) =>
  fc
    .constantFrom<Side>('bid', 'ask')
    .chain((side) =>
      fc.tuple(
        fc.constant(shape),
        fc.constant(side),
        fc.array(fc.record({ wish: order(side, shape.kind), remove: fc.boolean() }), { maxLength: 120 }),
      ),
    ),
);

const spanOf = (side: Side, prices: ReadonlyArray<number>): Span => {
  const [least, most] = [Math.min(...prices), Math.max(...prices)];
  return side === 'bid' ? { best: most, worst: least } : { best: least, worst: most };
};

describe('a window on the orders', () => {
  it('is, after any walk, what summing up all orders anew gives, and its changes lead there', () => {
    fc.assert(
      fc.property(walks, ([shape, side, walk]) => {
        const orders = createOrders();
        let levels: ReadonlyArray<Level> = [];
        for (const { wish, remove } of walk) {
          const known = orders.of(side).find(({ id }) => id === wish.id);
          // An offer keeps its period for life.
          const next = { ...wish, period: known?.period ?? wish.period };
          if (known && remove) orders.remove(known);
          else if (known) orders.replace(known, next);
          else orders.insert(next);
          const touched = known ? [known.price, ...(remove ? [] : [next.price])] : [next.price];
          const change = lookAgain(orders.of(side), side, shape, levels, spanOf(side, touched));

          const expected = fromScratch(orders.of(side), side, shape);
          expect(change.levels).toEqual(expected);
          const { levels: whole } = lookAgain(orders.of(side), side, shape, levels, null);
          expect(whole).toEqual(expected);
          const led = levels.filter((level) => !change.gone.includes(level));
          const kept = led.filter((level) => change.levels.includes(level));
          expect([...kept, ...change.fresh].length).toBe(expected.length);
          expect(change.gone.every((level) => levels.includes(level))).toBe(true);
          levels = change.levels;
        }
      }),
      { numRuns: 400 },
    );
  });

  it('keeps the very level where nothing changed, so that nothing is told twice', () => {
    const orders = createOrders();
    orders.insert({ id: 1, side: 'bid', price: 100, period: 0, amount: 5 });
    const shape: WindowShape = { kind: 'trading', figures: 5, len: 25 };
    const { levels } = lookAgain(orders.bids, 'bid', shape, [], null);
    orders.insert({ id: 2, side: 'bid', price: 99, period: 0, amount: 5 });
    const change = lookAgain(orders.bids, 'bid', shape, levels, { best: 99, worst: 99 });
    expect(change.levels[0]).toBe(levels[0]);
    expect(change.fresh.map(({ price }) => price)).toEqual([99]);
  });
});

describe('a rounded price', () => {
  it('moves away from the other side', () => {
    expect([5, 4, 3, 2, 1].map((figures) => roundPrice(64_217, figures, 'bid'))).toEqual([
      64_217, 64_210, 64_200, 64_000, 60_000,
    ]);
    expect([5, 4, 3, 2, 1].map((figures) => roundPrice(64_217, figures, 'ask'))).toEqual([
      64_217, 64_220, 64_300, 65_000, 70_000,
    ]);
    expect(roundPrice(99_999_5, 5, 'ask')).toBe(100_000_0);
  });
});
