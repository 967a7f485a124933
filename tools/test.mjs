// npm test: lint, types, tests. Each runs whatever became of the one before; the last line counts all of them:
// 'N passed, N failed' (', N skipped'), lint and types as one each.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'bitfinex-ws-test-'));
const countsFile = path.join(scratch, 'counts.json');

const run = (title, args, env = {}) => {
  console.log(`\n== ${title}`);
  const started = Date.now();
  const { status } = spawnSync(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const ok = status === 0;
  console.log(`== ${title}: ${ok ? 'ok' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return ok;
};

const nx = ['node_modules/nx/dist/bin/nx.js', 'run', 'workspace:lint-all', '--output-style=static'];
const checks = [
  run('format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']),
  run('lint', nx),
  run('fences', ['tools/fences.mjs']),
  run('types', ['node_modules/typescript/bin/tsc', '-b']),
];
const jestOk = run('tests', ['node_modules/jest/bin/jest.js', ...process.argv.slice(2)], {
  BITFINEX_WS_TEST_COUNTS: countsFile,
});

const none = { passed: 0, failed: 1, skipped: 0 };
const counts = fs.existsSync(countsFile) ? JSON.parse(fs.readFileSync(countsFile, 'utf8')) : none;
fs.rmSync(scratch, { recursive: true, force: true });

const failedChecks = checks.filter((ok) => !ok).length;
const passed = counts.passed + checks.length - failedChecks;
// Jest can exit non-zero although no test failed (a handle kept open, a broken reporter): that is a failure too.
const failed = Math.max(counts.failed, jestOk ? 0 : 1) + failedChecks;
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`\n${passed} passed, ${failed} failed${skipped}`);
process.exitCode = failed > 0 ? 1 : 0;
