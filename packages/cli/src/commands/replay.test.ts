import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFakeClock } from '@bitfinex-ws/testkit';
import { systemClock } from '@bitfinex-ws/transport';
import { createMemoryIo } from '../io/memory.js';
import { run } from '../run.js';

const folder = mkdtempSync(join(tmpdir(), 'bitfinex-ws-replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

const replay = async (...argv: ReadonlyArray<string>) => {
  const io = createMemoryIo({ clock: systemClock });
  const code = await run(['replay', ...argv], io);
  return { code, out: io.stdout.lines(), err: io.stderr.lines() };
};
const fileOf = (name: string, lines: ReadonlyArray<string>): string => {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  return path;
};
const line = (frame: string, t = 0) => JSON.stringify({ t, conn: 1, dir: 'in', frame });

interface Summary {
  readonly frames: number;
  readonly books: ReadonlyArray<{
    readonly symbol: string;
    readonly bids: number;
    readonly asks: number;
    readonly checksums: { readonly matched: number; readonly mismatched: number };
  }>;
}
const summaryOf = (out: ReadonlyArray<string>) => JSON.parse(out[out.length - 1] ?? '') as Summary;

test('the recording that comes with the package replays without a flaw', async () => {
  const { code, out, err } = await replay(
    join(__dirname, '../../fixtures/simulator.jsonl'),
    '--speed',
    'max',
    '--json',
  );
  expect({ code, err }).toEqual({ code: 0, err: [] });
  const summary = summaryOf(out);
  expect(summary).toMatchObject({ type: 'summary', failed: 0, gaps: 0 });
  expect(summary.books.length).toBeGreaterThanOrEqual(5);
  for (const { checksums } of summary.books) {
    expect(checksums.matched).toBeGreaterThan(0);
    expect(checksums.mismatched).toBe(0);
  }
});

const capture = join(__dirname, '../../../../../shared/captures/bitfinex-2021-04-17.jsonl');
(existsSync(capture) ? describe : describe.skip)('the recording of the exchange of 2021-04-17', () => {
  test('every frame decodes, no number is missing, seven books keep their length', async () => {
    const { code, out, err } = await replay(capture, '--speed', 'max', '--json');
    expect({ code, err }).toEqual({ code: 0, err: [] });
    const summary = summaryOf(out);
    expect(summary).toMatchObject({ frames: 1693, decoded: 1693, failed: 0, gaps: 0 });
    expect(summary.books).toHaveLength(7);
    for (const { bids, asks } of summary.books) {
      expect(bids).toBeLessThanOrEqual(100);
      expect(asks).toBeLessThanOrEqual(100);
    }
    const types = new Set(out.map((text) => (JSON.parse(text) as { type: string }).type));
    for (const strange of ['failure', 'gap', 'bookError', 'unrouted', 'unrecognised'])
      expect(types).not.toContain(strange);
  });
});

test('the summary is the last line and nothing but JSON is printed', async () => {
  const { out } = await replay(
    fileOf('info.jsonl', [line('{"event":"info","version":2}')]),
    '--speed',
    'max',
    '--json',
  );
  expect(out).toHaveLength(2);
  expect(JSON.parse(out[0] ?? '')).toMatchObject({ type: 'info', conn: 1, receivedAt: 0 });
  expect(out[1]).toBe('{"type":"summary","frames":1,"decoded":1,"failed":0,"gaps":0,"books":[]}');
});

test('a broken line is counted and told, and the rest is read', async () => {
  const info = line('{"event":"info","version":2}');
  const path = fileOf('broken.jsonl', [info, '{"t":1,"dir":"in","fra', info]);
  const { code, out, err } = await replay(path, '--speed', 'max', '--json');
  expect(code).toBe(0);
  expect(summaryOf(out)).toMatchObject({ frames: 2, brokenLines: 1 });
  expect(err).toEqual([expect.stringMatching(/^line 2 is broken/), '1 broken line passed over']);
});

test('a frame that cannot be read and a number that is missing are printed where they came', async () => {
  const path = fileOf('flawed.jsonl', [
    line('{"event":"info","version":2}'),
    line('{"event":"conf","status":"OK","flags":65536}'),
    line('{"event":"subscribed","channel":"trades","chanId":17,"symbol":"tBTCUSD","pair":"BTCUSD"}'),
    line('[17,"hb",1]'),
    line('[17,"hb",3]'),
    line('{"event":'),
  ]);
  const { out } = await replay(path, '--speed', 'max', '--json');
  expect(out.map((text) => (JSON.parse(text) as { type: string }).type)).toEqual([
    'info',
    'conf',
    'subscribed',
    'heartbeat',
    'gap',
    'heartbeat',
    'failure',
    'summary',
  ]);
  expect(summaryOf(out)).toMatchObject({ frames: 6, decoded: 5, failed: 1, gaps: 1 });
  const { out: text } = await replay(path, '--speed', 'max');
  expect(text).toContain('00:00:00  GAP  expected sequence 2, received 3');
  expect(text).toContain('frames: 6 (5 decoded, 1 failed)');
});

test.each([
  ['a file that is missing', join(folder, 'missing.jsonl'), /missing\.jsonl: /],
  ['a folder', folder, /bitfinex-ws-replay-/],
  [
    'a text that is no recording',
    fileOf('prose.txt', ['Once upon a time', 'there was a book.']),
    /prose\.txt is no recording: /,
  ],
  ['a binary', fileOf('binary', ['\u0000\u0001\u0002\u0003'.repeat(100)]), /binary is no recording: /],
])('%s gets one line and exit code 1', async (_title, path, text) => {
  const { code, out, err } = await replay(path);
  expect({ code, out }).toEqual({ code: 1, out: [] });
  expect(err).toEqual([expect.stringMatching(text)]);
});

test('by itself it keeps the pace of the recording, and Ctrl-C ends it', async () => {
  const info = '{"event":"info","version":2}';
  const path = fileOf('slow.jsonl', [line(info, 0), line(info, 60_000)]);
  const io = createMemoryIo({ clock: createFakeClock() });
  const ended = run(['replay', path, '--json'], io);
  await io.stdout.until((text) => text.includes('\n'));
  io.raise('SIGINT');
  expect(await ended).toBe(130);
  expect(summaryOf(io.stdout.lines())).toMatchObject({ frames: 1 });
});
