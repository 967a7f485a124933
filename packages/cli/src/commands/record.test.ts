import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { either as E } from 'fp-ts';
import { explainSimulatorError, startSimulator } from '@bitfinex-ws/simulator';
import { createPatientClock } from '@bitfinex-ws/testkit';
import { systemClock, type Clock } from '@bitfinex-ws/transport';
import { createMemoryIo } from '../io/memory.js';
import { run } from '../run.js';

const folder = mkdtempSync(join(tmpdir(), 'bitfinex-ws-record-'));
afterAll(() => rmSync(folder, { recursive: true }));

const cli = async (...argv: ReadonlyArray<string>) => {
  const io = createMemoryIo({ clock: createPatientClock(systemClock) });
  const code = await run(argv, io);
  return { code, out: io.stdout.lines(), err: io.stderr.lines() };
};
const summaryOf = ({ out }: { readonly out: ReadonlyArray<string> }) =>
  JSON.parse(out[out.length - 1] ?? '') as Record<string, unknown>;

test.each(['a.jsonl', 'a.jsonl.gz'])('what is recorded into %s replays without a flaw', async (name) => {
  const simulator = await startSimulator({ rate: 0, checksumMs: 0 });
  if (E.isLeft(simulator)) throw new Error(explainSimulatorError(simulator.left));
  const { url, stats, step, close } = simulator.right;
  const path = join(folder, name);
  const channels = [
    'book:tBTCUSD:P0:F0:25',
    'book:tXRPBTC:P1:F0:100',
    'book:tETHUSD:R0:F0:25',
    'trades:tBTCUSD',
    'ticker:fUSD',
  ];
  const recording = cli('record', path, ...channels, '--url', url, '--limit', '600');
  let isOver = false;
  void recording.finally(() => (isOver = true));
  while (!isOver && stats().channels < channels.length) await turn();
  for (; !isOver; await turn()) step();
  const recorded = await recording;
  await close();
  expect(recorded.code).toBe(0);
  expect(recorded.out).toEqual([]);
  expect(recorded.err[recorded.err.length - 1]).toMatch(/: \d+ frames \(\d+ in, [1-9]\d* out\), \d+ bytes of text$/);

  const replayed = await cli('replay', path, '--speed', 'max', '--json');
  expect(replayed.code).toBe(0);
  const summary = summaryOf(replayed);
  expect(summary).toMatchObject({ type: 'summary', failed: 0, gaps: 0 });
  const books = summary['books'] as ReadonlyArray<{ checksums: { matched: number; mismatched: number } }>;
  expect(books).toHaveLength(3);
  for (const { checksums } of books) {
    expect(checksums.matched).toBeGreaterThan(0);
    expect(checksums.mismatched).toBe(0);
  }
});

test('Ctrl-C leaves a complete file, the end mark of gzip included', async () => {
  const path = join(folder, 'interrupted.jsonl.gz');
  const io = createMemoryIo({ clock: createPatientClock(systemClock) });
  const ended = run(['record', path, 'ticker:tBTCUSD', '--simulate'], io);
  await io.stderr.until((text) => text.includes('recording ticker:tBTCUSD'));
  io.raise('SIGINT');
  expect(await ended).toBe(130);
  const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ frame: expect.any(String) as string });
});

test('--limit counts inbound frames', async () => {
  const path = join(folder, 'limited.jsonl');
  const { code } = await cli('record', path, '--simulate', '--limit', '10');
  expect(code).toBe(0);
  const lines = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { dir: string });
  expect(lines.filter(({ dir }) => dir === 'in')).toHaveLength(10);
});

test('where nothing could be connected, no empty file is left', async () => {
  const path = join(folder, 'never.jsonl');
  const { code, err } = await cli('record', path, '--url', 'ws://127.0.0.1:1');
  expect(code).toBe(1);
  expect(err).toEqual([expect.stringMatching(/cannot connect to ws:\/\/127\.0\.0\.1:1/)]);
  expect(existsSync(path)).toBe(false);
});

test.each(['ws://127.0.0.1:1', null])('a recording that is there is never overwritten (%s)', async (url) => {
  const path = join(folder, 'yesterday.jsonl');
  writeFileSync(path, 'a day of work\n');
  const { code, err } = await cli('record', path, ...(url === null ? ['--simulate', '--limit', '1'] : ['--url', url]));
  expect(code).toBe(1);
  expect(err).toEqual([expect.stringMatching(/yesterday\.jsonl: it is there already/)]);
  expect(readFileSync(path, 'utf8')).toBe('a day of work\n');
});

test('a file that is there and empty is written to', async () => {
  const path = join(folder, 'prepared.jsonl');
  writeFileSync(path, '');
  expect((await cli('record', path, '--simulate', '--limit', '3')).code).toBe(0);
  expect(readFileSync(path, 'utf8')).not.toBe('');
});

test('--for counts from the connection, not from the start of the simulator', async () => {
  const simulator = await startSimulator({ rate: 0 });
  if (E.isLeft(simulator)) throw new Error(explainSimulatorError(simulator.left));
  const connectionsThen: number[] = [];
  const clock: Clock = {
    now: systemClock.now,
    after: (ms, fire) => {
      if (ms !== 777_000) return systemClock.after(ms, fire);
      connectionsThen.push(simulator.right.stats().connections);
      queueMicrotask(fire);
      return () => undefined;
    },
  };
  const io = createMemoryIo({ clock });
  const code = await run(['record', join(folder, 'for.jsonl'), '--url', simulator.right.url, '--for', '777'], io);
  await simulator.right.close();
  expect({ code, connectionsThen }).toEqual({ code: 0, connectionsThen: [1] });
});

test('a file that cannot be written is told', async () => {
  const { code, err } = await cli('record', join(folder, 'no', 'such', 'folder.jsonl'), '--simulate');
  expect(code).toBe(1);
  expect(err).toEqual([expect.stringMatching(/^bitfinex-ws: .*folder\.jsonl: /)]);
});
