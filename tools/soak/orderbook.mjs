// npm run soak -- orderbook [--updates N] [--seed N] [--jobs N] [--only TEXT]
// The random walks of the orderbook's tests, but long: a million updates in each mode and length against the slow model.
import os from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { cases, soak } from '../../packages/orderbook/test/soak.ts';

const work = () =>
  parentPort.on('message', (name) => {
    const started = Date.now();
    const seconds = () => (Date.now() - started) / 1000;
    try {
      const figures = soak(name, workerData.updates, workerData.seed);
      parentPort.postMessage({ name, seconds: seconds(), figures });
    } catch (error) {
      parentPort.postMessage({ name, seconds: seconds(), problem: error.message });
    }
  });

const runAll = async () => {
  const { values } = parseArgs({
    options: {
      updates: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      jobs: { type: 'string', default: String(os.availableParallelism()) },
      only: { type: 'string', default: '' },
    },
  });
  const [updates, seed, jobs] = [values.updates, values.seed, values.jobs].map(Number);
  const waiting = cases.filter((name) => name.includes(values.only));
  if (![updates, seed, jobs].every((value) => Number.isSafeInteger(value) && value >= 0) || waiting.length === 0) {
    console.error('npm run soak -- orderbook [--updates N] [--seed N] [--jobs N] [--only TEXT]');
    process.exitCode = 2;
    return;
  }
  console.log(`${waiting.length} walks of ${updates.toLocaleString('en')} updates, seed ${seed}, ${jobs} at a time`);
  const started = Date.now();
  const done = [];
  const walk = async () => {
    const thread = new Worker(new URL(import.meta.url), { workerData: { updates, seed } });
    thread.on('error', (error) => {
      throw error;
    });
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      thread.postMessage(next);
      done.push(await new Promise((resolve) => thread.once('message', resolve)));
    }
    await thread.terminate();
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(jobs, waiting.length)) }, walk));

  done.sort((a, b) => cases.indexOf(a.name) - cases.indexOf(b.name));
  console.table(Object.fromEntries(done.map(({ name, figures, seconds }) => [name, { ...figures, seconds }])));
  const wrong = done.filter(({ problem }) => problem !== undefined);
  for (const { name, problem } of wrong) console.error(`${name}, seed ${seed}: ${problem}`);
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${done.length - wrong.length} walks equal, ${wrong.length} not, in ${seconds} s`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
};

if (isMainThread) await runAll();
else work();
