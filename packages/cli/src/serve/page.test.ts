import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { quietPort } from '@bitfinex-ws/testkit';
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
    // Nobody else gets it while the server is away.
    server = await serve(String(await quietPort()));
  });
  afterAll(async () => {
    await context.close();
    await server.stop();
    // Helpers of a browser write into its profile until they have heard that it is gone.
    rmSync(scratch, { recursive: true, force: true, maxRetries: 20 });
  });

  /**
   * Looks with each frame of the display until it is so, and answers what these elements show in the very frame in which it is: what is read
   * later may be of another book. (`waitForFunction` would need the page to allow `eval`.)
   */
  const until = async (expression: string, ...selectors: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
    const texts = `${JSON.stringify(selectors)}.map((one) => document.querySelector(one).innerText)`;
    const look = `(${expression}) ? ${texts} : null`;
    for (;;) {
      const shown = await page.evaluate<ReadonlyArray<string> | null>(
        `new Promise((go, fail) => requestAnimationFrame(() => { try { go(${look}); } catch (error) { fail(error); } }))`,
      );
      if (shown !== null) return shown;
    }
  };
  const text = (selector: string): string => `document.querySelector(${JSON.stringify(selector)}).innerText`;
  const verified = `/^Verified by (checksum|sequence)/.test(${text('#state-text')})`;
  const ladderHas = (words: string): Promise<unknown> => until(`${text('#ladder')}.includes(${JSON.stringify(words)})`);

  test('shows the book, the candles, the depth and the trades, and says what vouches for the book', async () => {
    await page.goto(server.url);
    await until(`document.querySelectorAll('#tape td.price')[3].textContent !== ''`);
    await until(`document.querySelectorAll('.chart canvas').length > 4`);
    await until(`/Newest candle: open [0-9.]+/.test(document.querySelector('#candles-text').textContent)`);
    const [row, spread] = await until(verified, '#ladder .bids tr', '.middle .spread');
    expect(row).toMatch(/^[\d,.]+\s+[\d.]+\s+[\d.]+\s+\d+$/);
    expect(spread).toMatch(/^spread [\d.]+ · [\d.]+ bp$/);
    expect(await page.title()).toBe('BTC / USD · bitfinex-ws');
    expect(await page.evaluate(`performance.getEntriesByName('first-book').length`)).toBe(1);
  });

  test('moves with the market, and stands still while it is paused', async () => {
    const [before] = await until('true', '#ladder');
    await until(`${text('#ladder')} !== ${JSON.stringify(before)}`);
    await page.keyboard.press('Space');
    const [ladder, frames] = await until(
      `document.querySelector('#pause').getAttribute('aria-pressed') === 'true'`,
      '#ladder',
      '#rate',
    );
    const [later] = await until(`${text('#rate')} !== ${JSON.stringify(frames)}`, '#ladder');
    expect(later).toBe(ladder);
    await page.keyboard.press('Space');
    await until(`${text('#ladder')} !== ${JSON.stringify(ladder)}`);
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
    expect(await page.evaluate('location.hash')).toBe('#tETHUSD,R0,100,1m');
    await page.keyboard.press('p');
    await ladderHas('Orders\n');
    await page.keyboard.press('i');
    await until(`said.includes('ETH / USD, precision P0, length 100, candles 1m')`);
    await until(`said.some((text) => /^Bid [0-9.]+, ask [0-9.]+\\. /.test(text))`);
    await page.keyboard.press('?');
    await page.locator('#keys').waitFor({ state: 'visible' });
    await page.keyboard.press('Escape');
    await page.locator('#keys').waitFor({ state: 'hidden' });
    await until(verified);
  });

  test.each([360, 1600])('is no wider than %d px, and everything in it can be reached', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await until(`document.documentElement.scrollWidth <= ${width}`);
    for (const part of ['#ladder', '#candles-chart', '#depth-chart', '#tape', '#symbol', '#prec', '#len', '#pause'])
      expect(await page.locator(part).isVisible()).toBe(true);
    const box = await page.locator('#controls').boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
  });

  test('says that the address asks for what there is not, and shows what there is', async () => {
    const told = (hash: string): Promise<unknown> =>
      until(`document.querySelector('#events').textContent.includes('Not here: ${JSON.stringify(hash)}')`);
    await page.goto('about:blank');
    await page.goto(`${server.url}#%`);
    await told('%');
    await until(`location.hash === '#tBTCUSD,P0,25,1m'`);
    await page.evaluate(`location.hash = '#tNOSUCH'`);
    await told('tNOSUCH');
    await until(`location.hash === '#tBTCUSD,P0,25,1m'`);
    await until(`/^Verified by/.test(document.querySelector('#state-text').textContent)`);
    // All of it is loaded, so that nothing is on its way when the page is left.
    await until(`document.querySelectorAll('.chart canvas').length > 4`);
  });

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
    const [lost] = await until(`/^Disconnected, reconnecting/.test(${text('#state-text')})`, '#ladder .bids');
    expect(lost).not.toMatch(/\d/);
    expect(await page.evaluate('lies')).toEqual([]);
    expect(
      await page.evaluate(`getComputedStyle(document.querySelector('#candles-title'), '::after').content`),
    ).toContain('not live');
    server = await serve(new URL(server.url).port);
    const [bids, events] = await until(verified, '#ladder .bids', '#events');
    expect(events).toMatch(/Connected again after [\d.]+ s.*Connection lost: /s);
    expect(bids).toMatch(/\d/);
    // The browser itself tells of dials that nobody answered; the page has nothing to complain of.
    expect(complaints.filter((text) => !text.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);
  });
});
