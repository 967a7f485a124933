import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createFakeClock } from '@bitfinex-ws/testkit';
import { systemClock } from '@bitfinex-ws/transport';
import { createMemoryIo } from '../io/memory.js';
import { run } from '../run.js';
import { startStatusLine } from './simulate-status.js';

test('the address comes first, Ctrl-C ends with 130', async () => {
  const io = createMemoryIo({ clock: systemClock });
  const ended = run(['simulate'], io);
  const text = await io.stdout.until((shown) => shown.includes('\n'));
  expect(text).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/ws\/2\n$/);
  io.raise('SIGINT');
  expect(await ended).toBe(130);
  expect(io.stderr.text()).toContain('funding books follow a rule of its own');
  expect(io.stderr.text()).toMatch(
    /keys to log in with, worth nothing anywhere else:\n {2}key \S+ {2}secret \S+ {2}user \d+\n/,
  );
  expect(io.stderr.lines().at(-1)).toMatch(/^SHA-256 of all that was said: [0-9a-f]{64}$/);
});

test('with --json the address is one object; a time ends it with 0', async () => {
  const io = createMemoryIo({ clock: systemClock });
  expect(await run(['simulate', '--json', '--seed', '9', '--for', '0.01'], io)).toBe(0);
  const [simulator, summary] = io.stdout.lines().map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(simulator).toMatchObject({ type: 'simulator', host: '127.0.0.1', seed: 9 });
  expect(simulator?.['keys']).toHaveLength(2);
  expect(summary).toMatchObject({
    type: 'summary',
    framesOut: 0,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
});

test('--empty, --markets and --accounts make a small quiet exchange, and say so', async () => {
  const io = createMemoryIo({ clock: systemClock });
  expect(await run('simulate --empty --markets tBTCUSD --accounts 30 --for 0.01'.split(' '), io)).toBe(0);
  expect(io.stderr.lines().slice(0, 2)).toEqual([
    'simulating tBTCUSD with seed 1',
    'nobody trades but those who log in: the books are empty',
  ]);
  expect(io.stderr.text()).toContain('… and 10 more, with --json all of them');
});

test('a person at a terminal sees each second how it is doing', () => {
  const clock = createFakeClock();
  const io = createMemoryIo({ clock, terminal: { columns: 60, rows: 20 } });
  let framesOut = 10;
  const stats = () => ({ connections: 2, channels: 5, framesOut: (framesOut += 7), framesIn: 3 });
  const line = startStatusLine({ ...io, stderr: io.stdout }, { stats }, false);
  clock.advance(2_000);
  expect(io.stdout.text()).toBe('\r\u001b[K2 connections, 5 channels, 7 frames a second out, 0 in'.repeat(2));
  line.end();
  expect(io.stdout.text()).toMatch(/\r\u001b\[K$/);
  expect(clock.pending()).toBe(0);
});

test('a port in use is told in one line', async () => {
  const first = createMemoryIo({ clock: systemClock });
  const ended = run(['simulate', '--json'], first);
  const { port } = JSON.parse(await first.stdout.until((text) => text.endsWith('\n'))) as { port: number };

  const second = createMemoryIo({ clock: systemClock });
  expect(await run(['simulate', '--port', String(port)], second)).toBe(1);
  expect(second.stderr.lines()).toEqual([expect.stringMatching(/^bitfinex-ws: .*in use/)]);
  expect(second.stdout.text()).toBe('');

  first.raise('SIGTERM');
  expect(await ended).toBe(143);
});

describe('a scenario', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'simulate-'))));
  afterAll(() => rm(folder, { recursive: true }));
  const write = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };

  test('is read from a file, and what it says goes wrong', async () => {
    const fault = { type: 'refuse-handshake', status: 503, times: 'always' };
    const path = await write('shut.json', JSON.stringify({ name: 'all shut', timeline: [{ at: 0, fault }] }));
    const io = createMemoryIo({ clock: systemClock });
    const ended = run(['simulate', '--scenario', path], io);
    const url = (await io.stdout.until((text) => text.endsWith('\n'))).trim();
    const refused = await new Promise((resolve, reject) => {
      const headers = {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-version': '13',
      };
      get(url.replace('ws:', 'http:'), { headers, agent: false }, ({ statusCode }) => resolve(statusCode))
        .on('upgrade', () => resolve('open'))
        .on('error', reject);
    });
    expect(refused).toBe(503);
    expect(io.stderr.text()).toContain('what goes wrong: all shut');
    io.raise('SIGINT');
    expect(await ended).toBe(130);
  });

  test.each([
    [
      '{"timeline":[{"at":0,"fault":{"type":"rest"}}]}',
      /bad\.json is no scenario: timeline\[0\]\.fault\.type must be one of/,
    ],
    ['{"timeline":[{"at":0,"fault":{"type":"stall"}}]}', /is no scenario: timeline\[0\]\.fault\.ms is missing$/],
    // Some editors put a mark before the text.
    ['\uFEFF{"timeline":[{"at":0,"fault":{"type":"stall"}}]}', /is no scenario: timeline\[0\]\.fault\.ms is missing$/],
    ['[]', /is no scenario: it must be an object, not a list$/],
    ['{"timeline":', /is no scenario: .*JSON/],
  ])('that is none is told in one line: %s', async (text, message) => {
    const path = await write('bad.json', text);
    const io = createMemoryIo({ clock: systemClock });
    expect(await run(['simulate', '--scenario', path], io)).toBe(1);
    expect(io.stderr.lines()).toEqual([expect.stringMatching(message)]);
  });

  test('that is not there is told in one line', async () => {
    const io = createMemoryIo({ clock: systemClock });
    expect(await run(['simulate', '--scenario', join(folder, 'none.json')], io)).toBe(1);
    expect(io.stderr.lines()).toEqual([
      expect.stringMatching(/none\.json: no such file; ready by name are maintenance, restart/),
    ]);
  });
});

describe('a recording', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'simulate-'))));
  afterAll(() => rm(folder, { recursive: true }));
  const fixture = join(__dirname, '../../fixtures/simulator.jsonl');
  const write = async (name: string, content: string | Uint8Array): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };

  test('moves the markets it is about, compressed or not, and even where its end is missing', async () => {
    const bytes = gzipSync(await readFile(fixture));
    const paths = [fixture, await write('whole.gz', bytes), await write('cut.gz', bytes.subarray(0, -2_000))];
    for (const path of paths) {
      const io = createMemoryIo({ clock: systemClock });
      expect(await run(['simulate', '--markets', 'tSOLUSD', '--replay', path, '--loop', '--for', '0.01'], io)).toBe(0);
      expect(io.stderr.lines()[0]).toMatch(/^simulating tSOLUSD, tBTCUSD, fUSD, tXRPBTC, tETHUSD with/);
      expect(io.stderr.text()).toContain('moves its markets, again and again');
    }
  });

  test.each<[string, string | Uint8Array, RegExp]>([
    ['none.jsonl', 'hello', /none\.jsonl is no recording: line 1 is no line of a recording$/],
    ['empty.jsonl', '', /empty\.jsonl is no recording: there are no books and no trades in it$/],
    ['odd.gz', Uint8Array.of(0x1f, 0x8b, 1, 2, 3), /odd\.gz is no recording: /],
  ])('that is none is told in one line: %s', async (name, content, message) => {
    const io = createMemoryIo({ clock: systemClock });
    expect(await run(['simulate', '--replay', await write(name, content)], io)).toBe(1);
    expect(io.stderr.lines()).toEqual([expect.stringMatching(message)]);
    expect(io.stdout.text()).toBe('');
  });
});
