// npm run interop [-- SECONDS]: clients that others publish, their code unchanged, against the simulator.
import { explainSimulatorError, startSimulator } from '@bitfinex-ws/simulator';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { judge } from './_oracle.mjs';
import { openTap } from './_tap.mjs';

const FOLDER = 'tools/interop';
const CLIENTS = (process.argv[3] ?? 'bitfinex-api-node,ccxt').split(',');
const seconds = Number(process.argv[2] ?? 20);

const started = await startSimulator({
  accounts: CLIENTS.flatMap((name, place) =>
    [1, 2].map((number) => ({ apiKey: `${name}-${number}`, apiSecret: `secret of ${name} ${number}`, userId: 100 + place })),
  ),
});
if (started._tag === 'Left') throw new Error(explainSimulatorError(started.left));
const simulator = started.right;

const run = async (name) => {
  const tap = await openTap(simulator.url);
  const keys = simulator.keys.filter(({ apiKey }) => apiKey.startsWith(`${name}-`));
  const child = spawn(process.execPath, [path.resolve(FOLDER, 'clients', `${name}.mjs`), JSON.stringify({ url: tap.url, keys, seconds })], { stdio: ['ignore', 'pipe', 'pipe'] });
  const rows = [];
  let noise = '';
  child.stderr.on('data', (chunk) => (noise = (noise + chunk).slice(-4_000)));
  createInterface({ input: child.stdout }).on('line', (line) => {
    try { rows.push(JSON.parse(line)); } catch { noise += line; }
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  tap.close();
  return { name, rows, code, noise, truth: tap.connections.map(judge) };
};
for (const result of await Promise.all(CLIENTS.map(run))) {
  console.log(result.name, result.code, result.noise);
  for (const row of result.rows) console.log(row.verdict, '|', row.feature, '|', row.note);
  for (const t of result.truth) console.log(JSON.stringify({ ...t, mismatches: [t.mismatches.length, t.mismatches[0]], windows: [t.windows.length, t.windows[0]] }));
}
await simulator.close();
