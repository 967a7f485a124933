import { walkCases, walkBook, WALK_UPDATES } from '../test/walk.js';

describe.each(walkCases(['P0', 'P1', 'P2', 'P3', 'P4']))('a $name book of length $len', ({ mode, len, thin }) => {
  it('equals the slow model after every message of a random walk of 20,000 updates', () => {
    const { checksums, stats } = walkBook({ mode, len, seed: 1, updates: WALK_UPDATES });
    expect(stats).toMatchObject({ unknownDeletions: 0, ignored: 0 });
    expect(stats.updates).toBeGreaterThanOrEqual(WALK_UPDATES);
    expect(stats.checksums).toEqual({ matched: len === 1 ? 0 : checksums, mismatched: 0 });
    expect(checksums).toBeGreaterThan(1_000);
    if (thin) expect(stats.longest).toBeLessThan(len);
    else expect(stats.longest).toBe(len);
  });
});
