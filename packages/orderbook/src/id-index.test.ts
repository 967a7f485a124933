import fc from 'fast-check';
import { stage } from '../test/rows.js';
import { Columns, STAGED } from './columns.js';
import { IdIndex } from './id-index.js';

const withIndex = (capacity: number) => {
  const columns = new Columns(capacity, true, false);
  const index = new IdIndex(columns, capacity);
  const find = (id: number): number => {
    stage(columns, { price: 1, id });
    return index.find();
  };
  return {
    find,
    add: (id: number): number => {
      stage(columns, { price: 1, id });
      index.find();
      const slot = columns.keep();
      index.add(slot);
      return slot;
    },
    drop: (id: number): void => {
      const slot = find(id);
      index.drop();
      columns.release(slot);
    },
  };
};

describe('an index of ids', () => {
  // Ids a multiple of 2^32 apart share their place in the table: every look-up among them probes.
  const anyId = fc.oneof(
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 0, max: 5 }).map((turn) => 86_143_757_311 + turn * 2 ** 32),
  );

  it.each([2, 60])(
    'knows after any additions and removals what a Map would know, from a capacity of %d',
    (capacity) => {
      fc.assert(
        fc.property(fc.array(fc.tuple(anyId, fc.boolean()), { maxLength: 200 }), (changes) => {
          const index = withIndex(capacity);
          const model = new Map<number, number>();
          for (const [id, gone] of changes) {
            if (gone && model.delete(id)) index.drop(id);
            else if (!gone && !model.has(id)) model.set(id, index.add(id));
            for (const [other, slot] of model) expect(index.find(other)).toBe(slot);
            if (!model.has(id)) expect(index.find(id)).toBe(STAGED);
          }
        }),
      );
    },
  );

  it.each([700, 70_000])('holds %d ids that follow one another', (count) => {
    const index = withIndex(10);
    const slots = [...Array(count).keys()].map((step) => index.add(86_143_757_311 + step));
    expect(slots.map((_, step) => index.find(86_143_757_311 + step))).toEqual(slots);
  });
});
