// npm run interop [-- SECONDS [CLIENT …]]: clients that others publish, their code unchanged, against the simulator. With 60 or
// more seconds, and all clients, docs/interop.md is written.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { openExchange, serveExchange } from './_exchange.mjs';
import { CLIENTS } from './_features.mjs';
import { askAsRecorded, compareManners } from './_manners.mjs';
import { judge } from './_oracle.mjs';
import { defectList, failureList, featureTable, mannersTable, notes, page, settle, wireTable } from './_report.mjs';
import { openTap } from './_tap.mjs';

if (process.argv[2] === 'exchange') await serveExchange();

const FOLDER = path.resolve('tools/interop');
const [wanted = '20', ...chosen] = process.argv.slice(2);
const seconds = Number(wanted);
const names = chosen.length > 0 ? chosen : Object.keys(CLIENTS);
if (!(seconds >= 5) || names.some((name) => !(name in CLIENTS))) {
  console.error(
    `npm run interop [-- SECONDS [CLIENT …]]: at least 5 s; clients are ${Object.keys(CLIENTS).join(', ')}.`,
  );
  process.exit(1);
}
if (!fs.existsSync(`${FOLDER}/node_modules`)) {
  console.error('The clients are not installed: npm ci --ignore-scripts --prefix tools/interop');
  process.exit(1);
}

const accounts = names.flatMap((name, place) =>
  [1, 2].map((number) => ({
    apiKey: `${name}-${number}`,
    apiSecret: `secret of ${name} ${number}`,
    userId: 100 + place,
  })),
);
const exchange = await openExchange(accounts);

/** Longer than the longest wait of a script. */
const PATIENCE_MS = 120_000;

/** What the wire says of a client, whatever its script says. */
const judged = (connections, truth, keys) => {
  const rows = [];
  const told = connections
    .flat()
    .filter(({ dir, text }) => dir === 'out' && keys.some(({ apiSecret }) => text.includes(apiSecret)));
  const loggedIn = connections.flat().some(({ dir, text }) => dir === 'out' && text.includes('"authSig"'));
  if (told.length > 0) {
    rows.push({ feature: 'secret', verdict: 'defect', note: 'it sends the API secret with its login' });
  } else if (loggedIn) rows.push({ feature: 'secret', verdict: 'works', note: 'it was in no frame' });
  const wrong = truth.flatMap(({ mismatches, sequence, trades, windows }) => [
    ...mismatches,
    ...sequence.gaps,
    ...trades.wrong,
    ...windows,
  ]);
  for (const note of wrong.slice(0, 5)) rows.push({ feature: 'the wire', verdict: 'fails', note });
  return rows;
};

const run = async (name) => {
  const tap = await openTap(exchange.url);
  const keys = accounts.filter(({ apiKey }) => apiKey.startsWith(`${name}-`));
  const [command, script] = name === 'python' ? ['python3', 'python.py'] : [process.execPath, `${name}.mjs`];
  const child = spawn(
    command,
    [`${FOLDER}/clients/${script}`, JSON.stringify({ url: tap.url, direct: exchange.url, keys, seconds })],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const rows = [];
  const fail = (note) => rows.push({ feature: 'process', verdict: 'fails', note });
  let noise = '';
  child.stderr.on('data', (chunk) => (noise = (noise + chunk).slice(-2_000)));
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{"feature"')) rows.push(JSON.parse(line));
  });
  const alarm = setTimeout(() => child.kill(), seconds * 1000 + PATIENCE_MS);
  const code = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.code));
    child.on('close', (exit, signal) => resolve(exit ?? signal));
  });
  clearTimeout(alarm);
  if (code === 'ENOENT') rows.push({ feature: 'process', verdict: 'absent', note: `${command} is not here` });
  else if (code !== 0) fail(`ended with ${code}: ${noise}`);
  tap.close();
  const truth = tap.connections.map(judge);
  return {
    name,
    connections: tap.connections,
    truth,
    verdicts: settle([...rows, ...judged(tap.connections, truth, keys)]),
  };
};

/** While all clients begin, nobody's timing is what it would be. */
const beginners = () => new Promise((resolve) => setTimeout(resolve, 3_000));

console.log(`${names.length} clients for ${seconds} s and a little\n`);
const tap = await openTap(exchange.slow);
const [results] = await Promise.all([
  Promise.all(names.map(run)),
  beginners().then(() => askAsRecorded(tap.url, Math.max(seconds, 31))),
]);
tap.close();
exchange.end();

const { rows, recorded } = compareManners(
  tap.connections[0],
  results.flatMap(({ connections }) => connections),
);
for (const line of [
  ...notes(results),
  '',
  ...featureTable(results),
  ...defectList(results),
  '',
  ...wireTable(results),
  '',
  ...mannersTable(rows),
  '',
])
  console.log(line);
if (seconds >= 60 && chosen.length === 0 && recorded) {
  fs.writeFileSync('docs/interop.md', page({ seconds, results, rows, recorded }));
  console.log('docs/interop.md is written.');
}
const failures = failureList(results);
for (const failure of failures) console.error(`✗ ${failure}`);
if (failures.length > 0) process.exitCode = 1;
