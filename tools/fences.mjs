// What lint does not see: import cycles inside a package, and exports (of packages, their tests and the tools) that nobody imports
// and no entry point offers.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { packages } from './workspaces.mjs';

const run = (args) => spawnSync(process.execPath, args, { stdio: 'inherit' }).status === 0;

const cycles = run([
  'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
  '--config',
  '.dependency-cruiser.cjs',
  ...packages.flatMap(({ folder }) => [`${folder}/src`, `${folder}/page`].filter((one) => fs.existsSync(one))),
]);

const entryPoints = packages.flatMap(({ folder, entries }) =>
  entries.map(({ source }) => `/${folder}/${source.slice(2)}`),
);
// What is loaded by its path, or written for whoever comes.
const loaded = [
  '/src/bin.ts',
  '/page/charts.ts',
  '/page/feed.ts',
  '/src/platform-',
  '/connection/dial-verdict-',
  '/testkit/src/index.ts',
  '/docs/src/pages.ts',
  '/runtimes/contract/',
  '/runtimes/host/',
  '/examples/',
];
const exported = run([
  'node_modules/ts-unused-exports/bin/ts-unused-exports',
  'tsconfig.exports.json',
  `--excludePathsFromReport=${[...entryPoints, ...loaded].join(';')}`,
]);

process.exitCode = cycles && exported ? 0 : 1;
