// npm run soak -- NAME [--updates N] [--seed N] [--jobs N] [--only TEXT]: the tests' random walks, but long.
// NAME is a package with a test/soak.ts, which exports `cases` (names) and `soak(name, updates, seed)` (a row of figures).
import { build } from 'esbuild';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

const root = fileURLToPath(new URL('../..', import.meta.url));
const soaks = fs
  .readdirSync(path.join(root, 'packages'))
  .filter((name) => fs.existsSync(path.join(root, 'packages', name, 'test/soak.ts')));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    updates: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    jobs: { type: 'string', default: String(os.availableParallelism()) },
    only: { type: 'string', default: '' },
  },
});
const [name = ''] = positionals;
const [updates, seed, jobs] = [values.updates, values.seed, values.jobs].map(Number);
if (!soaks.includes(name) || ![updates, seed, jobs].every((value) => Number.isSafeInteger(value) && value >= 0)) {
  console.error(`npm run soak -- ${soaks.join('|')} [--updates N] [--seed N] [--jobs N] [--only TEXT]`);
  process.exit(2);
}

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'bitfinex-ws-soak-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));
const bundle = path.join(scratch, 'soak.cjs');
await build({
  entryPoints: [path.join(root, 'packages', name, 'test/soak.ts')],
  bundle: true,
  platform: 'node',
  target: 'node20',
  conditions: ['@bitfinex-ws/source'],
  outfile: bundle,
  logLevel: 'error',
});

const worker = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { soak } = require(workerData.bundle);
  parentPort.on('message', (name) => {
    const started = Date.now();
    try {
      const figures = soak(name, workerData.updates, workerData.seed);
      parentPort.postMessage({ name, seconds: (Date.now() - started) / 1000, figures });
    } catch (error) {
      parentPort.postMessage({ name, seconds: (Date.now() - started) / 1000, problem: error.message });
    }
  });`;

const { cases } = createRequire(import.meta.url)(bundle);
const waiting = cases.filter((each) => each.includes(values.only));
const done = [];
console.log(
  `${name}: ${waiting.length} walks of ${updates.toLocaleString('en')} updates, seed ${seed}, ${jobs} at a time`,
);
const started = Date.now();
const isTty = process.stdout.isTTY;

await Promise.all(
  Array.from({ length: Math.max(1, Math.min(jobs, waiting.length)) }, async () => {
    const thread = new Worker(worker, { eval: true, workerData: { bundle, updates, seed } });
    thread.on('error', (error) => {
      throw error;
    });
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      done.push(
        await new Promise((resolve) => {
          thread.once('message', resolve);
          thread.postMessage(next);
        }),
      );
      if (isTty) process.stdout.write(`\r${done.length} done, ${waiting.length} waiting `);
    }
    await thread.terminate();
  }),
);

if (isTty) process.stdout.write('\r');
done.sort((a, b) => cases.indexOf(a.name) - cases.indexOf(b.name));
console.table(Object.fromEntries(done.map((row) => [row.name, { ...row.figures, seconds: row.seconds }])));
const failed = done.filter(({ problem }) => problem !== undefined);
for (const row of failed) console.error(`${row.name}, seed ${seed}: ${row.problem}`);
const seconds = Math.round((Date.now() - started) / 1000);
console.log(`${done.length - failed.length} walks equal, ${failed.length} not, in ${seconds} s`);
process.exitCode = failed.length > 0 ? 1 : 0;
