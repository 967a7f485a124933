import type { Candle } from '@bitfinex-ws/protocol';
import { createFakeClock, createFakeNetwork, settle } from '@bitfinex-ws/testkit';
import { requests } from '../../test/live-book.js';
import {
  candles,
  createClient,
  orThrow,
  type CandlesRequest,
  type CandleWindow,
  type StreamMessage,
} from '../index.js';

const MINUTE = 60_000;
const START = 1_700_000_000_000 - (1_700_000_000_000 % MINUTE);
/** The row of the candle of a minute, closed at a price. */
const row = (minute: number, close: number) => [START + minute * MINUTE, close, close, close, close, 1];
const candle = (minute: number, close: number): Candle => {
  return { mts: START + minute * MINUTE, open: close, close, high: close, low: close, volume: 1 };
};

const open = async (
  request: Omit<CandlesRequest, 'timeframe'> = {},
  snapshot = [row(3, 103), row(2, 102), row(1, 101)],
) => {
  const [network, clock] = [createFakeNetwork(), createFakeClock()];
  const client = createClient({ transport: network.factory, clock, random: () => 0 });
  const channel = candles(request.period === undefined ? 'tBTCUSD' : 'fUSD', { timeframe: '1m', ...request });
  const answer = client.subscribe(channel);
  let seq = 0;
  const data = (...frame: ReadonlyArray<unknown>): void => network.latest().deliver([...frame, ++seq]);
  const accept = async (first: ReadonlyArray<unknown>): Promise<void> => {
    seq = 0;
    const socket = network.latest();
    socket.open();
    socket.deliver({ event: 'info', version: 2 });
    socket.deliver({ event: 'conf', status: 'OK', flags: 196_608 });
    await settle();
    socket.deliver({ ...requests(socket).at(-1), event: 'subscribed', chanId: 5 });
    data(5, first);
    await settle();
  };
  await accept(snapshot);
  const live = await orThrow(answer);
  const told: StreamMessage[] = [];
  const hear = (message: StreamMessage): void => void told.push(message);
  for (const type of ['gap', 'candle', 'candles', 'resynced', 'backfill'] as const) live.on(type, hear);
  const reconnect = async (first: ReadonlyArray<unknown>): Promise<void> => {
    network.latest().drop();
    await settle();
    await clock.advanceAsync(1_000);
    await accept(first);
    await settle();
  };
  return { client, clock, channel, live, data, reconnect, told, network };
};
/** The window in short: minute and close, a filled one with a star. */
const short = (window: CandleWindow): string =>
  window
    .candles()
    .map(({ mts, close, synthetic }) => `${(mts - START) / MINUTE}:${close}${synthetic === true ? '*' : ''}`)
    .join(' ');

describe('a window of candles', () => {
  it('has them oldest first, from the snapshot on, rolls over and is bounded', async () => {
    const { client, live, data } = await open();
    const window = live.window({ length: 3 });
    expect(short(window)).toBe('1:101 2:102 3:103');
    data(5, row(3, 104));
    data(5, row(4, 105));
    expect(short(window)).toBe('2:102 3:104 4:105');
    expect(window.candles()).toBe(window.candles());
    await client.close();
  });

  it('takes a correction of a candle that is over', async () => {
    const { client, live, data } = await open();
    const window = live.window();
    data(5, row(4, 105));
    data(5, row(3, 99));
    expect(short(window)).toBe('1:101 2:102 3:99 4:105');
    await client.close();
  });

  it('fills on request the minutes in which nothing was traded', async () => {
    const { client, live, data } = await open();
    data(5, row(6, 106));
    expect(short(live.window({ fillGaps: true }))).toBe('1:101 2:102 3:103 4:103* 5:103* 6:106');
    expect(short(live.window())).toBe('1:101 2:102 3:103 6:106');
    data(5, row(4, 104));
    expect(short(live.window({ fillGaps: true, length: 3 }))).toBe('4:104 5:104* 6:106');
    await client.close();
  });

  it('is read as a stream of its newest state, which ends with the subscription', async () => {
    const { client, clock, live, data } = await open();
    const seen: string[] = [];
    const reading = (async () => {
      for await (const window of live.window({ length: 2 })) seen.push(window.map(({ close }) => close).join(' '));
    })();
    await settle();
    for (const close of [104, 105, 106]) data(5, row(4, close));
    await settle();
    await live.unsubscribe();
    await reading;
    expect(seen).toEqual(['102 103', '103 106']);
    await client.close();
    expect(clock.pending()).toBe(0);
  });

  it('is whole at once for a handle that joins late', async () => {
    const { client, channel, data } = await open();
    data(5, row(4, 104));
    const late = await orThrow(client.subscribe(channel));
    expect(short(late.window())).toBe('1:101 2:102 3:103 4:104');
    const first = await late[Symbol.asyncIterator]().next();
    expect(first.value).toMatchObject({ type: 'candles', replayed: true, candles: [{ close: 104 }, {}, {}, {}] });
    await client.close();
  });

  it('has the candles of funding as well', async () => {
    const { client, live } = await open({ period: 30 });
    expect([live.spec.key, short(live.window({ length: 1 }))]).toEqual(['trade:1m:fUSD:p30', '3:103']);
    await client.close();
  });
});

describe('candles behind a lost connection', () => {
  it('are proved to be all by a snapshot that reaches back, and merge with what was known', async () => {
    const { client, live, reconnect, told } = await open();
    const window = live.window({ fillGaps: true });
    await reconnect([row(6, 106), row(4, 104), row(3, 103.5)]);
    expect(short(window)).toBe('1:101 2:102 3:103.5 4:104 5:104* 6:106');
    expect(told.map(({ type }) => type)).toEqual(['gap', 'resynced', 'candles']);
    expect(told[0]).toMatchObject({ cause: 'disconnected', from: { mts: START + 3 * MINUTE, id: null } });
    expect(told[1]).toMatchObject({ missing: 'none', backfilled: 2, to: { mts: START + 4 * MINUTE } });
    await client.close();
  });

  it('may be missing where it does not, and nothing is made up in their place', async () => {
    const { client, live, reconnect, told } = await open();
    await reconnect([row(9, 109), row(7, 107)]);
    expect(short(live.window({ fillGaps: true }))).toBe('1:101 2:102 3:103 7:107 8:107* 9:109');
    expect(told.find(({ type }) => type === 'resynced')).toMatchObject({ missing: 'unknown' });
    await client.close();
  });

  it('come from the source of the channel, before what came live meanwhile', async () => {
    let answer: (rows: ReadonlyArray<Candle>) => void = () => undefined;
    const backfill = () => new Promise<ReadonlyArray<Candle>>((resolve) => (answer = resolve));
    const { client, clock, live, data, reconnect, told } = await open({ backfill });
    const window = live.window({ fillGaps: true });
    await reconnect([row(9, 109), row(7, 107)]);
    data(5, row(10, 110));
    expect(short(window)).toBe('1:101 2:102 3:103');
    answer([candle(7, 7), candle(5, 105), candle(3, 103.5)]);
    await settle();
    expect(short(window)).toBe('1:101 2:102 3:103.5 4:103.5* 5:105 6:105* 7:107 8:107* 9:109 10:110');
    expect(told.map((each) => (each.type === 'candle' ? `candle ${each.candle.close}` : each.type))).toEqual([
      ...['gap', 'candle 103.5', 'candle 105', 'backfill', 'resynced', 'candles', 'candle 110'],
    ]);
    expect(told.find(({ type }) => type === 'resynced')).toMatchObject({ missing: 'none', backfilled: 4 });
    await client.close();
    expect(clock.pending()).toBe(0);
  });
});

describe('candles behind a missing frame', () => {
  it('are asked for again, for a correction may have been lost', async () => {
    const { client, clock, data, told, network } = await open();
    data(6, 'hb');
    network.latest().deliver([5, row(4, 104), 9]);
    await clock.advanceAsync(0);
    const socket = network.latest();
    expect(requests(socket).at(-1)).toMatchObject({ event: 'unsubscribe', chanId: 5 });
    socket.deliver({ event: 'unsubscribed', status: 'OK', chanId: 5 });
    socket.deliver({ ...requests(socket).at(-1), event: 'subscribed', chanId: 7 });
    socket.deliver([7, [row(4, 104), row(3, 99)], 10]);
    expect(told.map(({ type }) => type)).toEqual(['gap', 'candle', 'resynced', 'candles']);
    await client.close();
  });
});
