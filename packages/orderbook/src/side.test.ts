import fc from 'fast-check';
import type { Level } from './level.js';
import { createSide, locate, put, take, type Side, type SideName } from './side.js';

const level = (price: number, period: number | null, id: number | null, amount = 1): Level => ({
  price,
  amount,
  count: id === null ? 1 : null,
  period,
  id,
  text: { key: `${id ?? price}`, amount: `${amount}` },
});
const small = fc.integer({ min: 1, max: 6 });
const anyLevel = fc
  .tuple(small, small, small, small)
  .map(([price, period, id, amount]) => level(price, period, id, amount));
const anySide = fc.constantFrom<SideName>('bid', 'ask');
const order = (side: SideName) => (a: Level, b: Level) =>
  (side === 'bid' ? b.price - a.price : a.price - b.price) ||
  (a.period ?? 0) - (b.period ?? 0) ||
  (a.id ?? 0) - (b.id ?? 0);
const filled = (name: SideName, levels: ReadonlyArray<Level>): Side => {
  const side = createSide(name);
  for (const entry of levels) put(side, entry);
  return side;
};
const same = (a: Level, b: Level): boolean => a.price === b.price && a.period === b.period && a.id === b.id;

describe('a side', () => {
  it('is sorted best first, ties by period and then by id, whatever the order of arrival', () => {
    fc.assert(
      fc.property(anySide, fc.array(anyLevel), (name, levels) => {
        const side = filled(name, levels);
        expect(side.levels).toEqual([...side.levels].sort(order(name)));
      }),
    );
  });

  it('holds the last level that was put at each place, once', () => {
    fc.assert(
      fc.property(anySide, fc.array(anyLevel), (name, levels) => {
        const latest = levels.filter((entry, index) => !levels.slice(index + 1).some((later) => same(later, entry)));
        expect(filled(name, levels).levels).toEqual([...latest].sort(order(name)));
      }),
    );
  });

  it('finds what it holds, and tells for anything else where it belongs', () => {
    fc.assert(
      fc.property(anySide, fc.array(anyLevel), anyLevel, (name, levels, wanted) => {
        const side = filled(name, levels);
        const place = locate(side, wanted);
        const found = side.levels.findIndex((entry) => same(entry, wanted));
        if (found >= 0) expect(place).toBe(found);
        else expect(~place).toBe(side.levels.filter((entry) => order(name)(entry, wanted) < 0).length);
      }),
    );
  });

  it('gives up exactly the level that is taken', () => {
    fc.assert(
      fc.property(anySide, fc.array(anyLevel), anyLevel, (name, levels, wanted) => {
        const side = filled(name, levels);
        const before = [...side.levels];
        expect(take(side, wanted)).toBe(before.some((entry) => same(entry, wanted)));
        expect(side.levels).toEqual(before.filter((entry) => !same(entry, wanted)));
      }),
    );
  });

  it('tells prices apart that lie next to each other, and knows a price by any spelling', () => {
    const side = filled('ask', [level(7e-7, null, null), level(6.6e-7, null, null), level(0.0000011, null, null)]);
    expect(side.levels.map(({ price }) => price)).toEqual([6.6e-7, 7e-7, 0.0000011]);
    expect(locate(side, level(Number('0.0000007'), null, null))).toBe(1);
  });

  it('sorts ids as numbers, beyond 32 bits and past a power of ten', () => {
    const side = filled('bid', [level(1, null, 100_000_000_001), level(1, null, 99_999_999_999), level(1, null, 5)]);
    expect(side.levels.map(({ id }) => id)).toEqual([5, 99_999_999_999, 100_000_000_001]);
  });
});
