import { isLeft, isRight } from '@bitfinex-ws/machine';
import type { Book, UnavailableReason } from '@bitfinex-ws/orderbook';
import { specKey } from '@bitfinex-ws/protocol';
import type { BookSummary } from './observation.js';

/** A book of an observed channel. */
export interface ObservedBook {
  readonly conn: number | null;
  readonly chanId: number;
  readonly book: Book;
}

/** All books that have been seen, so that a summary can speak of those that are gone as well. */
interface BookLedger {
  readonly opened: (observed: ObservedBook) => void;
  /** The channel is over: the book turns unreadable for this reason, its summary stays as it stood. */
  readonly closed: (observed: ObservedBook, reason: UnavailableReason, at: number) => void;
  readonly open: () => ReadonlyArray<ObservedBook>;
  readonly summaries: () => ReadonlyArray<BookSummary>;
}

type Totals = Pick<BookSummary, 'checksums' | 'unknownDeletions' | 'longest'>;

/** One channel of one connection, which may have been asked for more than once. */
interface Entry {
  readonly observed: ObservedBook;
  /** What its earlier books had counted. */
  readonly before: Totals;
  /** As it stood at the end; null while it is open. */
  readonly last: BookSummary | null;
}

/** Makes an empty ledger. */
export const createBookLedger = (): BookLedger => {
  const entries = new Map<string, Entry>();
  const keyOf = ({ conn, book }: ObservedBook): string => `${conn ?? ''} ${specKey(book.spec)}`;
  const sumUp = ({ observed, before, last }: Entry): BookSummary => last ?? summarise(observed.book, before);

  return {
    opened: (observed) => {
      const earlier = entries.get(keyOf(observed));
      const before = earlier === undefined ? NOTHING : sumUp(earlier);
      entries.set(keyOf(observed), { observed, before, last: null });
    },
    closed: (observed, reason, at) => {
      const entry = entries.get(keyOf(observed));
      if (entry?.observed.book === observed.book) entries.set(keyOf(observed), { ...entry, last: sumUp(entry) });
      observed.book.lose(reason, at);
    },
    open: () => [...entries.values()].filter(({ last }) => last === null).map(({ observed }) => observed),
    summaries: () => [...entries.values()].map(sumUp),
  };
};

const NOTHING: Totals = { checksums: { matched: 0, mismatched: 0 }, unknownDeletions: 0, longest: 0 };

const summarise = (book: Book, before: Totals): BookSummary => {
  const { spec } = book;
  const stats = book.stats();
  const view = book.view();
  const readable = isRight(view) ? view.right : null;
  return {
    symbol: spec.symbol,
    prec: spec.prec,
    len: spec.len,
    bids: readable?.bids.length ?? null,
    asks: readable?.asks.length ?? null,
    bestBid: readable?.bestBid?.price ?? null,
    bestAsk: readable?.bestAsk?.price ?? null,
    unavailable: isLeft(view) ? view.left.reason : null,
    checksums: {
      matched: before.checksums.matched + stats.checksums.matched,
      mismatched: before.checksums.mismatched + stats.checksums.mismatched,
    },
    unknownDeletions: before.unknownDeletions + stats.unknownDeletions,
    longest: Math.max(before.longest, stats.longest),
  };
};
