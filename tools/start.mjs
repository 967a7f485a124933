// npm start: the command line, by default with its main job: a live, verified book on the embedded simulator.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = path.join(path.dirname(fileURLToPath(import.meta.url)), '../packages/cli/dist/esm/bin.js');
const { status, signal } = spawnSync(process.execPath, [bin, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, BITFINEX_WS_START: '1' },
});
process.exitCode = status ?? (signal === 'SIGINT' ? 130 : 1);
