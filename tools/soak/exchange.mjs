// npm run soak -- exchange [--orders N] [--rounds N] [--seed N]: orders of every type and funding offers of four accounts, a million
// of them, in ten rounds of one seed each. After each input all that an account is told is judged: no money appears or vanishes
// (fees and interest accounted), no book is crossed, every order and offer ends once, every event comes in the documented order.
import { parseArgs } from 'node:util';
import { walkExchange } from '../../packages/simulator/test/exchange-walk.ts';

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [orders, rounds, seed] = [values.orders, values.rounds, values.seed].map(Number);
const began = Date.now();
const seconds = () => Math.round((Date.now() - began) / 1000);
const rows = {};
try {
  for (let round = 0; round < rounds; round++) {
    const report = walkExchange(seed + round, Math.ceil(orders / rounds));
    const heap = `${Math.round(process.memoryUsage().heapUsed / 2 ** 20)} MiB`;
    rows[`seed ${seed + round}`] = { ...report, digest: report.digest.slice(0, 12), heap, seconds: seconds() };
    console.log(`seed ${seed + round}: ${report.accepted} orders and offers, ${seconds()} s, ${heap} of heap`);
  }
  console.table(rows);
  console.log('no money came or went, no book was crossed, everything ended once and was told in order');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
