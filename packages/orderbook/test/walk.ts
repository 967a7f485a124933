import { either as E } from 'fp-ts';
import { createSessionDecoder, type BookSpec, type SessionDecoder } from '@bitfinex-ws/protocol';
import {
  BOOK_LENGTHS,
  BOOK_MODES,
  bookDifference,
  createMarket,
  createSeededRandom,
  type BookMode,
  type Market,
  type WireRow,
} from '@bitfinex-ws/testkit';
import { createBook } from '../src/book.js';
import type { Book, BookStats } from '../src/contract.js';
import { explainBookError } from '../src/errors.js';
import { bookMessage } from './wire.js';

/** What is walked, and how far. */
interface Walk {
  readonly mode: BookMode;
  readonly len: BookSpec['len'];
  readonly seed: number;
  /** Rows to be applied at least, those of snapshots left out. */
  readonly updates: number;
}

/** What came of a walk. */
interface WalkFigures {
  readonly messages: number;
  /** Rows that the book took straight from the bytes of their frame. */
  readonly scanned: number;
  /** Levels that were compared with the model, all in all. */
  readonly compared: number;
  readonly checksums: number;
  readonly stats: BookStats;
}

/** How far the tests walk in each mode and length; `npm run soak -- orderbook` goes fifty times as far. */
const WALK_UPDATES = 20_000;

/** The tests that books of these modes, in every length, equal the slow model. Of two files, so that they run side by side. */
export const describeWalks = (names: ReadonlyArray<string>): void => {
  describe.each(walkCases(names))('a $name book of length $len', ({ mode, len, thin }) => {
    it('equals the slow model after every message of a random walk of 20,000 updates', () => {
      const { checksums, stats } = walkBook({ mode, len, seed: 1, updates: WALK_UPDATES });
      expect(stats).toMatchObject({ unknownDeletions: 0, ignored: 0 });
      expect(stats.updates).toBeGreaterThanOrEqual(WALK_UPDATES);
      expect(stats.checksums).toEqual({ matched: len === 1 ? 0 : checksums, mismatched: 0 });
      expect(checksums).toBeGreaterThan(1_000);
      if (thin) expect(stats.longest).toBeLessThan(len);
      else expect(stats.longest).toBe(len);
    });
  });
};

const walkCases = (names: ReadonlyArray<string>) =>
  BOOK_MODES.filter(({ name }) => names.includes(name)).flatMap((mode) =>
    BOOK_LENGTHS.map((len) => ({
      name: mode.name,
      mode,
      len,
      /** There are no hundred prices of one digit to a side. */
      thin: mode.name === 'P4' && len >= 100,
    })),
  );

/** The book's spec in a mode. */
export const specOf = ({ symbol, prec }: BookMode, len: BookSpec['len']): BookSpec => ({
  channel: 'book',
  symbol,
  prec,
  freq: 'F0',
  len,
});

/** Throws where the book is not what the market shows; answers how many levels it compared. */
const mustEqual = (book: Book, market: Market, texts: boolean): number => {
  const view = book.view();
  if (E.isLeft(view)) throw new Error(`the book is ${view.left.reason}`);
  const [bids, asks] = [market.bids(), market.asks()];
  const difference = bookDifference(view.right, { bids, asks }, texts);
  if (difference !== null) throw new Error(difference);
  return bids.length + asks.length;
};

/** A decoder that knows channel 7 as this book. */
const openDecoder = ({ channel, symbol, prec, freq, len }: BookSpec): SessionDecoder => {
  const decoder = createSessionDecoder();
  decoder.decode(JSON.stringify({ event: 'subscribed', channel, chanId: 7, symbol, prec, freq, len: String(len) }));
  return decoder;
};

/**
 * Feeds a book with a market's rows, in messages of one or of several, or straight from the bytes of frames, and compares after each message: every number of every level
 * of both sides each time, by index; each fiftieth time and at the end the levels as the iterator makes them too, with
 * their texts as sent, which a checksum covers more often. Every tenth message is followed by the
 * market's checksum, every 2,000th by a snapshot. Throws at the first difference.
 */
export const walkBook = ({ mode, len, seed, updates }: Walk): WalkFigures => {
  // Each mode and length has a walk of its own.
  const random = createSeededRandom(seed * 1_000 + BOOK_MODES.indexOf(mode) * 4 + BOOK_LENGTHS.indexOf(len));
  const market = createMarket(mode, len, random);
  const spec = specOf(mode, len);
  const book = createBook(spec);
  const decoder = openDecoder(spec);
  const counted = { messages: 0, scanned: 0, compared: 0, checksums: 0 };
  let rowsLeft = updates;

  const deliver = (type: Parameters<typeof bookMessage>[1], rows: ReadonlyArray<WireRow>): void => {
    const told = book.apply(bookMessage(spec, type, rows), 0);
    if (E.isLeft(told)) throw new Error(`${rows.join(' ')}: ${explainBookError(told.left)}`);
  };
  const deliverBytes = (row: WireRow): void => {
    const cursor = decoder.scanBook(`[7,[${row.join()}]]`, () => true);
    // What a scanner does not read, an exponent say, comes as a message.
    if (cursor === null) return deliver('bookUpdate', [row]);
    counted.scanned++;
    const told = book.applyFrom(cursor, 0);
    if (E.isLeft(told)) throw new Error(`${row.join()}: ${explainBookError(told.left)}`);
  };
  const compareChecksum = (): void => {
    const checksum = market.checksum();
    counted.checksums++;
    const head = { chanId: 7, spec, seq: null, accountSeq: null, serverTime: null };
    const told = book.apply({ ...head, type: 'checksum', checksum }, 0);
    if (E.isLeft(told)) throw new Error(explainBookError(told.left));
    // A book of one level a side compares none: there the book's own must still be the market's.
    if (len === 1 && book.checksum() !== checksum)
      throw new Error(`the checksum is ${book.checksum()}, not ${checksum}`);
  };
  const compare = (): void => {
    counted.messages++;
    counted.compared += mustEqual(book, market, counted.messages % 50 === 0 || rowsLeft <= 0);
    if (counted.messages % 10 === 0) compareChecksum();
  };

  deliver('bookSnapshot', market.snapshot());
  compare();
  while (rowsLeft > 0) {
    const rows = market.step();
    rowsLeft -= rows.length;
    const way = random();
    if (way < 0.3) deliver('bookUpdates', rows);
    else if (way < 0.6) for (const row of rows) deliver('bookUpdate', [row]);
    else rows.forEach(deliverBytes);
    compare();
    if (counted.messages % 2_000 === 0) deliver('bookSnapshot', market.snapshot());
  }
  return { ...counted, stats: book.stats() };
};
