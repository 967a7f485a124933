// Every pair's ticker, trades and book in one client: what 1,350 channels on 54 connections cost in processor time and memory. The
// exchange is a simulator in a process of its own. npm run bench -- channels [PAIRS] [SECONDS] [STEPS A SECOND AND PAIR]
import { book, createClient, orThrow, ticker, trades } from '@bitfinex-ws/client';
import { explainSimulatorError, startSimulator } from '@bitfinex-ws/simulator';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';

const args = process.argv.slice(2);

const serve = async (pairs, rate) => {
  const started = await startSimulator({ pairs, rate, ledger: { trades: 0, connections: 0 } });
  if (started._tag === 'Left') throw new Error(explainSimulatorError(started.left));
  process.on('disconnect', () => process.exit());
  process.send({ url: started.right.url, symbols: started.right.symbols });
};

const run = async (pairs, seconds, rate) => {
  v8.setFlagsFromString('--expose-gc');
  const gc = vm.runInNewContext('gc');
  const memory = () => {
    for (let turn = 0; turn < 4; turn++) gc();
    const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage();
    return { heap: heapUsed + Math.max(external, arrayBuffers), rss };
  };
  const server = fork(process.argv[1], ['serve', String(pairs), String(rate)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [{ url, symbols }] = await once(server, 'message');
  const client = createClient({ url, callTimeoutMs: 120_000 });
  const counts = { gap: 0, failure: 0, bookError: 0, disconnected: 0 };
  for (const type of Object.keys(counts)) client.on(type, () => counts[type]++);
  const before = memory();

  const wanted = symbols.filter((symbol) => symbol.startsWith('t')).slice(0, pairs);
  const from = performance.now();
  const lives = await Promise.all(
    wanted.flatMap((symbol) =>
      [ticker(symbol), trades(symbol), book(symbol)].map((channel) => orThrow(client.subscribe(channel))),
    ),
  );
  const opened = performance.now() - from;
  // Tickers and trades are read one by one; books are kept and looked at.
  let read = 0;
  const count = async (live) => {
    for await (const message of live) read += message.type === 'gap' ? 0 : 1;
  };
  const books = lives.filter((live) => 'book' in live);
  for (const live of lives) if (!('book' in live)) void count(live);
  while (books.some(({ book }) => book.view()._tag === 'Left')) await wait(50);
  await wait(3_000);

  const full = memory();
  const frames = client.status().counters.frames;
  const delay = monitorEventLoopDelay({ resolution: 10 });
  const cpu = process.cpuUsage();
  const began = performance.now();
  delay.enable();
  await wait(seconds * 1_000);
  delay.disable();
  const { user, system } = process.cpuUsage(cpu);
  const took = performance.now() - began;
  const heard = client.status().counters.frames - frames;
  const late = memory();
  const { connections } = client.status();
  const checks = books.map(({ book }) => book.stats().checksums);
  const sum = (name) => checks.reduce((all, each) => all + each[name], 0);

  const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
  const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  const rows = [
    [
      'channels, connections',
      `${lives.length} on ${connections.length}, subscribed in ${(opened / 1_000).toFixed(1)} s`,
    ],
    ['messages a second', ((heard / took) * 1_000).toFixed(0)],
    ['processor', `${((user + system) / 10 / took).toFixed(1)} % of a core`],
    ['… a message', `${((1_000 * (user + system)) / heard).toFixed(0)} ns`],
    ['… a channel and second', `${((user + system) / (took / 1_000) / lives.length).toFixed(1)} µs`],
    ['heap', `${mb(before.heap)} before, ${mb(full.heap)} with all of them, ${mb(late.heap)} ${seconds} s later`],
    ['… a channel', kb((full.heap - before.heap) / lives.length)],
    ['resident', `${mb(before.rss)} before, ${mb(late.rss)} at the end`],
    [
      'event loop delay',
      `p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms, at most ${(delay.max / 1e6).toFixed(0)} ms`,
    ],
    ['read one by one', `${read} tickers and trades`],
    ['checksums', `${sum('matched')} matched, ${sum('mismatched')} did not`],
    [
      'gaps, failures, losses',
      Object.entries(counts)
        .map(([name, times]) => `${name} ${times}`)
        .join(', '),
    ],
  ];
  console.log(
    `${wanted.length} pairs, each with ticker, trades and book (P0, 25), ${rate} steps a second of each market`,
  );
  console.log(`Node ${process.versions.node}, ${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)}\n`);
  const width = Math.max(...rows.map(([what]) => what.length));
  for (const [what, found] of rows) console.log(`${what.padEnd(width)}  ${found}`);
  const closing = performance.now();
  await client.close();
  console.log(`${'closed'.padEnd(width)}  in ${(performance.now() - closing).toFixed(0)} ms`);
  server.disconnect();
  if (sum('mismatched') > 0 || Object.values(counts).some((times) => times > 0)) process.exitCode = 1;
};

if (args[0] === 'serve') await serve(...args.slice(1).map(Number));
else await run(Number(args[0] ?? 450), Number(args[1] ?? 30), Number(args[2] ?? 5));
