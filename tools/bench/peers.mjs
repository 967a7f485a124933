// npm run bench -- peers [--quick]: this toolkit and what others publish, on the same frames in one run. Writes its tables to
// docs/performance.md and README.md, between the marks, and draws docs/pictures/peers.svg. With --quick nothing is written; --page writes what the last run found.
import fs from 'node:fs';
import os from 'node:os';
import { contend, serve } from './_children.mjs';
import { TIMED_CLIENTS } from './_peers-clients.mjs';
import { books, columns, decode, judge } from './_peers-inside.mjs';
import { install, PACKAGES, versionOf } from './_peers-list.mjs';
import { say, write } from './_peers-report.mjs';
import { deliver, hold, lose, race, ROLES } from './_peers-outside.mjs';

const KEPT = '.cache/bench/peers.json';
const FULL = {
  effort: { rounds: 15, warmUps: 5, msPerRound: 20 },
  frames: 2_000,
  updates: 2_000,
  race: { rounds: 15, warmUps: 3, ms: 150 },
  said: 20_000,
  trials: 12,
  held: 100_000,
};
const QUICK = {
  effort: { rounds: 3, warmUps: 1, msPerRound: 5 },
  frames: 500,
  updates: 500,
  race: { rounds: 3, warmUps: 2, ms: 40 },
  said: 2_000,
  trials: 3,
  held: 5_000,
};

const run = async (how) => {
  install();
  const from = performance.now();
  const step = (what) => console.log(`${((performance.now() - from) / 1_000).toFixed(0).padStart(4)} s  ${what}`);
  const loads = [os.loadavg()[0]];
  step('who has the true book, and whose checksums match');
  const judged = judge(how.updates);
  step('decoding');
  const decoded = Object.fromEntries(
    ['book', 'trades', 'ticker'].map((channel) => [channel, decode(channel, how.frames, how.effort)]),
  );
  step('books and checksums');
  const kept = books(how.updates, how.effort);
  loads.push(os.loadavg()[0]);
  step('over loopback');
  const raced = await race(how.race);
  step('what was given');
  const delivered = await deliver(how.said);
  step('a lost frame');
  const lost = await lose(how.trials, 300);
  loads.push(os.loadavg()[0]);
  step('memory');
  const held = await hold(['P0, 25 levels', 'P0, 250 levels'], how.held);
  loads.push(os.loadavg()[0]);
  step('done');
  const machine = {
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.cpus().length,
    node: process.versions.node,
    platform: `${os.platform()} ${os.arch()}`,
    loads,
    seconds: Math.round((performance.now() - from) / 1_000),
    day: new Date().toISOString().slice(0, 10),
  };
  const versions = Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)]));
  return { machine, versions, how, judged, columns: columns(how.frames), decoded, kept, raced, delivered, lost, held };
};

const [role, ...rest] = process.argv.slice(2);
process.on('disconnect', () => process.exit());
if (role === 'serve') await serve();
else if (role === 'contend') await contend(TIMED_CLIENTS[rest[0]], rest[1]);
else if (role in ROLES) await ROLES[role](...rest);
else if (role === '--page') await write(JSON.parse(fs.readFileSync(KEPT, 'utf8')));
else {
  const found = await run(role === '--quick' ? QUICK : FULL);
  fs.writeFileSync(KEPT, JSON.stringify(found, null, 1));
  say(found);
  if (role === '--quick')
    console.log('\nA short run, in which nobody is warm: to see that it runs, not what it finds.');
  else await write(found);
}
