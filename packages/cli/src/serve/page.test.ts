import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '@bitfinex-ws/transport';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { createMemoryIo } from '../io/memory.js';
import { run } from '../run.js';

/** A browser that is installed, by its name on the path; `CHROMIUM` may name another. */
const findChromium = (): string | undefined => {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const named = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) =>
    folders.map((folder) => path.join(folder, name)),
  );
  return [process.env['CHROMIUM'] ?? '', ...named].find((file) => file !== '' && existsSync(file));
};

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const executablePath = findChromium();
const scratch = mkdtempSync(path.join(tmpdir(), 'bitfinex-ws-page-'));
const pageFolder = path.join(scratch, 'page');

/** The command, as a person runs it: until it is told to stop. */
const serve = async (port: string) => {
  const io = createMemoryIo({ clock: systemClock, pageFolder });
  const ended = run(['serve', 'tBTCUSD', '--port', port, '--rate', '50'], io);
  const url = (await io.stdout.until((text) => text.includes('\n'))).trim();
  return {
    url,
    stop: (): Promise<number> => {
      io.raise('SIGINT');
      return ended;
    },
  };
};

(executablePath === undefined ? describe.skip : describe)('the page in a browser (skipped where there is none)', () => {
  let context: BrowserContext;
  let page: Page;
  let server: Awaited<ReturnType<typeof serve>>;
  const complaints: string[] = [];

  beforeAll(async () => {
    const built = spawnSync(process.execPath, ['page/build.mjs', pageFolder, '--source'], {
      cwd: path.join(__dirname, '../..'),
      encoding: 'utf8',
    });
    expect(built.stderr).toBe('');
    context = await chromium.launchPersistentContext(path.join(scratch, 'profile'), {
      ...(executablePath !== undefined && { executablePath }),
      args: FLAGS,
      viewport: { width: 1600, height: 900 },
      // How long a browser takes on a busy machine is nobody's business here: the test's own limit ends one that hangs.
      timeout: 0,
    });
    context.setDefaultTimeout(0);
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    server = await serve('0');
  });
  afterAll(async () => {
    await context.close();
    await server.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  const textOf = (selector: string): Promise<string> => page.locator(selector).first().innerText();
  /** Looks again with each frame of the display. (`waitForFunction` would need the page to allow `eval`.) */
  const until = async (expression: string): Promise<void> => {
    while ((await page.evaluate(`new Promise((go) => requestAnimationFrame(() => go(${expression})))`)) !== true);
  };
  const ladderHas = (text: string): Promise<void> =>
    until(`document.querySelector('#ladder').innerText.includes(${JSON.stringify(text)})`);

  test('shows the book, the candles, the depth and the trades, and says what vouches for the book', async () => {
    await page.goto(server.url);
    await until(`/Verified by (checksum|sequence)/.test(document.querySelector('#state-text').textContent)`);
    await until(`document.querySelectorAll('#tape td.price')[3].textContent !== ''`);
    await until(`document.querySelectorAll('.chart canvas').length > 4`);
    expect(await page.title()).toBe('BTC / USD · bitfinex-ws');
    expect(await textOf('#ladder .bids tr')).toMatch(/^[\d,.]+\s+[\d.]+\s+[\d.]+\s+\d+$/);
    expect(await textOf('.middle .spread')).toMatch(/^spread [\d.]+ · [\d.]+ bp$/);
    await until(`/Newest candle: open [0-9.]+/.test(document.querySelector('#candles-text').textContent)`);
    expect(await page.evaluate(`performance.getEntriesByName('first-book').length`)).toBe(1);
  });

  test('moves with the market, and stands still while it is paused', async () => {
    const book = (): Promise<string> => textOf('#ladder');
    const before = await book();
    await until(`document.querySelector('#ladder').innerText !== ${JSON.stringify(before)}`);
    await page.keyboard.press('Space');
    await until(`document.querySelector('#pause').getAttribute('aria-pressed') === 'true'`);
    const [ladder, frames] = [await book(), await textOf('#rate')];
    await until(`document.querySelector('#rate').textContent !== ${JSON.stringify(frames)}`);
    expect(await book()).toBe(ladder);
    await page.keyboard.press('Space');
    await until(`document.querySelector('#ladder').innerText !== ${JSON.stringify(ladder)}`);
  });

  test('takes another symbol, precision and length from keys and controls, and keeps them in its address', async () => {
    // What a screen reader is told, all of it.
    await page.evaluate(`{
      globalThis.said = [];
      const spoken = document.querySelector('#spoken');
      new MutationObserver(() => said.push(spoken.textContent)).observe(spoken, { characterData: true, subtree: true });
    }`);
    await page.selectOption('#symbol', 'tETHUSD');
    await until(`/^#tETHUSD,P0,25/.test(location.hash) && document.querySelector('.mid').textContent !== ''`);
    await page.locator('h1').click();
    await page.keyboard.press('l');
    await until(`location.hash.startsWith('#tETHUSD,P0,100')`);
    await page.keyboard.press('P');
    await ladderHas('Order\n');
    expect(page.url()).toContain('#tETHUSD,R0,100,1m');
    await page.keyboard.press('p');
    await ladderHas('Orders\n');
    await page.keyboard.press('i');
    await until(`said.includes('ETH / USD, precision P0, length 100, candles 1m')`);
    await until(`said.some((text) => /^Bid [0-9.]+, ask [0-9.]+\\. /.test(text))`);
    await page.keyboard.press('?');
    expect(await page.locator('#keys').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await until(`/^Verified by/.test(document.querySelector('#state-text').textContent)`);
  });

  test.each([360, 1600])('is no wider than %d px, and everything in it can be reached', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await until(`document.documentElement.scrollWidth <= ${width}`);
    for (const part of ['#ladder', '#candles-chart', '#depth-chart', '#tape', '#symbol', '#prec', '#len', '#pause'])
      expect(await page.locator(part).isVisible()).toBe(true);
    const box = await page.locator('#controls').boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
  });

  test.each(['tNOSUCH', '%'])(
    'says that the address asks for what there is not (%s), and shows what there is',
    async (hash) => {
      await page.goto('about:blank');
      await page.goto(`${server.url}#${hash}`);
      await until(`document.querySelector('#events').textContent.includes('Not here: ${JSON.stringify(hash)}')`);
      await until(`location.hash === '#tBTCUSD,P0,25,1m'`);
      await until(`/^Verified by/.test(document.querySelector('#state-text').textContent)`);
    },
  );

  test('survives a restart of the server, and says so', async () => {
    expect(complaints).toEqual([]);
    // Asked in the very frame in which the state is told: what is shown as lost is not shown as a book.
    await page.evaluate(`{
      globalThis.lies = [];
      const [state, ladder] = ['#state-text', '#ladder .bids'].map((part) => document.querySelector(part));
      new MutationObserver(() => {
        if (/^Disconnected/.test(state.textContent) && /\\d/.test(ladder.textContent)) lies.push(ladder.textContent);
      }).observe(state, { characterData: true, childList: true, subtree: true });
    }`);
    await server.stop();
    await until(`/^Disconnected, reconnecting/.test(document.querySelector('#state-text').textContent)`);
    expect(await page.evaluate('lies')).toEqual([]);
    expect(await textOf('#ladder .bids')).not.toMatch(/\d/);
    expect(
      await page.evaluate(`getComputedStyle(document.querySelector('#candles-title'), '::after').content`),
    ).toContain('not live');
    server = await serve(new URL(server.url).port);
    await until(`/^Verified by/.test(document.querySelector('#state-text').textContent)`);
    expect(await textOf('#events')).toMatch(/Connected again after [\d.]+ s.*Connection lost: /s);
    expect(await textOf('#ladder .bids')).toMatch(/\d/);
    // The browser itself tells of dials that nobody answered; the page has nothing to complain of.
    expect(complaints.filter((text) => !text.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);
  });
});
