import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { book, createClient, orThrow } from '@bitfinex-ws/client';
import { recordTransport } from '@bitfinex-ws/recorder';
import { openRecording } from '@bitfinex-ws/recorder/node';
import { openExchange } from '@bitfinex-ws/simulator';
import { followTrend, fromLive, fromRecording, trader, type Tick } from './07-back-test.js';

beforeEach(() =>
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate'], now: 1_800_000_000_000 }),
);
afterEach(() => jest.useRealTimers());

test('a strategy does on a recording what it did live, at the same times and prices', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'recipe-back-test-'));
  const file = path.join(folder, 'session.jsonl.gz');
  const opened = openExchange({ markets: ['tBTCUSD'], seed: 5, rate: 10 });
  const sink = await openRecording(file);
  if (opened._tag === 'Left' || sink._tag === 'Left') throw new Error('not opened');
  const { transport, control, close } = opened.right;

  const live: string[] = [];
  const client = createClient({ transport: recordTransport(transport, sink.right) });
  const following = orThrow(client.subscribe(book('tBTCUSD'))).then((subscription) =>
    fromLive(
      subscription,
      trader(followTrend(20_000), 250, (line) => live.push(line)),
    ),
  );
  await jest.advanceTimersByTimeAsync(45_000);
  control.inject({ type: 'reset' }); // the recording goes on with another connection
  await jest.advanceTimersByTimeAsync(45_000);
  (await following)();
  jest.useRealTimers();
  await Promise.all([client.close(), close()]);
  await sink.right.close();

  const again: string[] = [];
  await fromRecording(
    file,
    'tBTCUSD',
    trader(followTrend(20_000), 250, (line) => again.push(line)),
  );
  expect(live.length).toBeGreaterThan(4);
  expect(again).toEqual(live);
  await rm(folder, { recursive: true });
});

test('what is decided at a tick is filled at a later one, and at its price', () => {
  const fills: string[] = [];
  const see = trader(
    ({ ask }) => (ask === 102 ? 'buy' : null),
    100,
    (line) => fills.push(line),
  );
  const ticks: ReadonlyArray<Tick> = [
    { at: 0, bid: 100, ask: 101 },
    { at: 10, bid: 101, ask: 102 },
    { at: 60, bid: 110, ask: 111 },
    { at: 110, bid: 120, ask: 121 },
  ];
  for (const tick of ticks) see(tick);
  expect(fills).toEqual(['110 buy at 121']);
});
