// npm run chaos -- [MINUTES] [SEED]: several clients of one exchange on which everything goes wrong that can, one kind of fault
// after the other and then all at once. Their clocks run twenty times as fast as the world's, so that three minutes are an hour.
// What must hold is looked at all the time; the run ends with a table, and fails where it did not hold.
import { createSeededRandom } from '@bitfinex-ws/testkit';
import { setTimeout as wait } from 'node:timers/promises';
import { differences } from './_books.mjs';
import { churn, everything, openOne, passing } from './_clients.mjs';
import { createFastClock } from './_clock.mjs';
import { openExchange, serveExchange } from './_exchange.mjs';
import { FAULTS, STORM } from './_faults.mjs';
import { createTally, report } from './_report.mjs';

const SPEED = 20;
// Real ms: how long a fault may lie unnoticed, or wait for somebody to strike, and how long until everything must be whole again.
const [NOTICE_MS, STRIKE_MS, WHOLE_MS] = [300, 2_000, 20_000];

const run = async (minutes, seed) => {
  const random = createSeededRandom(seed);
  const tally = createTally();
  process.on('unhandledRejection', (reason) => tally.crash(`unhandled rejection: ${reason?.stack ?? reason}`));
  process.on('uncaughtException', (error) => tally.crash(`uncaught exception: ${error.stack}`));
  const exchange = await openExchange(seed, SPEED);
  const url = await exchange.ask('url');
  console.log(
    `chaos: ${minutes} minutes (${((minutes * SPEED) / 60).toFixed(1)} hours of the clients' clock), seed ${seed}`,
  );
  const handlesBefore = process.getActiveResourcesInfo().sort();
  const clock = createFastClock(SPEED);
  await exchange.ask('move', true);

  const clients = [
    openOne(url, clock, {}, everything(), tally.note),
    openOne(url, clock, { capacity: 5 }, everything(), tally.note),
    openOne(url, clock, { queue: { limit: 200 } }, everything(), tally.note, { slow: true }),
    openOne(url, clock, { capacity: 10 }, [], tally.note),
  ];
  const restless = churn(clients[3], createSeededRandom(seed + 1), passing());
  const amiss = () => clients.map((one) => one.amiss()).find((what) => what !== null) ?? null;
  /** Real ms until everything is whole again; null where it is not in time. */
  const whole = async (patience = WHOLE_MS) => {
    const from = performance.now();
    while (performance.now() - from < patience) {
      if (amiss() === null) return performance.now() - from;
      await wait(5);
    }
    tally.stuck(amiss());
    return null;
  };

  const judge = async (isComplete) => {
    const followers = clients.flatMap(({ judges }) => judges);
    for (const { handIn } of followers) handIn();
    for (const symbol of new Set(followers.map((follower) => follower.symbol))) {
      const ledger = await exchange.ask('trades', symbol);
      for (const follower of followers) {
        if (follower.symbol === symbol) tally.trades(follower, follower.judge(ledger, isComplete), ledger);
      }
    }
  };
  /** The market stands still and nothing goes wrong: what is there must be what the server has. */
  const rest = async () => {
    await exchange.ask('calm');
    await whole();
    await exchange.ask('move', false);
    await wait(1_200);
    await whole();
    for (const one of clients) tally.books(await differences(one.wants, exchange));
    await judge(false);
    tally.heap();
    await exchange.ask('move', true);
  };

  const episode = async (name) => {
    const { fault, on = 'all', born = false, knock = null, then = null, noticed = NOTICE_MS } = FAULTS[name](random);
    tally.begin(name);
    const from = performance.now();
    const injection = born
      ? await exchange.ask('schedule', { afterConnect: 0, fault })
      : await exchange.ask('inject', fault, on);
    if (knock !== null) await exchange.ask('inject', knock, 'one');
    const patience = Math.max(noticed, (typeof fault.ms === 'number' ? fault.ms : 0) / SPEED + 100);
    while (performance.now() - from < patience && amiss() === null) await wait(2);
    const isAmiss = amiss() !== null;
    // What a silent channel does not say has no number: nobody can tell a short silence, so that it has its full length.
    if (fault.type === 'silence') await wait(Math.max(0, fault.ms / SPEED + 100 - (performance.now() - from)));
    // What lies in wait for connections to come shall meet some of them, not all for ever.
    while (knock !== null && performance.now() - from < STRIKE_MS && (await exchange.ask('hits', injection)) === 0)
      await wait(5);
    const hits = await exchange.ask('settle', injection);
    if (then !== null) await exchange.ask('inject', then, 'all');
    const took = await whole();
    if (fault.type === 'latency') await exchange.ask('inject', { type: 'latency', ms: 0, jitter: 0 }, 'all');
    tally.end(hits, isAmiss && took !== null ? performance.now() - from : null);
  };

  await whole();
  const names = Object.keys(FAULTS);
  const end = performance.now() + minutes * 60_000;
  const storm = end - minutes * 12_000;
  await rest();
  let turn = 0;
  while (performance.now() < storm) {
    await episode(names[turn++ % names.length]);
    if (turn % 15 === 0) await rest();
    else await judge(false);
  }
  while (performance.now() < end) {
    tally.begin('all at once');
    const lines = await Promise.all(STORM.map((entry) => exchange.ask('schedule', entry)));
    await wait(Math.min(6_000, Math.max(500, end - performance.now())));
    const hits = await Promise.all(lines.map((line) => exchange.ask('settle', line)));
    await exchange.ask('calm');
    tally.end(
      hits.reduce((sum, count) => sum + count, 0),
      await whole(),
    );
    await rest();
  }
  await restless.stop();
  await rest();
  const closed = await Promise.all(clients.map((one) => one.close()));
  await wait(300);
  tally.leaks({
    timers: clock.open(),
    resources: leftOver(handlesBefore, process.getActiveResourcesInfo()),
    connections: await exchange.ask('connections'),
    closed: closed.filter(({ _tag }) => _tag === 'Left').length,
  });
  const frames = await exchange.ask('framesOut');
  exchange.end();
  if (!report(tally, { frames, outcomes: restless.outcomes })) process.exitCode = 1;
};

const leftOver = (before, after) => {
  const rest = [...after];
  for (const name of before) {
    const at = rest.indexOf(name);
    if (at !== -1) rest.splice(at, 1);
  }
  return rest;
};

const [role, ...rest] = process.argv.slice(2);
if (role === 'exchange') await serveExchange(...rest.map(Number));
else {
  // The listeners for what nobody handles must not swallow what is wrong with the run itself.
  await run(Number(role ?? 3), Number(rest[0] ?? 1)).catch((error) => {
    console.error(error);
    process.exit(1);
  });
}
