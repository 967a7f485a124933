import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { either as E } from 'fp-ts';
import { systemClock } from '@bitfinex-ws/transport';
import { createMemoryIo, type MemoryOptions } from '../io/memory.js';
import { run } from '../run.js';
import { readPage } from './page-files.js';
import { contentSecurityPolicy, pageHtml, type PageSettings } from './settings.js';

const settings: PageSettings = {
  url: null,
  source: 'simulator',
  simulated: true,
  symbols: ['tBTCUSD'],
  prec: 'P0',
  len: 25,
  timeframe: '1m',
};

const pageFolder = mkdtempSync(path.join(tmpdir(), 'bitfinex-ws-serve-'));
writeFileSync(path.join(pageFolder, 'index.html'), '<script id="settings">%SETTINGS%</script>');
writeFileSync(path.join(pageFolder, 'main.js'), 'void 0;');
writeFileSync(path.join(pageFolder, 'secret.key'), 'not part of the page');

const stops: Array<() => Promise<number>> = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(() => rmSync(pageFolder, { recursive: true }));

const serve = async (line = '', options: Partial<MemoryOptions> = {}) => {
  const io = createMemoryIo({ clock: systemClock, pageFolder, ...options });
  const ended = run(['serve', '--port', '0', ...line.split(' ').filter(Boolean)], io);
  const url = (await io.stdout.until((text) => text.includes('\n'))).trim();
  stops.push(() => {
    io.raise('SIGINT');
    return ended;
  });
  return { url, io };
};

test('the page is served on loopback with its settings, and may connect to nothing but the simulator', async () => {
  const { url } = await serve('tETHUSD --prec P1 --len 100');
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const answer = await fetch(url);
  const [, text = ''] = /<script id="settings">(.*)<\/script>/.exec(await answer.text()) ?? [];
  expect(JSON.parse(text)).toMatchObject({ url: null, simulated: true, prec: 'P1', len: 100, timeframe: '1m' });
  expect((JSON.parse(text) as PageSettings).symbols.slice(0, 2)).toEqual(['tETHUSD', 'tBTCUSD']);
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`connect-src ws://${new URL(url).host};`);
  expect(policy).not.toContain('unsafe');
});

test('what is no part of the page is not there, and nothing is taken but GET and HEAD', async () => {
  const { url } = await serve();
  const script = await fetch(`${url}main.js`);
  expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  for (const other of ['secret.key', '..%2fpackage.json', 'index.js', 'ws/2'])
    expect((await fetch(`${url}${other}`)).status).toBe(404);
  expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  expect(await (await fetch(url, { method: 'HEAD' })).text()).toBe('');
});

test('its WebSocket leads to the simulator, for its own page alone', async () => {
  const { url } = await serve();
  const dial = (origin: string): Promise<string> =>
    new Promise((resolve) => {
      const headers = {
        ...{ connection: 'Upgrade', upgrade: 'websocket', origin },
        ...{ 'sec-websocket-version': '13', 'sec-websocket-key': Buffer.alloc(16, 7).toString('base64') },
      };
      const asked = request(`${url}ws/2`, { headers }, ({ statusCode }) => resolve(`refused with ${statusCode}`));
      asked.on('upgrade', (_response, socket, head) => {
        let heard = '';
        const take = (data: Buffer): void => {
          heard += data.toString();
          if (!heard.includes('"event":"info"')) return;
          resolve(heard);
          socket.destroy();
        };
        take(head);
        socket.on('data', take);
        socket.on('close', () => resolve(heard));
      });
      asked.end();
    });
  expect(await dial(new URL(url).origin)).toContain('"event":"info"');
  expect(await dial('http://elsewhere.example')).toBe('refused with 403');
});

test('with --live the page connects to the exchange itself', async () => {
  const { url } = await serve('--live');
  const answer = await fetch(url);
  expect(answer.headers.get('content-security-policy')).toContain('connect-src wss://api-pub.bitfinex.com;');
  expect(await answer.text()).toContain('"url":"wss://api-pub.bitfinex.com/ws/2"');
});

test('--open shows it in the browser; Ctrl-C ends it', async () => {
  const { url, io } = await serve('--open');
  expect(io.shownInBrowser).toEqual([url]);
  expect(await stops.splice(0)[0]?.()).toBe(130);
  await expect(fetch(url)).rejects.toThrow();
});

test('a port that is taken is told', async () => {
  const { url } = await serve();
  const io = createMemoryIo({ clock: systemClock, pageFolder });
  expect(await run(['serve', '--port', new URL(url).port], io)).toBe(1);
  expect(io.stderr.text()).toMatch(
    /^bitfinex-ws: the page can not be served on 127\.0\.0\.1:\d+: the port is in use\n$/,
  );
});

test('a program without the page says so', async () => {
  const io = createMemoryIo({ clock: systemClock });
  expect(await run(['serve'], io)).toBe(1);
  expect(io.stderr.text()).toMatch(/^bitfinex-ws: the page is not there: /);
  expect(E.isLeft(await readPage(path.join(pageFolder, 'nowhere')))).toBe(true);
});

test('settings can not close the element that they stand in', () => {
  const html = pageHtml('<script>%SETTINGS%</script>', { ...settings, source: '</script><b>$&' });
  expect(html.match(/<\/script>/g)).toHaveLength(1);
  expect(JSON.parse(html.slice(8, -9))).toMatchObject({ source: '</script><b>$&' });
});

test('the policy names the one address that the page connects to', () => {
  expect(contentSecurityPolicy({ ...settings, url: 'wss://example.org:9/ws/2?a=b' }, 'h')).toContain(
    'connect-src wss://example.org:9;',
  );
});
