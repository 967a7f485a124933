// npm run soak -- trading [--schedules N] [--steps N] [--seed N]: the machine of orders, and every fifth time that of offers, under
// random schedules, on good days and bad ones, against exchanges with books of their own (packages/trading/test/walk.ts).
import { parseArgs } from 'node:util';
import { createOffersWalk } from '../../packages/trading/test/offers-walk.ts';
import { createWalk } from '../../packages/trading/test/walk.ts';

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '100000' },
    steps: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [schedules, steps, first] = [values.schedules, values.steps, values.seed].map(Number);
const began = Date.now();
const seen = new Map();
const offersSeen = new Map();
for (let seed = first; seed < first + schedules; seed++) {
  let at = 0;
  try {
    const walk = createWalk(seed, seen);
    for (at = 1; at <= steps; at++) walk.step();
    walk.comeToRest();
    walk.close();
    if (seed % 5 !== 0) continue;
    const offers = createOffersWalk(seed / 5, offersSeen);
    for (at = 1; at <= steps; at++) offers.step();
    offers.finish();
  } catch (error) {
    console.error(`seed ${seed}, step ${at}: ${error.message}`);
    process.exitCode = 1;
    break;
  }
}
for (const each of [seen, offersSeen]) console.table(Object.fromEntries([...each].sort()));
console.log(`schedules from seed ${first}: ${schedules}, ${Math.round((Date.now() - began) / 1000)} s`);
