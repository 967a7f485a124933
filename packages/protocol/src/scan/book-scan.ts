import type { BookKind, BookMessage, BookUpdateMessage, RowOf, RowText } from '../channels/book.js';
import type { BookSpec } from '../channels/spec.js';
import { FUNDING, OFFER, ORDER, PRICE, type BookShape } from './book-shapes.js';
import type { ChannelScan } from './channel-scan.js';
import { scanRows } from './rows.js';
import { COMMA } from './bytes.js';
import type { Scanner } from './scanner.js';
import { CS } from './tags.js';

/** Scans a book of one kind: rows, lists of rows, checksums.  */
export const bookScan = (spec: BookSpec, kind: BookKind): ChannelScan => {
  switch (kind) {
    case 'price':
      return scanOf(spec, kind, priceRow);
    case 'order':
      return scanOf(spec, kind, orderRow);
    case 'funding':
      return scanOf(spec, kind, fundingRow);
    case 'offer':
      return scanOf(spec, kind, offerRow);
  }
};

type ReadRow<K extends BookKind> = (scanner: Scanner) => RowOf[K] | null;

const scanOf =
  <K extends BookKind>(spec: BookSpec, kind: K, read: ReadRow<K>): ChannelScan =>
  (scanner, tag, shape, flags) => {
    if (tag !== 0) return tag === CS ? checksum(spec, scanner, flags) : null;
    if (shape !== 'row') {
      const rows = scanRows(scanner, read);
      if (rows === null || !scanner.trailers(flags)) return null;
      const { chanId, seq, serverTime } = scanner;
      const type = shape === 'snapshot' ? 'bookSnapshot' : 'bookUpdates';
      return { type, chanId, spec, seq, accountSeq: null, serverTime, kind, rows } as BookMessage;
    }
    const row = read(scanner);
    if (row === null || !scanner.trailers(flags)) return null;
    const { chanId, seq, serverTime } = scanner;
    const message = { type: 'bookUpdate', chanId, spec, seq, accountSeq: null, serverTime, kind, row } as const;
    return message as BookUpdateMessage;
  };

// Unsigned ones, which no server has sent, are for the codec to judge.
const checksum = (spec: BookSpec, scanner: Scanner, flags: number): BookMessage | null => {
  const value = scanner.skip(COMMA) ? scanner.signed() : Number.NaN;
  if (Number.isNaN(value) || !scanner.trailers(flags)) return null;
  const { chanId, seq, serverTime } = scanner;
  return { type: 'checksum', chanId, spec, seq, accountSeq: null, serverTime, checksum: value | 0 };
};

const rowOf =
  <K extends BookKind>(shape: BookShape, make: (scanner: Scanner) => RowOf[K]): ReadRow<K> =>
  (scanner) =>
    scanner.row(shape) ? make(scanner) : null;

/** The row that a scanner has read, by kind, as messages have it. */
export const MAKE_ROW: { readonly [K in BookKind]: (scanner: Scanner) => RowOf[K] } = {
  price: (scanner) => ({
    price: scanner.value(0),
    count: scanner.value(1),
    amount: scanner.value(2),
    text: textOf(scanner, 0, 2),
  }),
  order: (scanner) => ({
    orderId: scanner.value(0),
    price: scanner.value(1),
    amount: scanner.value(2),
    text: textOf(scanner, 0, 2),
  }),
  funding: (scanner) => ({
    rate: scanner.value(0),
    period: scanner.value(1),
    count: scanner.value(2),
    amount: scanner.value(3),
    text: textOf(scanner, 0, 3),
  }),
  offer: (scanner) => ({
    offerId: scanner.value(0),
    period: scanner.value(1),
    rate: scanner.value(2),
    amount: scanner.value(3),
    text: textOf(scanner, 0, 3),
  }),
};
const priceRow = rowOf<'price'>(PRICE, MAKE_ROW.price);
const orderRow = rowOf<'order'>(ORDER, MAKE_ROW.order);
const fundingRow = rowOf<'funding'>(FUNDING, MAKE_ROW.funding);
const offerRow = rowOf<'offer'>(OFFER, MAKE_ROW.offer);

const textOf = (scanner: Scanner, key: number, amount: number): RowText | null =>
  (scanner.noisy & ((1 << key) | (1 << amount))) === 0 ? null : keptText(scanner, key, amount);

// A number may look unusual and still be written so: 6.6e-7.
const keptText = (scanner: Scanner, key: number, amount: number): RowText | null => {
  const text = { key: scanner.textOf(key), amount: scanner.textOf(amount) };
  return String(scanner.value(key)) === text.key && String(scanner.value(amount)) === text.amount ? null : text;
};
