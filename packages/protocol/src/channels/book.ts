import { isLeft, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { DecodeError } from '../errors.js';
import type { FrameBody } from '../encode/frame-text.js';
import type { Num, NumberMode } from '../numbers/number-mode.js';
import type { Row } from '../row.js';
import { LOSSLESS } from '../lossless.js';
import { rowCodecs, type RowCodecs } from '../row-codec.js';
import { rowReader, type RowReader } from '../row-reader.js';
import { bookCursor } from '../scan/book-cursor.js';
import { bookScan } from '../scan/book-scan.js';
import { createScanner } from '../scan/scanner.js';
import type { ChannelCodec, ChannelReader, ReaderContext } from './channel-codec.js';
import type { ChannelMessage } from './channel-message.js';
import { encodeChecksum, readChecksum, type ChecksumMessage } from './checksum.js';
import { badPayload } from './payload.js';
import type { BookSpec } from './spec.js';
import { readBookSpec } from './wire-spec.js';

/*
 * https://docs.bitfinex.com/reference/ws-public-books, https://docs.bitfinex.com/reference/ws-public-raw-books
 *
 * P0…P4 trading  [CHAN_ID, [PRICE, COUNT, AMOUNT]]                [17082,[7254.5,0,1]]
 * P0…P4 funding  [CHAN_ID, [RATE, PERIOD, COUNT, AMOUNT]]         [348748,[0.00023157,2,1,66.35007188]]
 * R0 trading     [CHAN_ID, [ORDER_ID, PRICE, AMOUNT]]             [165356,[86143754888,41646.35995408,0.10224349]]
 * R0 funding     [CHAN_ID, [OFFER_ID, PERIOD, RATE, AMOUNT]]      [472778,[658286906,2,0,1]]
 * snapshot       [CHAN_ID, [ROW, …]]                              [759362,[]]
 * updates        [CHAN_ID, [ROW, …]]  with BULK_UPDATES           [853691,[[86717,0,1],[86816,0,-1]],2,1790134414850]
 */

const textOf = <N extends NumberMode>(c: Row<N>, key: number, amount: number): RowText | null =>
  c.plain(key) && c.plain(amount) ? null : { key: c.token(key, 'key'), amount: c.token(amount, 'amount') };

const priceRow = <N extends NumberMode>(c: Row<N>): PriceRow<N> => ({
  price: c.decimal(0, 'price'),
  count: c.integer(1, 'count'),
  amount: c.decimal(2, 'amount'),
  text: textOf(c, 0, 2),
});

/** Reads a price level. */
export const PriceRow: RowCodecs<PriceRow, PriceRow<'text'>> = /* @__PURE__ */ rowCodecs(
  'PriceRow',
  priceRow<'number'>,
  priceRow<'text'>,
  {
    texts: { 0: 'key', 2: 'amount' },
  },
);

const orderRow = <N extends NumberMode>(c: Row<N>): OrderRow<N> => ({
  orderId: c.id(0, 'orderId'),
  price: c.decimal(1, 'price'),
  amount: c.decimal(2, 'amount'),
  text: textOf(c, 0, 2),
});

/** Reads an order of a raw book. */
export const OrderRow: RowCodecs<OrderRow, OrderRow<'text'>> = /* @__PURE__ */ rowCodecs(
  'OrderRow',
  orderRow<'number'>,
  orderRow<'text'>,
  {
    texts: { 0: 'key', 2: 'amount' },
  },
);

const fundingRow = <N extends NumberMode>(c: Row<N>): FundingRow<N> => ({
  rate: c.decimal(0, 'rate'),
  period: c.integer(1, 'period'),
  count: c.integer(2, 'count'),
  amount: c.decimal(3, 'amount'),
  text: textOf(c, 0, 3),
});

/** Reads a level of a funding book. */
export const FundingRow: RowCodecs<FundingRow, FundingRow<'text'>> = /* @__PURE__ */ rowCodecs(
  'FundingRow',
  fundingRow<'number'>,
  fundingRow<'text'>,
  {
    texts: { 0: 'key', 3: 'amount' },
  },
);

const offerRow = <N extends NumberMode>(c: Row<N>): OfferRow<N> => ({
  offerId: c.id(0, 'offerId'),
  period: c.integer(1, 'period'),
  rate: c.decimal(2, 'rate'),
  amount: c.decimal(3, 'amount'),
  text: textOf(c, 0, 3),
});

/** Reads an offer of a raw funding book. */
export const OfferRow: RowCodecs<OfferRow, OfferRow<'text'>> = /* @__PURE__ */ rowCodecs(
  'OfferRow',
  offerRow<'number'>,
  offerRow<'text'>,
  {
    texts: { 0: 'key', 3: 'amount' },
  },
);

/**
 * The texts of a row that a checksum is made of, exactly as they were sent. A row has them only where its numbers do not
 * say as much: `row.text?.key ?? String(row.price)` is the text as sent, always.
 */
export interface RowText {
  /** Price, order id, rate or offer id: what the row is hashed under. */
  readonly key: string;
  /** The amount, with its sign. */
  readonly amount: string;
}

/** P0 to P4, trading. Count 0 deletes. Amount > 0: bid. https://docs.bitfinex.com/reference/ws-public-books */
export interface PriceRow<N extends NumberMode = 'number'> {
  /** In quote currency. */
  readonly price: Num<N>;
  /** Orders at this price; 0 deletes the level. */
  readonly count: number;
  /** In base currency: > 0 a bid, < 0 an ask. With count 0 its sign alone says the side. */
  readonly amount: Num<N>;
  /** Null where `String(…)` of key and amount writes what was sent, the usual case and the only one in text mode. */
  readonly text: RowText | null;
}
/** R0, trading. Price 0 deletes. Amount > 0: bid. https://docs.bitfinex.com/reference/ws-public-raw-books */
export interface OrderRow<N extends NumberMode = 'number'> {
  /** Names the order; it keeps its id when its price or amount changes. */
  readonly orderId: Num<N>;
  /** In quote currency; 0 deletes the order. */
  readonly price: Num<N>;
  /** In base currency: > 0 a bid, < 0 an ask. With price 0 its sign alone says the side. */
  readonly amount: Num<N>;
  /** Null where `String(…)` of key and amount writes what was sent, the usual case and the only one in text mode. */
  readonly text: RowText | null;
}
/** P0 to P4, funding. Count 0 deletes. Amount < 0: bid. Keyed by rate and period. https://docs.bitfinex.com/reference/ws-public-books */
export interface FundingRow<N extends NumberMode = 'number'> {
  /** A fraction a day. */
  readonly rate: Num<N>;
  /** Days. */
  readonly period: number;
  /** Offers at this rate and period; 0 deletes the level. */
  readonly count: number;
  /** In the currency that is lent: < 0 a bid, > 0 an ask. With count 0 its sign alone says the side. */
  readonly amount: Num<N>;
  /** Null where `String(…)` of key and amount writes what was sent, the usual case and the only one in text mode. */
  readonly text: RowText | null;
}
/** R0, funding. Rate 0 deletes. Amount < 0: bid. https://docs.bitfinex.com/reference/ws-public-raw-books */
export interface OfferRow<N extends NumberMode = 'number'> {
  /** Names the offer. */
  readonly offerId: Num<N>;
  /** Days. */
  readonly period: number;
  /** A fraction a day; 0 deletes the offer. */
  readonly rate: Num<N>;
  /** In the currency that is lent: < 0 a bid, > 0 an ask. With rate 0 its sign alone says the side. */
  readonly amount: Num<N>;
  /** Null where `String(…)` of key and amount writes what was sent, the usual case and the only one in text mode. */
  readonly text: RowText | null;
}

/** Which row a book is made of; symbol and precision of its spec decide. */
export interface RowOf<N extends NumberMode = 'number'> {
  /** P0 to P4, trading. */
  readonly price: PriceRow<N>;
  /** R0, trading. */
  readonly order: OrderRow<N>;
  /** P0 to P4, funding. */
  readonly funding: FundingRow<N>;
  /** R0, funding. */
  readonly offer: OfferRow<N>;
}
/** The four kinds of books. */
export type BookKind = keyof RowOf;

/** R0 or P, trading or funding. */
export const bookKind = (spec: BookSpec): BookKind => {
  if (spec.symbol.startsWith('f')) return spec.prec === 'R0' ? 'offer' : 'funding';
  return spec.prec === 'R0' ? 'order' : 'price';
};

/** The whole book: replaces what was there. May be empty or one-sided. */
export type BookSnapshotMessage<Kind extends BookKind = BookKind, N extends NumberMode = 'number'> = {
  readonly [K in Kind]: ChannelMessage<'bookSnapshot', BookSpec> & {
    readonly kind: K;
    readonly rows: ReadonlyArray<RowOf<N>[K]>;
  };
}[Kind];
/** One row: inserts, replaces or deletes. */
export type BookUpdateMessage<Kind extends BookKind = BookKind, N extends NumberMode = 'number'> = {
  readonly [K in Kind]: ChannelMessage<'bookUpdate', BookSpec> & { readonly kind: K; readonly row: RowOf<N>[K] };
}[Kind];
/** Rows to be applied in order (BULK_UPDATES). */
export type BookUpdatesMessage<Kind extends BookKind = BookKind, N extends NumberMode = 'number'> = {
  readonly [K in Kind]: ChannelMessage<'bookUpdates', BookSpec> & {
    readonly kind: K;
    readonly rows: ReadonlyArray<RowOf<N>[K]>;
  };
}[Kind];
/** Everything that a book channel says. */
export type BookMessage<Kind extends BookKind = BookKind, N extends NumberMode = 'number'> =
  BookSnapshotMessage<Kind, N> | BookUpdateMessage<Kind, N> | BookUpdatesMessage<Kind, N> | ChecksumMessage;

const reader =
  <K extends BookKind, N extends NumberMode>(
    spec: BookSpec,
    kind: K,
    rowsOf: RowReader<RowOf<N>[K]>,
    drift: ReaderContext<N>['drift'],
  ): ChannelReader<N> =>
  (frame) => {
    const { chanId, tag, payload, texts, shape, seq, accountSeq, serverTime } = frame;
    if (tag === 'cs') return readChecksum(spec, frame);
    if (tag !== null || !Array.isArray(payload)) return badPayload(rowsOf.name, 'a row, a list of rows, or cs', frame);
    if (shape === 'row') {
      const read = rowsOf.read(payload, texts, drift);
      if (isLeft(read)) return read;
      const row = read.right;
      return asOfAnyKind<K, N>({ type: 'bookUpdate', chanId, spec, seq, accountSeq, serverTime, kind, row });
    }
    const read = rowsOf.readAll(payload, texts, drift);
    if (isLeft(read)) return read;
    const rows = read.right;
    return shape === 'snapshot'
      ? asOfAnyKind<K, N>({ type: 'bookSnapshot', chanId, spec, seq, accountSeq, serverTime, kind, rows })
      : asOfAnyKind<K, N>({ type: 'bookUpdates', chanId, spec, seq, accountSeq, serverTime, kind, rows });
  };

// Each message is checked against its kind; that the message of one kind is one of all kinds the compiler does not see.
const asOfAnyKind = <K extends BookKind, N extends NumberMode>(
  message: BookUpdateMessage<K, N> | BookSnapshotMessage<K, N> | BookUpdatesMessage<K, N>,
): E.Either<DecodeError, BookMessage<BookKind, N>> => right(message as BookMessage<BookKind, N>);

const readerOf = <N extends NumberMode>(spec: BookSpec, { createCells, drift }: ReaderContext<N>): ChannelReader<N> => {
  const kind = bookKind(spec);
  const cells = createCells();
  switch (kind) {
    case 'price':
      return reader<'price', N>(spec, kind, rowReader('PriceRow', priceRow<N>, cells), drift);
    case 'order':
      return reader<'order', N>(spec, kind, rowReader('OrderRow', orderRow<N>, cells), drift);
    case 'funding':
      return reader<'funding', N>(spec, kind, rowReader('FundingRow', fundingRow<N>, cells), drift);
    case 'offer':
      return reader<'offer', N>(spec, kind, rowReader('OfferRow', offerRow<N>, cells), drift);
  }
};

type AnyBook = BookMessage<BookKind, NumberMode>;

/** Writes what the frame of a book says, numbers with the texts that the rows keep. */
export const encodeBook = (message: AnyBook): FrameBody =>
  message.type === 'checksum' ? encodeChecksum(message) : { tag: null, payload: bookPayload(message) };

const bookPayload = (message: Exclude<AnyBook, ChecksumMessage>): string => {
  switch (message.kind) {
    case 'price':
      return message.type === 'bookUpdate' ? PriceRow.write(message.row) : PriceRow.writeAll(message.rows);
    case 'order':
      return message.type === 'bookUpdate' ? OrderRow.write(message.row) : OrderRow.writeAll(message.rows);
    case 'funding':
      return message.type === 'bookUpdate' ? FundingRow.write(message.row) : FundingRow.writeAll(message.rows);
    case 'offer':
      return message.type === 'bookUpdate' ? OfferRow.write(message.row) : OfferRow.writeAll(message.rows);
  }
};

/** The book channel: every precision, trading and funding. */
export const bookChannel: ChannelCodec = {
  channel: 'book',
  parse: LOSSLESS,
  readSpec: readBookSpec,
  open: (spec, context) => (spec.channel === 'book' ? readerOf(spec, context) : null),
  shortCut: {
    createScanner,
    scan: (spec) => (spec.channel === 'book' ? bookScan(spec, bookKind(spec)) : null),
    cursor: (spec, scanner) => (spec.channel === 'book' ? bookCursor(scanner, spec, bookKind(spec)) : null),
  },
};
