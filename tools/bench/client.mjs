// What the whole client costs over loopback: processor time per message, divided by that of ws and JSON.parse on the same
// traffic. Everyone who is measured has a process of its own, and so has the server. Method and bars: docs/performance.md.
import { fork } from 'node:child_process';
import os from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { startBlaster } from './_blaster.mjs';
import { CONTENDERS, isInstalled, PEER_BARS, PEERS } from './_contenders.mjs';
import { medianOf, ratio } from './_measure.mjs';

const [ROUNDS, WARM_UPS, FRAMES] = [15, 3, 60_000];
const [role, ...rest] = process.argv.slice(2);

/** The child that says the frames. */
const serve = async () => {
  const blaster = await startBlaster();
  process.on('message', async ({ who, frames, url }) => {
    if (url) return process.send({ url: blaster.url(who) });
    await blaster.blast(who, frames);
    return process.send({ said: frames });
  });
  process.send({ ready: true });
};

/** A child that is measured: from before its frames are said until it has taken the last. */
const contend = async (name, url) => {
  const { count, problem } = await CONTENDERS[name].open(url);
  process.on('message', async ({ frames }) => {
    if (frames === 0) return process.send({ problem: problem() });
    const target = count() + frames;
    const from = process.cpuUsage();
    process.send({ begun: true });
    while (count() < target) await wait(5);
    const { user, system } = process.cpuUsage(from);
    return process.send({ ns: (1_000 * (user + system)) / frames });
  });
  await wait(500);
  process.send({ ready: true });
};

const child = (...args) => {
  const process_ = fork(process.argv[1], args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const answers = [];
  let hungry = null;
  process_.on('message', (answer) => {
    if (hungry === null) return answers.push(answer);
    const feed = hungry;
    hungry = null;
    return feed(answer);
  });
  process_.on('exit', (code) => {
    if (code !== null && code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  });
  const next = () =>
    answers.length > 0 ? Promise.resolve(answers.shift()) : new Promise((resolve) => (hungry = resolve));
  return { send: (message) => process_.send(message), next, end: () => process_.disconnect() };
};

const run = async (only) => {
  const server = child('serve');
  await server.next();
  const wanted = Object.entries(CONTENDERS).filter(
    ([name]) => only.length === 0 || only.some((part) => name.includes(part)),
  );
  const present = wanted.filter(([, contender]) => isInstalled(contender));
  const missing = wanted.filter(([, contender]) => !isInstalled(contender));
  const children = {};
  for (const [name] of present) {
    server.send({ who: name, url: true });
    children[name] = child('contend', name, (await server.next()).url);
    await children[name].next();
  }
  const times = Object.fromEntries(present.map(([name]) => [name, []]));
  for (let round = -WARM_UPS; round < ROUNDS; round++) {
    for (const [name, { slow }] of present) {
      const frames = slow ? FRAMES / 10 : FRAMES;
      children[name].send({ frames });
      await children[name].next();
      server.send({ who: name, frames });
      await server.next();
      const { ns } = await children[name].next();
      if (round >= 0) times[name].push(ns);
    }
  }
  const problems = [];
  for (const [name] of present) {
    children[name].send({ frames: 0 });
    const { problem } = await children[name].next();
    if (problem !== null) problems.push(`${name}: ${problem}`);
    children[name].end();
  }
  server.end();
  report(present, missing, times, problems);
};

const report = (present, missing, times, problems) => {
  console.log(`processor time per message over loopback ÷ (ws + JSON.parse), median (least–most) of ${ROUNDS} rounds`);
  console.log(`Node ${process.versions.node}, ${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)}\n`);
  const shown = (name, over) => {
    const { median, least, most } = ratio(times[name], times[over]);
    return { median, text: `${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})` };
  };
  const rows = present.map(([name, { over, bar, peer }]) => {
    const each = `${medianOf(times[name]).toFixed(0)} ns`;
    if (times[over] === undefined) return [name, each, '', '', ''];
    const { median, text } = shown(name, over);
    if (bar === undefined) return [name, each, text, '', ''];
    const held = `≤ ${bar.toFixed(2)}${median <= bar ? '' : '  above its bar'}`;
    const beside = present.filter(([, other]) => other.over === over && other.peer !== peer);
    const peers = beside.map(([other, { peer }]) => {
      const bar = over.includes('book') ? ` (≤ ${PEER_BARS[peer].toFixed(2)})` : '';
      return `${peer} ${shown(name, other).median.toFixed(2)}${bar}`;
    });
    return [name, each, text, held, peers.join(', ')];
  });
  for (const [name, { peer }] of missing) rows.push([name, `${peer} is not installed`, '', '', '']);
  const header = ['', 'a message', '÷ floor', 'bar', '÷ peer'];
  const widths = header.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at].length)));
  for (const row of [header, ...rows])
    console.log(
      row
        .map((cell, at) => cell.padEnd(widths[at]))
        .join('  ')
        .trimEnd(),
    );
  if (missing.length > 0) console.log(`\nPeers: npm ci --ignore-scripts --prefix ${PEERS}`);
  for (const problem of problems) console.log(`\nnot to be relied on: ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
};

process.on('disconnect', () => process.exit());
if (role === 'serve') await serve();
else if (role === 'contend') await contend(...rest);
else await run(role === undefined ? [] : [role, ...rest]);
