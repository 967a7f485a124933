// What the page costs in a browser: how soon the first book is shown, and whether anything holds the page up while the
// simulator says 5,000 updates a second. `page.mjs UPDATES SECONDS`. Method: docs/performance.md.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { fork } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { startSimulator } from '@bitfinex-ws/simulator';
import { readPage } from '../../packages/cli/src/serve/page-files.js';
import { servePage } from '../../packages/cli/src/serve/page-server.js';
import { CHROMIUM_FLAGS, findChromium } from '../chromium.mjs';
import { medianOf } from './_measure.mjs';

const LOADS = 7;
const TRACED_MS = 3000;
const TRACED_LOADS = 3;
const BAR_MS = { first: 1000, task: 50 };

/** The child that is the exchange, so that the browser is all that this machine's other core has to do. */
const exchange = async (messagesPerSecond) => {
  const started = await startSimulator({ load: { messagesPerSecond: Number(messagesPerSecond) } });
  if (started._tag === 'Left') throw new Error(JSON.stringify(started.left));
  process.on('message', () => process.send({ framesOut: started.right.stats().framesOut }));
  process.send({ url: started.right.url });
};

/** The longest task of the page's main thread, by the processor's clock, ms. */
const longestTask = (events) => {
  const busy = events.filter(({ name, tdur }) => name.endsWith('RunTask') && tdur !== undefined);
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const own = busy.filter(({ pid, tid }) => mains.has(`${pid} ${tid}`));
  return own.reduce((most, { tdur }) => Math.max(most, tdur), 0) / 1000;
};

/** Runs in the page, before anything of it. */
const observe = () => {
  globalThis.tasks = [];
  new PerformanceObserver((list) =>
    globalThis.tasks.push(...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration }))),
  ).observe({ type: 'longtask', buffered: true });
  globalThis.frames = [];
  const frame = (at) => {
    globalThis.frames.push(at);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
};

const answerOf = (child) => new Promise((resolve) => child.once('message', resolve));

const run = async (updates, seconds) => {
  const executablePath = findChromium();
  if (executablePath === undefined) return console.log('no Chromium on the path (CHROMIUM may name one): not measured');
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'bitfinex-ws-bench-page-'));
  const folder = path.join(scratch, 'page');
  spawnSync(process.execPath, ['packages/cli/page/build.mjs', folder, '--source'], { stdio: 'inherit' });
  for (const name of fs.readdirSync(folder).sort()) {
    const bytes = fs.readFileSync(path.join(folder, name));
    console.log(
      `${name.padEnd(24)}${(bytes.length / 1000).toFixed(1).padStart(8)} kB${(zlib.gzipSync(bytes, { level: 9 }).length / 1000).toFixed(1).padStart(8)} kB gzip`,
    );
  }

  const child = fork(process.argv[1], ['exchange', String(updates)]);
  const { url } = await answerOf(child);
  const { hostname, port } = new URL(url);
  const page = await readPage(folder);
  const settings = {
    url: null,
    source: 'simulator',
    simulated: true,
    symbols: ['tBTCUSD'],
    prec: 'P0',
    len: 250,
    timeframe: '1m',
  };
  const served = await servePage({
    host: '127.0.0.1',
    port: 0,
    page: page.right,
    settings,
    upstream: { host: hostname, port: Number(port) },
  });
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 } });
  const complaints = [];
  const firsts = [];
  let last;
  await context.addInitScript(observe);
  for (let load = 0; load < LOADS; load++) {
    await last?.close();
    last = await context.newPage();
    last.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await last.goto(served.right.url);
    let first;
    while (!(first = await last.evaluate(() => performance.getEntriesByName('first-book')[0]?.startTime)))
      await wait(20);
    firsts.push(first);
  }
  // What loading took is over; from here on nothing but the market moves.
  await wait(2000);
  child.send('count');
  const before = await answerOf(child);
  const from = await last.evaluate(() => performance.now());
  await wait(seconds * 1000);
  child.send('count');
  const after = await answerOf(child);
  const seen = await last.evaluate((since) => {
    const frames = globalThis.frames.filter((at) => at >= since);
    const gaps = frames.slice(1).map((at, index) => at - frames[index]);
    return {
      elapsed: performance.now() - since,
      frames: frames.length,
      longestGap: Math.max(...gaps),
      loading: Math.max(
        0,
        ...globalThis.tasks.filter(({ startTime }) => startTime < since).map(({ duration }) => duration),
      ),
      tasks: globalThis.tasks.filter(({ startTime }) => startTime >= since).map(({ duration }) => duration),
      state: document.querySelector('#state-text').textContent,
      age: document.querySelector('#age').textContent,
      gaps: document.querySelector('#gaps').textContent,
      mismatched: document.querySelector('#mismatched').textContent,
    };
  }, from);
  // What each task took of the processor, whatever else the machine has to do. Traced apart: it costs, and it is long.
  const traced = async (page, act) => {
    await browser.startTracing(page, { categories: ['toplevel'] });
    await act();
    await wait(TRACED_MS);
    return longestTask(JSON.parse(await browser.stopTracing()).traceEvents);
  };
  const processor = await traced(last, async () => undefined);
  const loads = [];
  for (let load = 0; load < TRACED_LOADS; load++) {
    await last.close();
    last = await context.newPage();
    loads.push(await traced(last, () => last.goto(served.right.url)));
  }
  const loading = medianOf(loads);
  await browser.close();
  await served.right.close();
  child.kill();
  fs.rmSync(scratch, { recursive: true, force: true });

  const rate = ((after.framesOut - before.framesOut) * 1000) / seen.elapsed;
  const longest = Math.max(0, ...seen.tasks);
  const held = (value, bar) => `${value.toFixed(0)} ms (≤ ${bar} ms)${value <= bar ? '' : '  above its bar'}`;
  console.log(`\nNode ${process.versions.node}, ${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)}`);
  console.log(
    `first book, median of ${LOADS} loads: ${held(medianOf(firsts), BAR_MS.first)}, most ${Math.max(...firsts).toFixed(0)} ms`,
  );
  console.log(`frames of the server: ${rate.toFixed(0)} a second over ${(seen.elapsed / 1000).toFixed(1)} s`);
  console.log(`longest task, by the processor: ${held(processor, BAR_MS.task)}`);
  console.log(
    `longest task, by the clock: ${longest === 0 ? 'none of 50 ms or more' : `${longest.toFixed(0)} ms, ${seen.tasks.length} of 50 ms or more`}`,
  );
  console.log(
    `longest task while the page loads, by the processor: ${held(loading, BAR_MS.task)}, median of ${TRACED_LOADS}; by the clock ${seen.loading.toFixed(0)} ms`,
  );
  console.log(
    `frames of the display: ${((seen.frames * 1000) / seen.elapsed).toFixed(1)} a second, longest wait ${seen.longestGap.toFixed(0)} ms`,
  );
  console.log(
    `at the end: ${seen.state}, age ${seen.age}, ${seen.gaps} gaps, ${seen.mismatched} checksums that differed`,
  );
  for (const complaint of complaints) console.log(`console: ${complaint}`);
  if (Math.max(processor, loading) > BAR_MS.task || medianOf(firsts) > BAR_MS.first || complaints.length > 0)
    process.exitCode = 1;
};

const [role, ...rest] = process.argv.slice(2);
if (role === 'exchange') await exchange(...rest);
else await run(Number(role ?? 5000), Number(rest[0] ?? 20));
