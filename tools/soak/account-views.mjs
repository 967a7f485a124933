// npm run soak -- account-views [--histories N] [--steps N] [--seed N]: the views of an account over random histories on a line
// that doubles, swaps, delays and breaks, against an account of their own (packages/trading/test/account-judge.ts).
import { parseArgs } from 'node:util';
import { judgeHistory } from '../../packages/trading/test/account-judge.ts';

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '20000' },
    steps: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [histories, steps, first] = [values.histories, values.steps, values.seed].map(Number);
const began = Date.now();
const seen = new Map();
for (let seed = first; seed < first + histories; seed++) {
  try {
    judgeHistory(seed, steps, seen);
  } catch (error) {
    console.error(`seed ${seed}: ${error.message}`);
    process.exitCode = 1;
    break;
  }
}
console.table(Object.fromEntries([...seen].sort()));
console.log(`histories from seed ${first}: ${histories}, ${Math.round((Date.now() - began) / 1000)} s`);
