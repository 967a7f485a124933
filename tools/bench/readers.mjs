// One fast reader and several stalled ones at 100,000 messages a second: what is promised of backpressure is looked at here,
// and the run fails where it does not hold. npm run bench -- readers [SECONDS] [MESSAGES A SECOND]
import { book, createClient, orThrow, ticker, trades } from '@bitfinex-ws/client';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import { printStatements } from '../console-table.mjs';
import { startBlaster } from './_blaster.mjs';

const [MOST_GROWTH, ENOUGH] = [32, 0.9];
const args = process.argv.slice(2);

const serve = async () => {
  const blaster = await startBlaster();
  process.on('message', async ({ rate, seconds }) => {
    await blaster.pour('readers', rate, seconds);
    process.send({ told: blaster.told('readers') });
  });
  process.on('disconnect', () => process.exit());
  process.send({ url: blaster.url('readers') });
};

const run = async (seconds, rate) => {
  v8.setFlagsFromString('--expose-gc');
  const gc = vm.runInNewContext('gc');
  const heap = () => {
    for (let turn = 0; turn < 3; turn++) gc();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 1e6;
  };
  const server = fork(process.argv[1], ['serve'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [{ url }] = await once(server, 'message');
  const client = createClient({ url });
  const alarms = [];
  for (const type of ['disconnected', 'connectFailed', 'connectionEnded', 'gap', 'failure', 'bookError', 'paused']) {
    client.on(type, (event) => alarms.push(`${type} ${JSON.stringify(event).slice(0, 120)}`));
  }
  const [deals, prices, levels] = await Promise.all([
    orThrow(client.subscribe(trades('tBTCUSD'))),
    orThrow(client.subscribe(ticker('tBTCUSD'))),
    orThrow(client.subscribe(book('tBTCUSD'))),
  ]);
  for (const live of [deals, prices, levels])
    live.on('gap', ({ cause }) => alarms.push(`${live.spec.channel}: ${cause}`));

  const fast = readFast(deals);
  const others = [prices, levels].map(readFast);
  // The snapshots have come: what the others join in on is what is said from here on.
  await wait(500);
  const stalled = [deals, prices, levels].map(readNothing);
  const newest = lookNowAndThen(levels);
  // Two more that stall, under the other policies, on a handle of their own.
  const other = await orThrow(client.subscribe(ticker('tBTCUSD')));
  const [last, failing] = [other.messages({ policy: 'latest' }), other.messages({ policy: 'fail', limit: 100 })];
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const cpu = process.cpuUsage();
  const before = heap();
  const snapshotsRead = fast.read;
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, heap())), 5_000);
  server.send({ rate, seconds });
  const [{ told }] = await once(server, 'message');
  clearInterval(watch);
  const all = told.hb + told.book + told.trades + told.ticker;
  while (deals.stats.messages < told.trades + snapshotsRead) await wait(5);
  await wait(100);
  delay.disable();
  const { user, system } = process.cpuUsage(cpu);
  const after = heap();
  most = Math.max(most, after);
  newest.stop();
  const heard = alarms[0] ?? 'none';
  const taken = await Promise.all(stalled.map(drain));
  const [ofLast, ofFailing] = [await drain(last), await drain(failing)];
  await client.close();
  server.disconnect();

  const ms = (value) => `${value.toFixed(1)} ms`;
  // Whoever joins a book late is given a snapshot made from it, which is one more.
  const accounts = [told.trades, told.ticker, told.book + 1].map((said, at) => ({ ...taken[at], said }));
  const drops = accounts.reduce((sum, { dropped }) => sum + dropped, 0);
  const statements = [
    ['messages a second', (all / seconds).toFixed(0), all / seconds >= rate * ENOUGH],
    [
      'the fast reader has every message, in order',
      `${fast.read - snapshotsRead} of ${told.trades}, ${fast.dropped} dropped, ${fast.disorder} out of order`,
      fast.read - snapshotsRead === told.trades && fast.dropped === 0 && fast.disorder === 0,
    ],
    [
      '… and so have the two beside it',
      `${others.map(({ dropped }) => dropped).join(' and ')} dropped`,
      others.every(({ dropped }) => dropped === 0),
    ],
    [`heap growth, MB, below ${MOST_GROWTH}`, (most - before).toFixed(1), most - before < MOST_GROWTH],
    [
      'stalled readers: delivered + dropped = said',
      accounts.map(({ delivered, dropped, said }) => `${delivered} + ${dropped} = ${said}`).join(' · '),
      accounts.every(({ delivered, dropped, said }) => delivered + dropped === said && dropped > 0),
    ],
    [
      'the handles count the same drops',
      `${[deals, prices, levels].reduce((sum, { stats }) => sum + stats.dropped, 0)} = ${drops}`,
      [deals, prices, levels].reduce((sum, { stats }) => sum + stats.dropped, 0) === drops,
    ],
    [
      'under `latest`: the newest alone',
      `${ofLast.delivered} delivered`,
      ofLast.delivered === 1 && ofLast.final?.bid === others[0].final?.bid,
    ],
    [
      'under `fail`: what fits, then the end',
      `${ofFailing.delivered} delivered, ${ofFailing.end}`,
      ofFailing.delivered === 100 && ofFailing.end === 'QueueOverflowed',
    ],
    ['no watchdog, gap or failure', heard, heard === 'none'],
    [
      '`latest` sees a verified book',
      `${newest.verified} of ${newest.views} views`,
      newest.views > 0 && newest.verified === newest.views,
    ],
  ];
  console.log(
    `${rate} messages a second for ${seconds} s: a book, trades and a ticker on one connection, each read by`,
  );
  console.log(
    `one fast and one stalled reader. Node ${process.versions.node}, ${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)}\n`,
  );
  const allHold = printStatements(statements);
  const share = (user + system) / 10_000 / seconds;
  console.log(
    `\n${share.toFixed(1)} % of a core, ${((1_000 * (user + system)) / all).toFixed(0)} ns a message; from a frame to its reader`,
  );
  console.log(
    `at most ${ms(fast.late)}; event loop delay p99 ${ms(delay.percentile(99) / 1e6)}, at most ${ms(delay.max / 1e6)}`,
  );
  if (!allHold) process.exitCode = 1;
};

/** Reads all that comes, and looks whether trades come in the order of their ids. */
const readFast = (live) => {
  const seen = { read: 0, dropped: 0, disorder: 0, late: 0, final: null };
  const run = async () => {
    let last = 0;
    for await (const message of live) {
      if (message.type === 'dropped') seen.dropped += message.count;
      if (!('receivedAt' in message)) continue;
      seen.read++;
      seen.final = message;
      seen.late = Math.max(seen.late, Date.now() - message.receivedAt);
      if (message.type !== 'te' && message.type !== 'tu') continue;
      if (message.trade.id < last) seen.disorder++;
      last = message.trade.id;
    }
  };
  void run();
  return seen;
};

/** Asks for a reader and never reads. */
const readNothing = (live) => live[Symbol.asyncIterator]();
const drain = async (reader) => {
  const taken = { delivered: 0, dropped: 0, final: null, end: 'open' };
  // Leaves with what is there already; the subscription itself goes on.
  const idle = Symbol('idle');
  for (;;) {
    const { value, done } = await Promise.race([reader.next(), wait(50, { value: idle })]);
    if (done || value === idle) return taken;
    if (value.type === 'dropped') taken.dropped += value.count;
    else if (value.type === 'ended') taken.end = value.reason._tag;
    else {
      taken.delivered++;
      taken.final = value;
    }
  }
};

const lookNowAndThen = (live) => {
  const seen = { views: 0, verified: 0, stop: () => undefined };
  const run = async () => {
    const views = live.latest();
    seen.stop = () => void views.return();
    for await (const item of views) {
      if (item.type !== 'view') continue;
      // The first view may come before the first checksum.
      if (live.book.stats().checksums.matched > 0) {
        seen.views++;
        if (item.view.verified === 'checksum') seen.verified++;
      }
      await wait(250);
    }
  };
  void run();
  return seen;
};

if (args[0] === 'serve') await serve();
else await run(Number(args[0] ?? 60), Number(args[1] ?? 100_000));
