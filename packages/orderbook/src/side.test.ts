import fc from 'fast-check';
import { put, stage, take, type Placed } from '../test/rows.js';
import { Columns, STAGED } from './columns.js';
import { copySide } from './side-view.js';
import { Side, type SideName } from './side.js';

interface Entry {
  readonly price: number;
  readonly period: number;
  readonly id: number;
  readonly amount: number;
}
const small = fc.integer({ min: 1, max: 6 });
const anyEntry: fc.Arbitrary<Entry> = fc.record({ price: small, period: small, id: small, amount: small });
const anySide = fc.constantFrom<SideName>('bid', 'ask');
const order = (side: SideName) => (a: Entry, b: Entry) =>
  (side === 'bid' ? b.price - a.price : a.price - b.price) || a.period - b.period || a.id - b.id;

// A capacity of 2 makes every array grow on the way.
const empty = (name: SideName): Side => new Side(name, new Columns(2, true, true), 2);
const filled = (name: SideName, entries: ReadonlyArray<Placed>): Side => {
  const side = empty(name);
  for (const entry of entries) put(side, entry);
  return side;
};
const entries = (side: Side): ReadonlyArray<Entry> =>
  [...Array(side.length).keys()].map((depth) => {
    const slot = side.slot(depth);
    const { price, period, mark, amount } = side.columns;
    return { price: price[slot]!, period: period[slot]!, id: mark[slot]!, amount: amount[slot]! };
  });
const same = (a: Entry, b: Entry): boolean => a.price === b.price && a.period === b.period && a.id === b.id;
const locate = (side: Side, entry: Placed): number => {
  stage(side.columns, entry);
  return side.locate(STAGED);
};

describe('a side', () => {
  it('holds the last level that was put at each place, once, best first, ties by period and then by id', () => {
    fc.assert(
      fc.property(anySide, fc.array(anyEntry, { maxLength: 200 }), (name, all) => {
        const latest = all.filter((entry, index) => !all.slice(index + 1).some((later) => same(later, entry)));
        expect(entries(filled(name, all))).toEqual([...latest].sort(order(name)));
      }),
    );
  });

  it('finds what it holds, and tells for anything else where it belongs', () => {
    fc.assert(
      fc.property(anySide, fc.array(anyEntry), anyEntry, (name, all, wanted) => {
        const side = filled(name, all);
        const depth = locate(side, wanted);
        const standing = entries(side);
        const found = standing.findIndex((entry) => same(entry, wanted));
        if (found >= 0) expect(depth).toBe(found);
        else expect(~depth).toBe(standing.filter((entry) => order(name)(entry, wanted) < 0).length);
      }),
    );
  });

  it('gives up exactly the level that is taken, and what comes in its place is all its own', () => {
    fc.assert(
      fc.property(anySide, fc.array(anyEntry), anyEntry, anyEntry, (name, all, wanted, next) => {
        const side = filled(
          name,
          all.map((entry) => ({ ...entry, text: { key: 'old', amount: 'old' } })),
        );
        const before = entries(side);
        expect(take(side, wanted)).toBe(before.some((entry) => same(entry, wanted)));
        expect(entries(side)).toEqual(before.filter((entry) => !same(entry, wanted)));
        put(side, next);
        const slot = side.slot(locate(side, next));
        expect(side.columns.keyText(slot)).toBe(String(next.id));
        expect(side.columns.amountText(slot)).toBe(String(next.amount));
      }),
    );
  });

  it('of hundreds of levels stays sorted, near the best and far from it', () => {
    const change = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.boolean());
    fc.assert(
      fc.property(anySide, fc.array(change, { minLength: 300, maxLength: 600 }), (name, changes) => {
        const side = filled(
          name,
          [...Array(150).keys()].map((price) => ({ price: 2 * price + 1 })),
        );
        const model = new Set(entries(side).map(({ price }) => price));
        for (const [price, gone] of changes) {
          if (gone) expect(take(side, { price })).toBe(model.delete(price));
          else {
            put(side, { price });
            model.add(price);
          }
        }
        const best = [...model].sort((a, b) => (name === 'bid' ? b - a : a - b));
        expect(entries(side).map(({ price }) => price)).toEqual(best);
      }),
      { numRuns: 30 },
    );
  });

  it('tells prices apart that lie next to each other, and knows a price by any spelling', () => {
    const side = filled('ask', [{ price: 7e-7 }, { price: 6.6e-7 }, { price: 0.0000011 }]);
    expect(entries(side).map(({ price }) => price)).toEqual([6.6e-7, 7e-7, 0.0000011]);
    expect(locate(side, { price: Number('0.0000007') })).toBe(1);
  });

  it('sorts ids as numbers, beyond 32 bits and past a power of ten', () => {
    const ids = [100_000_000_001, 99_999_999_999, 5];
    const side = filled(
      'bid',
      ids.map((id) => ({ price: 1, id })),
    );
    expect(entries(side).map(({ id }) => id)).toEqual([5, 99_999_999_999, 100_000_000_001]);
  });

  it('is copied with its texts, and the copy does not change with it', () => {
    const side = filled('ask', [{ price: 2, text: { key: '2.0', amount: '1.0' } }, { price: 1 }]);
    const copy = copySide(side);
    take(side, { price: 2 });
    put(side, { price: 1, amount: 9 });
    expect(entries(copy).map(({ price, amount }) => [price, amount])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(copy.columns.keyText(copy.slot(1))).toBe('2.0');
  });
});
