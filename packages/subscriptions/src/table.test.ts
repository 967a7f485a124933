import fc from 'fast-check';
import { emptyTable, lookup, put, without } from './table.js';

const writes = fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.option(fc.integer())), { maxLength: 300 });

describe('a table', () => {
  it('holds what a map would hold', () => {
    fc.assert(
      fc.property(writes, (steps) => {
        const map = new Map<string, number>();
        let table = emptyTable<number>();
        for (const [key, value] of steps) {
          if (value === null) {
            map.delete(key);
            table = without(table, key);
          } else {
            map.set(key, value);
            table = put(table, key, value);
          }
          expect([lookup(table, key), table.size]).toEqual([map.get(key), map.size]);
        }
        for (const [key, value] of map) expect(lookup(table, key)).toBe(value);
      }),
    );
  });

  it('leaves the table it came from as it was', () => {
    const before = put(emptyTable<number>(), 'a', 1);
    put(before, 'a', 2);
    put(before, 'b', 2);
    without(before, 'a');
    expect([lookup(before, 'a'), lookup(before, 'b'), before.size]).toEqual([1, undefined, 1]);
    expect(without(before, 'never there')).toBe(before);
  });

  it('spreads channel keys evenly', () => {
    let table = emptyTable<number>();
    for (let n = 0; n < 1_500; n++) table = put(table, `book:tC${n}USD:P0:F0:25`, n);
    expect(Math.max(...table.shards.map((shard) => shard.size))).toBeLessThan(60);
  });
});
