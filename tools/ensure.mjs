// node tools/ensure.mjs [build]: installs when node_modules is missing or older than the lock file, then builds.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`bitfinex-ws needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

const run = (command, args, quiet) => {
  const result = spawnSync(command, args, {
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (result.status === 0) return;
  if (quiet) process.stderr.write(Buffer.concat([result.stdout ?? Buffer.alloc(0), result.stderr ?? Buffer.alloc(0)]));
  process.exit(result.status ?? 1);
};

const want = createHash('sha256').update(fs.readFileSync('package-lock.json')).digest('hex');
const stamp = 'node_modules/.lock-hash';
const have = fs.existsSync(stamp) ? fs.readFileSync(stamp, 'utf8') : '';
if (have !== want) {
  console.error(have ? 'package-lock.json changed: installing' : 'installing dependencies (npm ci), once');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  fs.writeFileSync(stamp, want);
}
if (process.argv[2] === 'build') {
  if (!fs.existsSync('packages/cli/dist')) console.error('building the packages, once');
  run(process.execPath, ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'build', '--output-style=static'], true);
}
