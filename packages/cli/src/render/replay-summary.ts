import type { BookSummary, ObservationSummary } from '@bitfinex-ws/client';
import { decimalText } from './numbers.js';
import { tableLines } from './table.js';

/**
 * The last line of `replay --json`: its fields are promised. A count or price is null where a book can not be read;
 * `unavailable`, `accountGaps`, `unrouted` and `brokenLines` are there only where there is something to tell.
 */
export const summaryJson = (summary: ObservationSummary, brokenLines: number): object => ({
  type: 'summary',
  frames: summary.frames,
  decoded: summary.decoded,
  failed: summary.failed,
  gaps: summary.gaps,
  books: summary.books.map(bookJson),
  ...(summary.accountGaps > 0 ? { accountGaps: summary.accountGaps } : {}),
  ...(summary.unrouted > 0 ? { unrouted: summary.unrouted } : {}),
  ...(brokenLines > 0 ? { brokenLines } : {}),
});

const bookJson = (book: BookSummary): object => ({
  symbol: book.symbol,
  prec: book.prec,
  len: book.len,
  bids: book.bids,
  asks: book.asks,
  bestBid: book.bestBid,
  bestAsk: book.bestAsk,
  checksums: book.checksums,
  ...(book.unavailable === null ? {} : { unavailable: book.unavailable }),
});

/** The summary for a person: the counts, then a row for each book. */
export const summaryLines = (summary: ObservationSummary, brokenLines: number): ReadonlyArray<string> => [
  '',
  `frames: ${summary.frames} (${summary.decoded} decoded, ${summary.failed} failed)`,
  `sequence gaps: ${summary.gaps}`,
  ...(summary.accountGaps > 0 ? [`gaps in the account's numbers: ${summary.accountGaps}`] : []),
  ...(summary.unrouted > 0 ? [`frames of unknown channels: ${summary.unrouted}`] : []),
  ...(brokenLines > 0 ? [`broken lines: ${brokenLines}`] : []),
  ...(summary.books.length === 0 ? [] : ['', ...tableLines(headings, summary.books.map(bookCells))]),
];

const headings = ['book', 'prec', 'len', 'bids', 'asks', 'best bid', 'best ask', 'matched', 'mismatched', 'state'];

const bookCells = (book: BookSummary): ReadonlyArray<string> => [
  book.symbol,
  book.prec,
  String(book.len),
  cell(book.bids),
  cell(book.asks),
  cell(book.bestBid),
  cell(book.bestAsk),
  String(book.checksums.matched),
  String(book.checksums.mismatched),
  book.unavailable ?? 'readable',
];

const cell = (value: number | null): string => (value === null ? '-' : decimalText(value));
