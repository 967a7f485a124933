// node tools/pictures/terminal.mjs [SECONDS]: runs `bitfinex-ws watch` on a seeded simulator, on a terminal in memory, and writes
// the screen that it shows after so many seconds to docs/pictures/watch.svg. From the builds of the packages (npm run build).
import fs from 'node:fs';
import { systemClock } from '../../packages/transport/dist/esm/index.js';
import { createMemoryIo, run } from '../../packages/cli/dist/esm/index.js';
import { svgOf } from './svg.mjs';

const OUT = 'docs/pictures/watch.svg';
const TERMINAL = { columns: 120, rows: 32 };
const ARGUMENTS = ['watch', 'book', 'tBTCUSD', '--simulate', '--seed', '7', '--rate', '20'];

const seconds = Number(process.argv[2] ?? 30);
const io = createMemoryIo({ clock: systemClock, terminal: TERMINAL, env: { TERM: 'xterm-256color' } });
const code = await run([...ARGUMENTS, '--for', String(seconds)], io);
if (code !== 0) throw new Error(`bitfinex-ws ended with ${code}: ${io.stderr.text()}`);

// The last drawing: from the cursor's way home to the clearing of what is below.
const drawings = io.stdout.text().split('\u001b[H').slice(1);
const last = drawings.at(-1).split('\u001b[J')[0];
const lines = last.replaceAll('\u001b[K', '').split('\r\n');
const svg = svgOf(lines, { ...TERMINAL, title: `bitfinex-ws ${ARGUMENTS.slice(0, 3).join(' ')}` });
fs.mkdirSync('docs/pictures', { recursive: true });
fs.writeFileSync(OUT, svg);
console.log(`${OUT}: ${(svg.length / 1000).toFixed(1)} kB, ${TERMINAL.columns} × ${TERMINAL.rows} after ${seconds} s`);
