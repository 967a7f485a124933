import { once } from 'node:events';
import { crc32 } from 'node:zlib';
import { createFakeClock } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import { WebSocket } from 'ws';
import { startSimulator, type Simulator, type SimulatorOptions } from './index.js';

/** A client written from the documentation alone, as plainly as can be: it shares no line with the simulator. */
type Row = readonly number[];
interface NaiveBook {
  readonly symbol: string;
  readonly prec: string;
  readonly len: number;
  /** By key and side; null before the snapshot. */
  rows: Map<string, Row> | null;
  matched: number;
  mismatched: number;
  crossed: number;
}

const isRaw = (book: NaiveBook): boolean => book.prec === 'R0';
const isFunding = (book: NaiveBook): boolean => book.symbol.startsWith('f');
const keyOf = (book: NaiveBook, row: Row): string =>
  isRaw(book) ? `${row[0]}` : isFunding(book) ? `${row[0]}/${row[1]}` : `${row[0]}`;
const priceOf = (book: NaiveBook, row: Row): number =>
  (isRaw(book) ? (isFunding(book) ? row[2] : row[1]) : row[0]) ?? NaN;
const periodOf = (book: NaiveBook, row: Row): number => (isFunding(book) ? (row[1] ?? NaN) : 0);
const amountOf = (row: Row): number => row[row.length - 1] ?? NaN;
const isBid = (book: NaiveBook, row: Row): boolean => (isFunding(book) ? amountOf(row) < 0 : amountOf(row) > 0);
const isRemoval = (book: NaiveBook, row: Row): boolean =>
  (isRaw(book) ? priceOf(book, row) : isFunding(book) ? row[2] : row[1]) === 0;

const placeOf = (book: NaiveBook, row: Row): string => `${isBid(book, row) ? 'bid' : 'ask'} ${keyOf(book, row)}`;

const sideOf = (book: NaiveBook, bids: boolean): Row[] =>
  [...(book.rows?.values() ?? [])]
    .filter((row) => isBid(book, row) === bids)
    .sort((a, b) => {
      const byPrice = (priceOf(book, a) - priceOf(book, b)) * (bids ? -1 : 1);
      const byPeriod = periodOf(book, a) - periodOf(book, b);
      return byPrice || byPeriod || (isRaw(book) ? (a[0] ?? 0) - (b[0] ?? 0) : 0);
    });

const apply = (book: NaiveBook, row: Row): void => {
  const place = placeOf(book, row);
  if (!isRemoval(book, row)) book.rows?.set(place, row);
  else if (Math.abs(amountOf(row)) !== 1) throw new Error(`removal with amount ${amountOf(row)}`);
  else if (!book.rows?.delete(place)) throw new Error(`removal of an unknown level ${JSON.stringify(row)}`);
};

const checksumOf = (book: NaiveBook): number => {
  const [bids, asks] = [sideOf(book, true), sideOf(book, false)];
  const tokens: string[] = [];
  for (let place = 0; place < 25; place++) {
    for (const row of [bids[place], asks[place]]) if (row) tokens.push(`${row[0]}:${amountOf(row)}`);
  }
  return crc32(tokens.join(':')) | 0;
};

const check = (book: NaiveBook, checksum: number): void => {
  if (checksumOf(book) === checksum) book.matched++;
  else book.mismatched++;
  const [bids, asks] = [sideOf(book, true), sideOf(book, false)];
  if (bids[0] && asks[0] && priceOf(book, bids[0]) >= priceOf(book, asks[0])) book.crossed++;
  if (Math.max(bids.length, asks.length) > book.len) throw new Error(`a side above ${book.len}`);
};

interface NaiveClient {
  readonly books: Map<number, NaiveBook>;
  readonly gaps: () => number;
  readonly failure: () => Error | null;
  /** Settles when everything that was sent so far has been read. */
  readonly quiet: () => Promise<void>;
}

const connect = async (simulator: Simulator, requests: ReadonlyArray<object>): Promise<NaiveClient> => {
  const books = new Map<number, NaiveBook>();
  const socket = new WebSocket(simulator.url);
  let expected = 1;
  let gaps = 0;
  let failure: Error | null = null;

  const onFrame = (frame: unknown): void => {
    if (!Array.isArray(frame)) {
      const event = frame as {
        event: string;
        channel?: string;
        chanId: number;
        symbol: string;
        prec: string;
        len: string;
      };
      if (event.event !== 'subscribed' || event.channel !== 'book') return;
      const { symbol, prec, len } = event;
      books.set(event.chanId, { symbol, prec, len: Number(len), rows: null, matched: 0, mismatched: 0, crossed: 0 });
      return;
    }
    const [chanId, body, value] = frame as [number, unknown, number];
    const sequence = (typeof body === 'string' && body !== 'hb' ? frame[3] : frame[2]) as number;
    if (sequence !== expected) gaps++;
    expected = sequence + 1;
    const book = books.get(chanId);
    if (!book || body === 'hb') return;
    if (body === 'cs') check(book, value);
    else if (!book.rows) book.rows = new Map((body as Row[]).map((row) => [placeOf(book, row), row]));
    else if (Array.isArray((body as unknown[])[0])) for (const row of body as Row[]) apply(book, row);
    else apply(book, body as Row);
  };
  socket.on('message', (data: Buffer) => {
    try {
      onFrame(JSON.parse(data.toString('utf8')));
    } catch (error) {
      failure ??= error as Error;
    }
  });
  await once(socket, 'open');
  for (const request of requests) socket.send(JSON.stringify(request));
  return {
    books,
    gaps: () => gaps,
    failure: () => failure,
    // A pong comes behind everything that was sent before it.
    quiet: async () => {
      const pong = new Promise<void>((resolve) => {
        const listen = (data: Buffer): void => {
          if (!data.toString('utf8').includes('"pong"')) return;
          socket.off('message', listen);
          resolve();
        };
        socket.on('message', listen);
      });
      socket.send('{"event":"ping","cid":1}');
      await pong;
    },
  };
};

const start = async (options: SimulatorOptions): Promise<Simulator> => {
  const started = await startSimulator(options);
  if (E.isLeft(started)) throw new Error(started.left._tag);
  return started.right;
};
const book = (symbol: string, prec: string, len: number, freq = 'F0') => ({
  event: 'subscribe',
  channel: 'book',
  symbol,
  prec,
  len,
  freq,
});
const BOOKS = [
  book('tBTCUSD', 'P0', 25),
  book('tBTCUSD', 'P1', 100),
  book('tBTCUSD', 'R0', 25),
  book('tBTCUSD', 'P0', 250),
  book('tBTCUSD', 'P3', 25),
  book('tXRPBTC', 'P0', 25),
  book('tXRPBTC', 'R0', 100),
  book('tLTCUSD', 'P0', 100),
  book('fUSD', 'P0', 25),
  book('fUSD', 'P2', 25),
  book('fUSD', 'R0', 25),
  book('tETHUSD', 'P0', 1),
];

jest.setTimeout(60_000);

describe('books and their checksums', () => {
  let simulator: Simulator;
  afterEach(() => simulator.close());

  /** Ten steps a tick of 20 ms; a checksum is due at each. */
  const follow = async (flags: number, seed: number, steps: number): Promise<NaiveClient> => {
    const clock = createFakeClock();
    simulator = await start({ clock, rate: 0, seed, checksumMs: 20 });
    const client = await connect(simulator, [{ event: 'conf', flags }, ...BOOKS]);
    await client.quiet();
    clock.advance(100);
    for (let batch = 0; batch < steps / 10; batch++) {
      simulator.step(10);
      clock.advance(20);
      await client.quiet();
    }
    return client;
  };

  const expectTruth = (client: NaiveClient, least: number): void => {
    expect(client.books.size).toBe(BOOKS.length);
    expect(client.failure()).toBeNull();
    expect(client.gaps()).toBe(0);
    for (const { symbol, prec, len, matched, mismatched, crossed } of client.books.values()) {
      expect({ symbol, prec, len, mismatched, crossed }).toEqual({ symbol, prec, len, mismatched: 0, crossed: 0 });
      if (len >= 25) expect(matched).toBeGreaterThan(least);
      else expect(matched).toBe(0);
    }
  };

  it('hold for a client that applies single rows', async () => {
    expectTruth(await follow(65_536 + 131_072, 1, 3_000), 200);
  });

  it('hold for a client that applies bulk rows', async () => {
    expectTruth(await follow(65_536 + 131_072 + 536_870_912, 7, 1_000), 60);
  });

  it('hold under a load that grows the markets busy, and as much is told as was asked for', async () => {
    const clock = createFakeClock();
    const load = { messagesPerSecond: 10_000, symbols: ['tBTCUSD', 'tAAAUSD'] };
    simulator = await start({ clock, rate: 0, pairs: 3, checksumMs: 20, load });
    const requests = [book('tBTCUSD', 'P0', 25), book('tBTCUSD', 'R0', 100), book('tAAAUSD', 'P0', 25)];
    const client = await connect(simulator, [{ event: 'conf', flags: 65_536 + 131_072 }, ...requests]);
    await client.quiet();
    clock.advance(100);
    const before = simulator.stats().framesOut;
    clock.advance(1_000);
    await client.quiet();
    const checksums = 3 * 50;
    expect(Math.abs(simulator.stats().framesOut - before - 10_000 - checksums)).toBeLessThan(300);
    expect([client.failure(), client.gaps()]).toEqual([null, 0]);
    for (const { matched, mismatched } of client.books.values()) expect([matched > 40, mismatched]).toEqual([true, 0]);
  });

  it('hold when more than a buffer leaves in one write', async () => {
    const client = await follow(65_536 + 131_072, 2, 10);
    const before = simulator.stats().framesOut;
    simulator.step(2_000);
    simulator.step(20);
    await client.quiet();
    expect(simulator.stats().framesOut - before).toBeGreaterThan(5_000);
    expectTruth(client, 0);
  });

  it('fail for the one book whose frame was corrupted', async () => {
    const client = await follow(65_536 + 131_072, 5, 20);
    simulator.corruptNextBookFrame('tXRPBTC');
    simulator.step(50);
    await client.quiet();
    const wrong = [...client.books.values()].filter(({ mismatched }) => mismatched > 0);
    expect(wrong.map(({ symbol }) => symbol)).toEqual(['tXRPBTC']);
    expect([client.failure(), client.gaps()]).toEqual([null, 0]);
  });

  it('are full where the market is deep', async () => {
    const client = await follow(65_536 + 131_072, 3, 50);
    const deep = [...client.books.values()].find(({ symbol, len }) => symbol === 'tBTCUSD' && len === 250);
    expect(deep && [sideOf(deep, true).length, sideOf(deep, false).length]).toEqual([250, 250]);
  });
});
