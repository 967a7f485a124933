import type { BookKind, BookMessage, BookUpdateMessage, RowOf, RowText } from '../channels/book.js';
import type { BookSpec } from '../channels/spec.js';
import { FUNDING, OFFER, ORDER, PRICE } from './book-shapes.js';
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

const priceRow: ReadRow<'price'> = (scanner) =>
  scanner.row(PRICE)
    ? { price: scanner.value(0), count: scanner.value(1), amount: scanner.value(2), text: textOf(scanner, 0, 2) }
    : null;

const orderRow: ReadRow<'order'> = (scanner) =>
  scanner.row(ORDER)
    ? { orderId: scanner.value(0), price: scanner.value(1), amount: scanner.value(2), text: textOf(scanner, 0, 2) }
    : null;

const fundingRow: ReadRow<'funding'> = (scanner) =>
  scanner.row(FUNDING)
    ? {
        rate: scanner.value(0),
        period: scanner.value(1),
        count: scanner.value(2),
        amount: scanner.value(3),
        text: textOf(scanner, 0, 3),
      }
    : null;

const offerRow: ReadRow<'offer'> = (scanner) =>
  scanner.row(OFFER)
    ? {
        offerId: scanner.value(0),
        period: scanner.value(1),
        rate: scanner.value(2),
        amount: scanner.value(3),
        text: textOf(scanner, 0, 3),
      }
    : null;

const textOf = (scanner: Scanner, key: number, amount: number): RowText | null =>
  (scanner.noisy & ((1 << key) | (1 << amount))) === 0 ? null : keptText(scanner, key, amount);

// A number may look unusual and still be written so: 6.6e-7.
const keptText = (scanner: Scanner, key: number, amount: number): RowText | null => {
  const text = { key: scanner.textOf(key), amount: scanner.textOf(amount) };
  return String(scanner.value(key)) === text.key && String(scanner.value(amount)) === text.amount ? null : text;
};
