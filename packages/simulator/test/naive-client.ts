import { once } from 'node:events';
import { crc32 } from 'node:zlib';
import { WebSocket } from 'ws';
import type { Simulator } from '../src/index.js';

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

/** One side, best first. */
export const sideOf = (book: NaiveBook, bids: boolean): Row[] =>
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

/** A client that keeps books and counts what is wrong with them. */
export interface NaiveClient {
  readonly books: Map<number, NaiveBook>;
  readonly gaps: () => number;
  readonly failure: () => Error | null;
  /** Settles when everything that was sent so far has been read. */
  readonly quiet: () => Promise<void>;
  readonly close: () => void;
}

/** Connects, and sends these requests. */
export const connectNaive = async (
  simulator: Pick<Simulator, 'url'>,
  requests: ReadonlyArray<object>,
): Promise<NaiveClient> => {
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
    close: () => socket.terminate(),
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
