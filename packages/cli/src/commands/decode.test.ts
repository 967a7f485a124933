import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { systemClock } from '@bitfinex-ws/transport';
import { createMemoryIo } from '../io/memory.js';
import { run } from '../run.js';

const decode = async (stdin: string | Uint8Array, ...argv: ReadonlyArray<string>) => {
  const io = createMemoryIo({ stdin, clock: systemClock });
  const code = await run(['decode', ...argv], io);
  return { code, out: io.stdout.lines(), err: io.stderr.lines() };
};

const frames = [
  '{"event":"info","version":2,"platform":{"status":1}}',
  '{"event":"conf","status":"OK","flags":65536}',
  '{"event":"subscribed","channel":"trades","chanId":17,"symbol":"tBTCUSD","pair":"BTCUSD"}',
  '[17,"te",[401597393,1574694475039,0.005,7244.9],1]',
];

test('frames on standard input become typed messages, a JSON object a line', async () => {
  const { code, out, err } = await decode(`${frames.join('\n')}\n`, '--json');
  expect({ code, err }).toEqual({ code: 0, err: [] });
  const messages = out.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(messages.map(({ type }) => type)).toEqual(['info', 'conf', 'subscribed', 'te']);
  expect(messages[3]).toMatchObject({
    seq: 1,
    spec: { channel: 'trades', symbol: 'tBTCUSD' },
    trade: { id: 401597393, mts: 1574694475039, amount: 0.005, price: 7244.9 },
  });
});

test('without --json they are written for people', async () => {
  const { out } = await decode(frames.join('\n'));
  expect(out[3]).toBe('trades:tBTCUSD  te  15:07:55  bought 0.005 @ 7244.9');
});

test('a frame that is not JSON is told in one line, reading goes on, the end is not a success', async () => {
  const { code, out, err } = await decode(`nonsense\n\n${frames.join('\r\n')}\n[17,"te"`);
  expect(code).toBe(1);
  expect(out).toHaveLength(4);
  expect(err).toHaveLength(3);
  expect(err[0]).toMatch(/^line 1: .*nonsense/);
  expect(err[1]).toMatch(/^line 7: /);
  expect(err[2]).toBe('bitfinex-ws: 2 of 6 frames could not be decoded');
});

test('with --json a failure is an object among the others', async () => {
  const { code, out } = await decode('nonsense\n', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out[0] ?? '')).toMatchObject({ type: 'failure', line: 1, error: { _tag: 'NotJson' } });
});

test('lines of a recording are decoded too, each connection by itself, what was sent left out', async () => {
  const [info = '', , subscribed = ''] = frames;
  const line = (conn: number, dir: string, frame: string) => JSON.stringify({ t: 1, conn, dir, frame });
  const lines = [
    line(1, 'out', '{"event":"ping"}'),
    line(1, 'in', info),
    line(1, 'in', subscribed),
    line(2, 'in', '[17,"hb"]'),
    line(1, 'in', '[17,"hb"]'),
  ];
  const { code, out } = await decode(gzipSync(lines.join('\n')), '-', '--json');
  expect(code).toBe(0);
  const specs = out.map((text) => JSON.parse(text) as { type: string; spec?: unknown });
  expect(specs.slice(2)).toMatchObject([
    { type: 'heartbeat', spec: null },
    { type: 'heartbeat', spec: { symbol: 'tBTCUSD' } },
  ]);
});

test('a file is read like standard input, and a missing one is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bitfinex-ws-decode-'));
  const path = join(folder, 'frames.txt');
  writeFileSync(path, frames.join('\n'));
  expect((await decode('', path)).out).toHaveLength(4);
  rmSync(folder, { recursive: true });
  const { code, err } = await decode('', path);
  expect({ code, err }).toEqual({ code: 1, err: [`bitfinex-ws: ${path}: no such file`] });
});

test('nothing in, nothing out', async () => {
  expect(await decode('')).toEqual({ code: 0, out: [], err: [] });
});
