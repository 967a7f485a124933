import type { ChannelMessage } from './channel-message.js';
import type { BookSpec } from './spec.js';

/** The texts of a row that a checksum is made of, exactly as they were sent. */
export interface RowText {
  /** Price, order id, rate or offer id: what the row is hashed under. */
  readonly key: string;
  readonly amount: string;
}

/** P0 to P4, trading. Count 0 deletes. Amount > 0: bid. https://docs.bitfinex.com/reference/ws-public-books */
export interface PriceRow {
  readonly price: number;
  readonly count: number;
  readonly amount: number;
  readonly text: RowText;
}
/** R0, trading. Price 0 deletes. Amount > 0: bid. https://docs.bitfinex.com/reference/ws-public-raw-books */
export interface OrderRow {
  readonly orderId: number;
  readonly price: number;
  readonly amount: number;
  readonly text: RowText;
}
/** P0 to P4, funding. Count 0 deletes. Amount < 0: bid. Keyed by rate and period. */
export interface FundingRow {
  readonly rate: number;
  readonly period: number;
  readonly count: number;
  readonly amount: number;
  readonly text: RowText;
}
/** R0, funding. Rate 0 deletes. Amount < 0: bid. */
export interface OfferRow {
  readonly offerId: number;
  readonly period: number;
  readonly rate: number;
  readonly amount: number;
  readonly text: RowText;
}

/** Which row a book is made of; symbol and precision of its spec decide. */
export interface RowOf {
  readonly price: PriceRow;
  readonly order: OrderRow;
  readonly funding: FundingRow;
  readonly offer: OfferRow;
}
export type BookKind = keyof RowOf;

/** R0 or P, trading or funding. */
export const bookKind = (spec: BookSpec): BookKind => {
  if (spec.symbol.startsWith('f')) return spec.prec === 'R0' ? 'offer' : 'funding';
  return spec.prec === 'R0' ? 'order' : 'price';
};

/** The whole book: replaces what was there. May be empty or one-sided. */
export type BookSnapshotMessage = {
  readonly [K in BookKind]: ChannelMessage<'bookSnapshot', BookSpec> & {
    readonly kind: K;
    readonly rows: ReadonlyArray<RowOf[K]>;
  };
}[BookKind];
/** One row: inserts, replaces or deletes. */
export type BookUpdateMessage = {
  readonly [K in BookKind]: ChannelMessage<'bookUpdate', BookSpec> & { readonly kind: K; readonly row: RowOf[K] };
}[BookKind];
/** Rows to be applied in order (BULK_UPDATES). */
export type BookUpdatesMessage = {
  readonly [K in BookKind]: ChannelMessage<'bookUpdates', BookSpec> & {
    readonly kind: K;
    readonly rows: ReadonlyArray<RowOf[K]>;
  };
}[BookKind];
/** `cs`: CRC-32 (signed) of the book as it stands after every frame before this one. */
export interface ChecksumMessage extends ChannelMessage<'checksum', BookSpec> {
  readonly checksum: number;
}
export type BookMessage = BookSnapshotMessage | BookUpdateMessage | BookUpdatesMessage | ChecksumMessage;
