import fc from 'fast-check';
import { createRing } from './ring.js';

describe('a ring', () => {
  it('is first in, first out, as a list would be', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -60, max: 60 })), (bursts) => {
        const ring = createRing<number>();
        const list: number[] = [];
        let next = 0;
        for (const burst of bursts) {
          // Above nought: so many are put in; below: so many are taken out.
          for (let n = 0; n < burst; n++, next++) {
            ring.push(next);
            list.push(next);
          }
          for (let n = 0; n > burst; n--) expect(ring.shift()).toBe(list.shift());
          expect(ring.size()).toBe(list.length);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('is empty once it was cleared, or was emptied after it had held much', () => {
    const ring = createRing<number>();
    for (let n = 0; n < 5_000; n++) ring.push(n);
    for (let n = 0; n < 5_000; n++) expect(ring.shift()).toBe(n);
    expect([ring.size(), ring.shift()]).toEqual([0, undefined]);
    ring.push(1);
    ring.clear();
    expect([ring.size(), ring.shift()]).toEqual([0, undefined]);
    ring.push(2);
    expect(ring.shift()).toBe(2);
  });
});
