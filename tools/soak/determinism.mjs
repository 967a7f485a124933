// npm run soak -- determinism [--hours N] [--seed N]: an exchange within the process, six clients that trade and come back, and a bad
// evening, twice over with the same seed. Every frame of both runs has to be the same; so long a run shows what a short one does not,
// and what the memory does.
import { parseArgs } from 'node:util';
import { openExchange, SCENARIOS } from '@bitfinex-ws/simulator';
import { createFakeClock } from '@bitfinex-ws/testkit';
import { runBot } from '../../packages/simulator/test/bot.ts';

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '6' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [hours, seed] = [values.hours, values.seed].map(Number);

const run = async () => {
  const clock = createFakeClock();
  const opened = openExchange({
    clock,
    seed,
    markets: ['tBTCUSD', 'tETHUSD'],
    activity: {
      bursts: { everyMs: 600_000, lastMs: 20_000, factor: 10 },
      quiet: { everyMs: 900_000, lastMs: 120_000, factor: 0 },
    },
    scenario: SCENARIOS['bad-evening'],
  });
  if (opened._tag === 'Left') throw new Error(JSON.stringify(opened.left));
  const exchange = opened.right;
  for (let place = 0; place < 6; place++) runBot(exchange, place, (ms, go) => void clock.after(ms, go));
  const hashes = [];
  const began = performance.now();
  for (let minute = 1; minute <= hours * 60; minute++) {
    await clock.advanceAsync(60_000);
    hashes.push(exchange.hash());
    if (minute % 60 > 0 && minute < hours * 60) continue;
    globalThis.gc?.();
    const megabytes = Math.round(process.memoryUsage().heapUsed / 2 ** 20);
    const { framesIn, framesOut } = exchange.stats();
    console.log(
      `${minute} minutes, ${Math.round((performance.now() - began) / 1000)} s, ${framesOut} frames out, ${framesIn} in, ${megabytes} MiB`,
    );
  }
  await exchange.close();
  return hashes;
};

const [one, same] = [await run(), await run()];
const parted = one.findIndex((hash, minute) => hash !== same[minute]);
if (parted < 0) console.log(`seed ${seed}: both runs said the same, byte for byte: ${one.at(-1)}`);
else {
  console.error(`seed ${seed}: the runs parted in minute ${parted + 1}`);
  process.exitCode = 1;
}
