// npm run runtimes [-- NAME …]: the packages as they would be published, in every runtime there is. Packs and installs
// them in an empty project, runs the same contract tests in each runtime, compiles what users would write, bundles it, and
// prints a table. Without names everything is run and docs/runtimes.md is written. `this` is the Node at hand and its types.
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { measureSizes } from '../sizes.mjs';
import { createBox } from './box.mjs';
import { checkBundles } from './bundles.mjs';
import { ENGINES, findEngines, thisNode, waysOf } from './engines.mjs';
import { declaredNames } from './names.mjs';
import { findChromium } from '../chromium.mjs';
import { runChromium } from './page.mjs';
import { runHost, runNarrow } from './processes.mjs';
import { failuresOf, tableOf } from './report.mjs';
import { startService } from './service.mjs';
import { checkTarballs } from './tarballs.mjs';
import { checkTypes } from './types.mjs';
import { writePage } from './write-page.mjs';

const NAMES = [...ENGINES.map(({ name }) => name), 'chromium', 'types', 'bundles'];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => ![...NAMES, 'this'].includes(name));
if (unknown.length > 0) {
  console.error(`There is no runtime ${unknown.join(', ')}; there are ${['this', ...NAMES].join(', ')}.`);
  process.exit(2);
}
const wanted = asked.length === 0 ? NAMES : asked;
const quick = asked.length === 1 && asked[0] === 'this';

/** Rows of the table: `{ title, version, outcomes }`, or `{ title, skipped }` with the reason. */
const rows = [];
const started = Date.now();
const timed = async (title, work) => {
  const before = Date.now();
  const result = await work();
  console.log(`${title}: ${((Date.now() - before) / 1000).toFixed(1)} s`);
  return result;
};

/** How much of a reason is printed, characters: a stack says it all in its beginning. */
const MOST_OF_A_REASON = 1_000;

/** The oldest compiler whose users are looked after beside the repository's own. */
const OLDER_TYPESCRIPT = '5.9';
const olderCompiler = () => {
  const folder = path.join('.cache', 'runtimes-typescript');
  const home = path.resolve(folder, 'node_modules', 'older');
  if (!fs.existsSync(home)) {
    fs.mkdirSync(folder, { recursive: true });
    const quiet = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const args = ['install', '--prefix', folder, ...quiet, `older@npm:typescript@${OLDER_TYPESCRIPT}`];
    const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' });
    if (status !== 0) return { missing: `npm could not install it: ${stderr?.trim().split('\n').at(-1)}` };
  }
  return createRequire(import.meta.url)(home);
};

let types = null;
let sizes = null;
const box = await timed('packed and installed', () => createBox());
try {
  fs.cpSync('tools/runtimes/host', box.root, { recursive: true });
  fs.cpSync('tools/runtimes/contract', path.join(box.root, 'contract'), { recursive: true });
  const { names, problems } = await timed('names of the types', () => declaredNames(box.packages));
  const budget = JSON.parse(fs.readFileSync('tools/size-budget.json', 'utf8'));
  const tasks = box.packages.map(({ short, entries }) => ({
    short,
    entries: entries.map(({ specifier }) => ({
      specifier,
      values: names[specifier]?.values ?? [],
      platform: budget[specifier]?.platform ?? 'browser',
    })),
  }));
  rows.push({ title: 'the tarball', outcomes: checkTarballs(box, problems) });

  const installed = pathToFileURL(path.join(box.root, 'node_modules/@bitfinex-ws/simulator/dist/esm/index.js'));
  // One that cannot be loaded fails its own tests, and those that need it.
  const simulator = await import(installed.href).catch((error) => ({ startSimulator: () => Promise.reject(error) }));
  const runDeno = async (way) => {
    const service = await startService(simulator);
    try {
      return await runNarrow(way, box, tasks, service.base);
    } finally {
      await service.close();
    }
  };
  const engines = [...(wanted.includes('this') ? [thisNode()] : []), ...findEngines(wanted)];
  for (const engine of engines) {
    if (engine.missing) {
      rows.push({ title: engine.title, skipped: engine.missing });
      continue;
    }
    const ways = waysOf(engine);
    // Each in processes of its own, which wait more than they work.
    const results = await timed(`${engine.title} (${engine.version})`, () =>
      Promise.all(ways.map((way) => (way.host === null ? runDeno(way) : runHost(way, box, tasks)))),
    );
    ways.forEach(({ title }, index) => rows.push({ title, version: engine.version, outcomes: results[index] }));
  }
  if (wanted.includes('chromium')) {
    if (findChromium() === undefined) rows.push({ title: 'Chromium', skipped: 'there is none on the PATH' });
    else {
      const { version, results } = await timed('Chromium', () => runChromium(box, simulator, tasks));
      rows.push(...results.map((result) => ({ ...result, version })));
    }
  }
  if (wanted.includes('types') || quick) {
    const own = await timed(`TypeScript ${ts.version}`, () => checkTypes({ ts, box, tasks, names, quick }));
    rows.push(...own.rows);
    types = own;
    const older = quick ? null : await olderCompiler();
    if (older?.missing) rows.push({ title: `TypeScript ${OLDER_TYPESCRIPT}`, skipped: older.missing });
    else if (older) {
      const checked = await timed(`TypeScript ${older.version}`, () =>
        checkTypes({ ts: older, box, tasks, names, older: true }),
      );
      rows.push(...checked.rows);
    }
  }
  if (wanted.includes('bundles')) {
    rows.push(...(await timed('bundles', () => checkBundles(box, tasks, engines))));
    sizes = await measureSizes(
      box.packages.map((one) => ({ ...one, folder: one.home })),
      box.root,
    );
  }
} finally {
  if (process.env.BITFINEX_WS_KEEP_BOX === undefined) box.close();
  else console.log(`kept: ${box.root}`);
}

const shorts = box.packages.map(({ short }) => short);
console.log(`\n${tableOf(rows, shorts)}\n`);
const failures = failuresOf(rows);
for (const { row, outcome } of failures) {
  const reason = outcome.reason.slice(0, MOST_OF_A_REASON).replaceAll('\n', '\n  ');
  console.log(`FAIL ${row}, ${outcome.package}: ${outcome.title}\n  ${reason}`);
}
for (const { title, skipped } of rows) if (skipped) console.log(`skipped ${title}: ${skipped}`);
console.log(
  `runtimes: ${failures.length === 0 ? 'ok' : `${failures.length} FAILED`} (${Math.round((Date.now() - started) / 1000)} s)`,
);
if (asked.length === 0 && failures.length === 0) {
  const specifiers = box.packages.flatMap(({ entries }) => entries.map(({ specifier }) => specifier));
  await writePage({ rows, shorts, specifiers, types, sizes });
  console.log('docs/runtimes.md: written');
}
process.exitCode = failures.length === 0 ? 0 : 1;
