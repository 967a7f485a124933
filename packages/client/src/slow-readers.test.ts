import type { TickerMessage } from '@bitfinex-ws/protocol';
import { createFakeClock, createFakeNetwork, settle } from '@bitfinex-ws/testkit';
import { createClient, orThrow, ticker, type StreamMessage } from './index.js';

const SECONDS = 60;
const A_SECOND = 500;
const ALL = SECONDS * A_SECOND;

/** A minute of tickers as fast as they come; the server answers pings and has nothing else to say. */
const open = async () => {
  const network = createFakeNetwork();
  const clock = createFakeClock();
  const client = createClient({ transport: network.factory, clock, url: 'ws://test' });
  const trouble: string[] = [];
  for (const type of ['disconnected', 'channelStale', 'gap', 'failure'] as const) {
    client.on(type, (event) => trouble.push(event.type));
  }
  const answer = client.subscribe(ticker('tBTCUSD'));
  const socket = network.latest();
  socket.open();
  socket.deliver({ event: 'info', version: 2 });
  socket.deliver({ event: 'conf', status: 'OK', flags: 196_608 });
  await settle();
  socket.deliver({ ...(JSON.parse(socket.sent.at(-1) ?? '{}') as object), event: 'subscribed', chanId: 7 });
  const live = await orThrow(answer);
  let seq = 0;
  let pings = 0;
  const second = async (): Promise<void> => {
    for (let left = A_SECOND; left > 0; left--) socket.deliver(`[7,[${++seq},2,3,4,5,6,7,8,9,10],${seq}]`);
    await clock.advanceAsync(1_000);
    const asked = socket.sent.filter((frame) => frame.includes('"ping"'));
    for (const ping of asked.slice(pings)) socket.deliver({ ...(JSON.parse(ping) as object), event: 'pong', ts: 1 });
    pings = asked.length;
  };
  return { client, clock, live, trouble, second, pings: () => pings };
};
const bidOf = (message: StreamMessage<TickerMessage> | undefined): number | null =>
  message?.type === 'ticker' ? message.ticker.bid : null;

describe('one fast reader and several that stand still', () => {
  it('the fast one has everything in order, the others what they asked for, and nobody else feels them', async () => {
    const { client, clock, live, trouble, second, pings } = await open();
    const stalled = live.messages({ limit: 1_000 });
    const newest = live.messages({ policy: 'latest' });
    const strict = live.messages({ policy: 'fail', limit: 400 });
    const everything = client.messages({ limit: 100 });
    const fast: number[] = [];
    const reading = (async () => {
      for await (const message of live.messages({ limit: A_SECOND }))
        if (message.type === 'ticker') fast.push(bidOf(message) ?? 0);
    })();
    for (let left = SECONDS; left > 0; left--) {
      await second();
      // Between two bursts the fast one gets its turn, as it would between two reads of a socket.
      for (let turn = 0; turn < A_SECOND && fast.length % A_SECOND !== 0; turn++) await settle();
    }

    const { dropped } = live.stats;
    expect(dropped).toBe(ALL - 1_000 + (ALL - 1) + 1);
    expect(client.status().totals).toMatchObject({ queued: 1_000 + 1 + 100, dropped: dropped + ALL + pings() - 100 });
    expect([trouble, pings()]).toEqual([[], 4]);
    expect(await stalled.next()).toMatchObject({ value: { type: 'dropped', count: ALL - 1_000 } });
    expect(bidOf((await stalled.next()).value)).toBe(ALL - 999);
    expect(bidOf((await newest.next()).value)).toBe(ALL);
    expect(bidOf((await strict.next()).value)).toBe(1);
    expect(await everything.next()).toMatchObject({ value: { type: 'dropped' } });

    // Who stands still does not keep anybody from leaving.
    await client.close();
    await reading;
    expect(clock.pending()).toBe(0);
    expect(fast).toEqual(Array.from({ length: ALL }, (_, index) => index + 1));
  });
});
