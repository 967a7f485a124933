import type { BookKind, BookMessage, BookUpdateMessage, RowOf } from '../channels/book.js';
import type { BookSpec } from '../channels/spec.js';
import type { ChannelScan } from './channel-scan.js';
import { scanRows } from './rows.js';
import { COMMA, type RowShape, type Scanner } from './scanner.js';
import { CS } from './tags.js';

const PRICE: RowShape = { width: 3, whole: 0b010, nullable: 0, nameless: 0 };
const ORDER: RowShape = { width: 3, whole: 0b001, nullable: 0, nameless: 0 };
const FUNDING: RowShape = { width: 4, whole: 0b0110, nullable: 0, nameless: 0 };
const OFFER: RowShape = { width: 4, whole: 0b0011, nullable: 0, nameless: 0 };

/** The columns that a row's `text` is made of: key and amount. */
const TEXTS: Readonly<Record<BookKind, number>> = { price: 0b101, order: 0b101, funding: 0b1001, offer: 0b1001 };

/** Scans a book of one kind: rows, lists of rows, checksums. Rows whose texts must be kept are left to the codec. */
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

const checksum = (spec: BookSpec, scanner: Scanner, flags: number): BookMessage | null => {
  if (!scanner.skip(COMMA) || !scanner.decimal(0)) return null;
  const value = scanner.value(0);
  // Unsigned ones, which no server has sent, are for the codec to judge.
  if (!scanner.trailers(flags) || value !== (value | 0)) return null;
  const { chanId, seq, serverTime } = scanner;
  return { type: 'checksum', chanId, spec, seq, accountSeq: null, serverTime, checksum: value | 0 };
};

const priceRow: ReadRow<'price'> = (scanner) =>
  scanner.row(PRICE) && (scanner.noisy & TEXTS.price) === 0
    ? { price: scanner.value(0), count: scanner.value(1), amount: scanner.value(2), text: null }
    : null;

const orderRow: ReadRow<'order'> = (scanner) =>
  scanner.row(ORDER) && (scanner.noisy & TEXTS.order) === 0
    ? { orderId: scanner.value(0), price: scanner.value(1), amount: scanner.value(2), text: null }
    : null;

const fundingRow: ReadRow<'funding'> = (scanner) =>
  scanner.row(FUNDING) && (scanner.noisy & TEXTS.funding) === 0
    ? {
        rate: scanner.value(0),
        period: scanner.value(1),
        count: scanner.value(2),
        amount: scanner.value(3),
        text: null,
      }
    : null;

const offerRow: ReadRow<'offer'> = (scanner) =>
  scanner.row(OFFER) && (scanner.noisy & TEXTS.offer) === 0
    ? {
        offerId: scanner.value(0),
        period: scanner.value(1),
        rate: scanner.value(2),
        amount: scanner.value(3),
        text: null,
      }
    : null;
