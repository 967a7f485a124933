// npm run site -- --check: the folder in a real browser, without a server. Is it found, is it read, is nothing fetched?
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium } from '../chromium.mjs';

const widths = [360, 1600];
const wide = [
  'index.html',
  'docs/errors.html',
  'docs/messages.html',
  'packages/client.html',
  'packages/client/book.html',
];

const read = async (page, home, said) => {
  await page.goto(`${home}/index.html`);
  await page.locator('#tsd-nav-container a').first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('checksum');
  const results = page.locator('#tsd-search-results a');
  await results.first().waitFor();
  const found = await results.evaluateAll((links) => links.map(({ href, innerText }) => ({ href, name: innerText })));
  const guide = found.find(({ href }) => href.includes('/docs/'));
  const name = found.find(({ href }) => href.includes('/packages/'));
  said(guide !== undefined, 'the search for "checksum" finds a guide');
  said(name !== undefined, 'the search for "checksum" finds an API name');
  for (let at = -1; at < found.indexOf(guide); at += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(guide?.href ?? '**');
  said((await page.locator('h1').first().innerText()) !== '', 'the guide that was found has a heading');
  await page.goto(name?.href ?? home);
  const heading = await page.locator('h1').first().innerText();
  said(
    heading.includes((name?.name ?? '?').split('.').at(-1).trim()),
    'the API name that was found has a page of its own',
  );
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const address of wide) {
      await page.goto(`${home}/${address}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      said(overflow <= 0, `${address} fits into ${width} px`);
    }
  }
};

/** Whether all is well; true, with a word, where there is no browser. */
export const checkInBrowser = async (out) => {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    console.log('skipped in the browser: there is no Chromium here');
    return true;
  }
  const home = pathToFileURL(path.resolve(out)).href;
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'bitfinex-ws-site-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: CHROMIUM_FLAGS });
  const failed = [];
  let passed = 0;
  const said = (holds, sentence) => (holds ? (passed += 1) : failed.push(sentence));
  try {
    const page = await context.newPage();
    page.on('console', (message) => said(!['error', 'warning'].includes(message.type()), `console: ${message.text()}`));
    page.on('pageerror', (error) => said(false, `error in the page: ${error.message}`));
    let requests = 0;
    context.on('request', (request) => {
      requests += 1;
      const url = request.url();
      if (!url.startsWith('data:')) said(url.startsWith(`${home}/`), `asks for ${url}`);
    });
    await read(page, home, said);
    console.log(
      `in the browser: ${passed} checks passed, ${failed.length} failed, ${requests} requests, all in the folder`,
    );
  } finally {
    await context.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
  for (const sentence of failed) console.error(`in the browser, not so: ${sentence}`);
  return failed.length === 0;
};
