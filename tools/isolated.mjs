// node tools/isolated.mjs PACKAGE…: builds, tests and packs each package in a workspace of its own that holds nothing but
// the package, what its manifest declares, and the build tools. What is imported and not declared fails here, whatever
// lies about in this repository's node_modules. The tarball is left in .cache/packed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { packages } from './workspaces.mjs';

const rootManifest = JSON.parse(fs.readFileSync('package.json', 'utf8'));
const buildTools = [
  'typescript',
  'esbuild',
  'jest',
  '@swc/core',
  '@swc/jest',
  '@types/jest',
  '@types/node',
  'fast-check',
  'playwright-core',
];
const testkit = { folder: 'tools/testkit', name: '@bitfinex-ws/testkit' };
const known = new Map(
  [...packages, { ...testkit, manifest: JSON.parse(fs.readFileSync('tools/testkit/package.json', 'utf8')) }].map(
    (one) => [one.name, one],
  ),
);

/** The package and all of this repository that it declares, its own development dependencies included. */
const closure = (name) => {
  const found = new Set([name]);
  const visit = (dependencies) => {
    for (const dependency of Object.keys(dependencies ?? {})) {
      if (!known.has(dependency) || found.has(dependency)) continue;
      found.add(dependency);
      visit(known.get(dependency).manifest.dependencies);
    }
  };
  visit(known.get(name).manifest.dependencies);
  visit(known.get(name).manifest.devDependencies);
  return [...found];
};

const copy = (from, to) =>
  fs.cpSync(from, to, { recursive: true, filter: (file) => !/(^|[\\/])(node_modules|dist)([\\/]|$)/.test(file) });

const isolate = (name) => {
  const box = fs.mkdtempSync(path.join(os.tmpdir(), 'bitfinex-ws-isolated-'));
  const run = (command, args, cwd = box) => {
    const result = spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
    if (result.status !== 0) throw new Error(`${name}: ${command} ${args.join(' ')} failed`);
  };
  try {
    const members = closure(name).map((one) => known.get(one));
    for (const { folder } of members) copy(folder, path.join(box, folder));
    // The development dependencies of the others are not declared by this package and do not come along, except the types
    // that compiling them takes.
    for (const { folder, name: member, manifest } of members) {
      if (member === name) continue;
      const types = Object.entries(manifest.devDependencies ?? {}).filter(([tool]) => tool.startsWith('@types/'));
      const published = { ...manifest, devDependencies: Object.fromEntries(types) };
      fs.writeFileSync(path.join(box, folder, 'package.json'), JSON.stringify(published, null, 2));
    }
    for (const file of ['.npmrc', 'tsconfig.base.json', 'jest.base.mjs', 'jest.package.mjs'])
      copy(file, path.join(box, file));
    for (const file of ['build.mjs', 'jest-count-reporter.cjs', 'jest-seed.cjs', 'secrets-guard.cjs'])
      copy(`tools/${file}`, path.join(box, 'tools', file));
    const devDependencies = Object.fromEntries(buildTools.map((tool) => [tool, rootManifest.devDependencies[tool]]));
    fs.writeFileSync(
      path.join(box, 'package.json'),
      JSON.stringify({
        name: 'isolated',
        private: true,
        type: 'module',
        workspaces: members.map(({ folder }) => folder),
        devDependencies,
        overrides: rootManifest.overrides,
      }),
    );
    run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
    const own = path.join(box, known.get(name).folder);
    run(process.execPath, ['../../tools/build.mjs'], own);
    run(
      process.execPath,
      ['../../node_modules/jest/bin/jest.js', '-c', '../../jest.package.mjs', '--rootDir', '.'],
      own,
    );
    const packed = path.resolve('.cache/packed');
    fs.mkdirSync(packed, { recursive: true });
    run('npm', ['pack', '--pack-destination', packed, '--loglevel=error'], own);
  } finally {
    fs.rmSync(box, { recursive: true, force: true });
  }
};

const asked = process.argv.slice(2).map((one) => (one.startsWith('@') ? one : `@bitfinex-ws/${path.basename(one)}`));
const names = asked.length > 0 ? asked : packages.map(({ name }) => name);
for (const name of names) {
  if (!known.has(name)) throw new Error(`no package ${name}`);
  console.log(`\n== ${name}, alone`);
  isolate(name);
}
