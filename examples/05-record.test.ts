import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openExchange } from '@bitfinex-ws/simulator';
import { audit } from './06-audit.js';
import { recordDays } from './05-record.js';

// The exchange is in this process, and its time is Jest's: its three minutes below take none. The files are true files.
beforeEach(() =>
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate'], now: 1_800_000_000_000 }),
);
afterEach(() => jest.useRealTimers());

test('each period has a file of its own, whole by itself, and nothing lies between two of them', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'recipe-record-'));
  const opened = openExchange({ markets: ['tBTCUSD'], seed: 3, rate: 5 });
  if (opened._tag === 'Left') throw new Error(opened.left._tag);
  const { transport, close } = opened.right;
  const told: string[] = [];
  let dials = 0;
  const stop = new AbortController();
  const recording = recordDays({ folder, symbol: 'tBTCUSD', everyMs: 60_000 }, stop.signal, (line) => told.push(line), {
    transport: (request) => {
      dials++;
      return transport(request);
    },
  });
  // Time stands still while a file is opened, behind which is dialled, and while one is completed: the disk has a time of its own.
  const untilDialled = async (files: number): Promise<void> => {
    while (dials < files) await new Promise(setImmediate);
    await jest.advanceTimersByTimeAsync(1_000);
  };
  await untilDialled(1);
  for (const files of [1, 2]) {
    await jest.advanceTimersByTimeAsync(59_000);
    await untilDialled(files + 1);
    while (told.length < files) await new Promise(setImmediate);
  }
  await jest.advanceTimersByTimeAsync(20_000);
  stop.abort();
  jest.useRealTimers();
  await recording;

  const files = (await readdir(folder)).sort();
  expect(files).toEqual([
    'tBTCUSD-2027-01-15T080000.000Z.jsonl.gz',
    'tBTCUSD-2027-01-15T080100.000Z.jsonl.gz',
    'tBTCUSD-2027-01-15T080200.000Z.jsonl.gz',
  ]);
  expect(told).toEqual(files.map((file) => expect.stringMatching(`${file}: \\d+ frames, .* 0 not written$`) as string));
  for (const file of files) {
    const lines: string[] = [];
    expect(await audit(path.join(folder, file), (line) => lines.push(line))).toBe(true);
    expect(lines.sort()).toEqual([
      expect.stringMatching(/^\d{3,} frames, 0 of channels/) as string,
      expect.stringMatching(/^tBTCUSD P0 100: [1-9]\d* checksums matched, 0 did not$/) as string,
      expect.stringMatching(/^tBTCUSD R0 100: [1-9]\d* checksums matched, 0 did not$/) as string,
    ]);
  }
  await close();
  await rm(folder, { recursive: true });
});
