import { createSeededRandom } from './random.js';

const draw = (seed: number, count: number): ReadonlyArray<number> => {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, random);
};

describe('the seeded random source', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    expect(draw(7, 100)).toEqual(draw(7, 100));
    expect(draw(7, 100)).not.toEqual(draw(8, 100));
  });

  it('stays in [0, 1) and fills every tenth of it evenly', () => {
    const tenths = new Array<number>(10).fill(0);
    for (const number of draw(1, 100_000)) {
      if (!(number >= 0 && number < 1)) throw new Error(`out of range: ${number}`);
      const tenth = Math.floor(number * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // 10,000 are expected in each; five standard deviations are 475.
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(475);
  });
});
