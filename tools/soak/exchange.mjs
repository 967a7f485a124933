// npm run soak -- exchange [--orders N] [--seed N]: orders of every type and funding offers of four accounts, a million of them.
// After each input all that an account is told is judged: no money appears or vanishes (fees and interest accounted), no book is
// crossed, every order and offer ends once, and every event comes in the documented order.
import { parseArgs } from 'node:util';
import { walkExchange } from '../../packages/simulator/test/exchange-walk.ts';

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [orders, seed] = [values.orders, values.seed].map(Number);
const began = Date.now();
const seconds = () => Math.round((Date.now() - began) / 1000);
let told = 0;
try {
  const report = walkExchange(seed, orders, (accepted) => {
    if (accepted < told + 50_000) return;
    told = accepted;
    const megabytes = Math.round(process.memoryUsage().heapUsed / 2 ** 20);
    console.log(`${accepted} accepted, ${seconds()} s, ${megabytes} MiB of heap`);
  });
  console.table({ [`seed ${seed}`]: { ...report, digest: report.digest.slice(0, 12), seconds: seconds() } });
  console.log('no money came or went, no book was crossed, everything ended once and was told in order');
} catch (error) {
  console.error(`seed ${seed}: ${error.message}`);
  process.exitCode = 1;
}
