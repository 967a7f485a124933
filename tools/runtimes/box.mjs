// The consumer's project: every package packed, the tarballs installed with what they depend on, in a folder outside the
// repository in which nothing leads back to the sources.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { packages } from '../workspaces.mjs';

const windows = process.platform === 'win32';
const run = (command, args, cwd) => {
  const shell = windows && command === 'npm';
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', shell, maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed:\n${stdout ?? ''}${stderr ?? ''}${error ?? ''}`);
  return stdout;
};

/** Builds what is not built, packs all packages and installs them. `close` removes the folder again. */
export const createBox = () => {
  const repository = process.cwd();
  // The real path, because a runtime names its files by it.
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'bitfinex-ws-runtimes-')));
  const close = () => fs.rmSync(root, { recursive: true, force: true });
  try {
    run(
      process.execPath,
      ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'build', '--output-style=static'],
      repository,
    );
    const packed = path.join(root, 'tarballs');
    fs.mkdirSync(packed);
    const chosen = packages.flatMap(({ folder }) => ['-w', folder]);
    const told = run(
      'npm',
      ['pack', '--json', '--pack-destination', packed, '--loglevel=error', ...chosen],
      repository,
    );
    // Newer versions of npm answer an object by name, older ones a list.
    const tarballs = Object.values(JSON.parse(told.slice(told.search(/[[{]/)))).map(({ name, filename }) => [
      name,
      `file:tarballs/${path.basename(filename)}`,
    ]);
    const manifest = { name: 'consumer', private: true, dependencies: Object.fromEntries(tarballs) };
    fs.writeFileSync(path.join(root, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts', '--prefer-offline'];
    run('npm', ['install', ...quiet], root);
    return { root, close, packages: packages.map((one) => installed(root, one)) };
  } catch (failure) {
    close();
    throw failure;
  }
};

/** A package as it lies in the box: what its manifest says there, not what the repository's says. */
const installed = (root, { name, folder }) => {
  const home = path.join(root, 'node_modules', name);
  const manifest = JSON.parse(fs.readFileSync(path.join(home, 'package.json'), 'utf8'));
  const entries = Object.entries(manifest.exports ?? {})
    .filter(([, target]) => typeof target === 'object')
    .map(([subpath, target]) => ({ subpath, specifier: `${name}${subpath.slice(1)}`, target }));
  return { name, short: path.basename(folder), home, manifest, entries };
};
