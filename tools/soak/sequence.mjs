// npm run soak -- sequence [--frames N] [--seed N]: the sequence audit under every mix of flags and every shape of answers. First
// clean frames, without one alarm; then as many with one in twenty removed, doubled or swapped, each found at the next number.
import { parseArgs } from 'node:util';
import { runAllSequences, SEQUENCE_FAULTS } from '../../packages/client/test/sequence-run.ts';

const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [frames, seed] = [values.frames, values.seed].map(Number);
const began = Date.now();
const kinds = [['clean', []], ...SEQUENCE_FAULTS.map((fault) => [fault, [fault]])];
try {
  const rows = kinds.map(([name, faults]) => {
    const runs = runAllSequences(frames, seed, faults);
    const numbered = runs.filter(({ flags }) => (flags & 65_536) !== 0);
    const sum = (some, of) => some.reduce((all, run) => all + run[of], 0);
    return [
      name,
      {
        runs: runs.length,
        frames: sum(runs, 'frames'),
        unread: sum(runs, 'failures'),
        'faults under numbers': sum(numbered, 'faults'),
        found: sum(numbered, 'found'),
        'had no number': sum(numbered, 'untold'),
      },
    ];
  });
  console.table(Object.fromEntries(rows));
  console.log(`seed ${seed}, ${Math.round((Date.now() - began) / 1000)} s; no alarm that no number called for`);
} catch (error) {
  console.error(`seed ${seed}: ${error.message}`);
  process.exitCode = 1;
}
