import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@bitfinex-ws/transport';
import { createMemoryIo } from '../io/memory.js';
import { run } from '../run.js';

test('the address comes first, Ctrl-C ends with 130', async () => {
  const io = createMemoryIo({ clock: systemClock });
  const ended = run(['simulate'], io);
  const text = await io.stdout.until((shown) => shown.includes('\n'));
  expect(text).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/ws\/2\n$/);
  io.raise('SIGINT');
  expect(await ended).toBe(130);
  expect(io.stderr.text()).toContain('funding books follow a rule of its own');
});

test('with --json the address is one object; a time ends it with 0', async () => {
  const io = createMemoryIo({ clock: systemClock });
  expect(await run(['simulate', '--json', '--seed', '9', '--for', '0.01'], io)).toBe(0);
  expect(JSON.parse(io.stdout.text())).toMatchObject({ type: 'simulator', host: '127.0.0.1', seed: 9 });
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
    ['{"timeline":[{"at":0,"fault":{"type":"rest"}}]}', /is no scenario: .*timeline\[0\]\.fault\.type, must be one of/],
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
    expect(io.stderr.lines()).toEqual([expect.stringMatching(/none\.json: no such file$/)]);
  });
});
