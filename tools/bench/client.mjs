// What the whole client costs over loopback: processor time per message, divided by that of ws and JSON.parse on the same
// traffic. Everyone who is measured has a process of its own, and so has the server. Method and bars: docs/performance.md.
import os from 'node:os';
import { printTable } from '../console-table.mjs';
import { child, contend, endAll, serve } from './_children.mjs';
import { CONTENDERS } from './_contenders.mjs';
import { medianOf, ratio } from './_measure.mjs';

const [ROUNDS, WARM_UPS, FRAMES] = [15, 3, 60_000];
const [role, ...rest] = process.argv.slice(2);

const run = async (only) => {
  const server = child('serve');
  await server.next();
  const wanted = Object.entries(CONTENDERS).filter(
    ([name]) => only.length === 0 || only.some((part) => name.includes(part)),
  );
  const children = {};
  for (const [name] of wanted) {
    server.send({ who: name, url: true });
    children[name] = child('contend', name, (await server.next()).url);
    await children[name].next();
  }
  const times = Object.fromEntries(wanted.map(([name]) => [name, []]));
  for (let round = -WARM_UPS; round < ROUNDS; round++) {
    for (const [name] of wanted) {
      children[name].send({ frames: FRAMES });
      await children[name].next();
      server.send({ who: name, frames: FRAMES });
      await server.next();
      const { ns } = await children[name].next();
      if (round >= 0) times[name].push(ns);
    }
  }
  const problems = await endAll(children);
  server.end();
  report(wanted, times, problems);
};

const report = (wanted, times, problems) => {
  console.log(`processor time per message over loopback ÷ (ws + JSON.parse), median (least–most) of ${ROUNDS} rounds`);
  console.log(`Node ${process.versions.node}, ${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)}\n`);
  const shown = (name, over) => {
    const { median, least, most } = ratio(times[name], times[over]);
    return { median, text: `${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})` };
  };
  const rows = wanted.map(([name, { over, bar }]) => {
    const each = `${medianOf(times[name]).toFixed(0)} ns`;
    if (times[over] === undefined) return [name, each, '', ''];
    const { median, text } = shown(name, over);
    return [name, each, text, `≤ ${bar.toFixed(2)}${median <= bar ? '' : '  above its bar'}`];
  });
  const header = ['', 'a message', '÷ floor', 'bar'];
  printTable([header, ...rows]);
  for (const problem of problems) console.log(`\nnot to be relied on: ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
};

process.on('disconnect', () => process.exit());
if (role === 'serve') await serve();
else if (role === 'contend') await contend(CONTENDERS[rest[0]], rest[1]);
else await run(role === undefined ? [] : [role, ...rest]);
