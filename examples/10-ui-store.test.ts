import { book, createClient, orThrow } from '@bitfinex-ws/client';
import { openExchange } from '@bitfinex-ws/simulator';
import { build } from 'esbuild';
import { createBookStore } from './10-ui-store.js';

describe('a store for components', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] }));
  afterEach(() => jest.useRealTimers());

  test('has one snapshot a frame, the same until it is drawn anew, and says when there is nothing to draw', async () => {
    const opened = openExchange({ markets: ['tBTCUSD'], seed: 4, rate: 200 });
    if (opened._tag === 'Left') throw new Error(opened.left._tag);
    const { transport, control, close } = opened.right;
    const client = createClient({ transport });
    const subscribing = orThrow(client.subscribe(book('tBTCUSD')));
    await jest.advanceTimersByTimeAsync(1_000);

    const store = createBookStore(await subscribing, 10, (draw) => setTimeout(draw, 16));
    expect(store.getSnapshot()).toEqual({ state: 'unavailable', reason: 'syncing' });
    const drawn: object[] = [];
    const unsubscribe = store.subscribe(() => drawn.push(store.getSnapshot()));
    await jest.advanceTimersByTimeAsync(1_600);
    expect(drawn.length).toBeGreaterThan(50);
    expect(drawn.length).toBeLessThanOrEqual(101); // of some 200 changes
    expect(new Set(drawn).size).toBe(drawn.length);
    expect(store.getSnapshot()).toBe(store.getSnapshot());

    const snapshot = store.getSnapshot();
    if (snapshot.state !== 'ready') throw new Error(snapshot.reason);
    expect(snapshot.bids).toHaveLength(10);
    const [first, second] = snapshot.bids;
    expect(second?.[2]).toBeCloseTo((first?.[1] ?? NaN) + (second?.[1] ?? NaN));
    expect(snapshot.bids[0]?.[0]).toBeLessThan(snapshot.asks[0]?.[0] ?? NaN);

    control.inject({ type: 'reset' });
    await jest.advanceTimersByTimeAsync(16);
    expect(store.getSnapshot()).toEqual({ state: 'unavailable', reason: 'disconnected' });

    unsubscribe();
    const before = drawn.length;
    store.close();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(drawn).toHaveLength(before);
    await Promise.all([client.close(), close()]);
  });
});

test('it fits into a page: a bundle for browsers takes the platform’s WebSocket and nothing of Node', async () => {
  const { metafile } = await build({
    stdin: {
      contents:
        "import { book, createClient } from '@bitfinex-ws/client'; export { createBookStore } from './10-ui-store.ts'; createClient().subscribe(book('tBTCUSD'));",
      resolveDir: __dirname,
    },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'esm',
    conditions: ['@bitfinex-ws/source'],
  });
  const files = Object.keys(metafile.inputs);
  expect(files.filter((file) => /\/ws\/|platform-node|node:/.test(file))).toEqual([]);
  expect(files.some((file) => file.includes('transport'))).toBe(true);
});
