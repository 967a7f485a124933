// node tools/pictures/page.mjs [SECONDS]: runs `bitfinex-ws serve` on a seeded simulator and takes pictures of its page in Chromium
// after so many seconds: docs/pictures/page-light.png, page-dark.png and page-360.png. From the builds (npm run build).
import fs from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { systemClock } from '../../packages/transport/dist/esm/index.js';
import { createMemoryIo, run } from '../../packages/cli/dist/esm/index.js';
import { withPalette } from './png.mjs';
import { CHROMIUM_FLAGS, findChromium } from '../chromium.mjs';

const OUT = 'docs/pictures';
const ARGUMENTS = ['serve', 'tBTCUSD', '--seed', '7', '--rate', '20', '--port', '0'];
const WIDE = { width: 1360, height: 800 };
const PICTURES = [
  { name: 'page-light', viewport: WIDE, colorScheme: 'light' },
  { name: 'page-dark', viewport: WIDE, colorScheme: 'dark' },
  { name: 'page-360', viewport: { width: 360, height: 740 }, colorScheme: 'dark', deviceScaleFactor: 2 },
];
const seconds = Number(process.argv[2] ?? 40);
const executablePath = findChromium();
if (executablePath === undefined) {
  console.log('no Chromium on the path (CHROMIUM may name one): no pictures');
  process.exit();
}
const io = createMemoryIo({ clock: systemClock, pageFolder: 'packages/cli/dist/page' });
const ended = run(ARGUMENTS, io);
const url = (await io.stdout.until((text) => text.includes('\n'))).trim();
const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
const pages = [];
for (const { name, ...options } of PICTURES) {
  const page = await browser.newPage(options);
  await page.goto(url);
  pages.push({ name, page });
}
await wait(seconds * 1000);
fs.mkdirSync(OUT, { recursive: true });
for (const { name, page } of pages) {
  await page.bringToFront();
  await wait(1000);
  const picture = withPalette(await page.screenshot());
  fs.writeFileSync(`${OUT}/${name}.png`, picture);
  console.log(`${OUT}/${name}.png: ${(picture.length / 1000).toFixed(0)} kB`);
}
await browser.close();
io.raise('SIGINT');
await ended;
