import { FLAG_MIXES, runAllSequences, SEQUENCE_FAULTS, type SequenceFigures } from '../../test/sequence-run.js';

const FRAMES = 100_000;
const sum = (runs: ReadonlyArray<SequenceFigures>, of: keyof SequenceFigures): number =>
  runs.reduce((all, run) => all + run[of], 0);
const isSequenced = ({ flags }: { readonly flags: number }): boolean => (flags & 65_536) !== 0;

test('there are sixteen mixes of flags', () => {
  expect(new Set(FLAG_MIXES).size).toBe(16);
});

// Each run throws where an alarm is raised that the numbers do not call for.
describe('a hundred thousand clean frames, one half read live, one as a recording', () => {
  it('are all read, under every mix of flags and every shape of answers, without one alarm', () => {
    const runs = runAllSequences(FRAMES, 1);
    expect(runs).toHaveLength(2 * 16 * 3);
    expect(sum(runs, 'frames')).toBeGreaterThanOrEqual(FRAMES);
    expect([sum(runs, 'failures'), sum(runs, 'found')]).toEqual([0, 0]);
  });
});

describe.each(SEQUENCE_FAULTS)('a frame that is %s', (fault) => {
  it('is found at the next frame that has a number, wherever the flags number frames', () => {
    const runs = runAllSequences(FRAMES / 2, 2, [fault]);
    const numbered = runs.filter(isSequenced);
    expect(sum(numbered, 'found')).toBeGreaterThan(300);
    expect(sum(numbered, 'found') + sum(numbered, 'untold')).toBe(sum(numbered, 'faults'));
    expect(sum(runs, 'found')).toBe(sum(numbered, 'found'));
  });
});
