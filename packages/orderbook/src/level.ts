import type {
  BookSnapshotMessage,
  BookUpdateMessage,
  BookUpdatesMessage,
  FundingRow,
  OfferRow,
  OrderRow,
  PriceRow,
} from '@bitfinex-ws/protocol';

/** One level (P0 to P4) or one order (R0) of a side. Never changed once made: an update puts another in its place. */
export interface Level {
  /** Price; for funding the rate. */
  readonly price: number;
  /** As sent: trading bids positive, asks negative; funding the other way round. */
  readonly amount: number;
  /** Orders at this level; null in an R0 book. */
  readonly count: number | null;
  /** Days; null in a trading book. */
  readonly period: number | null;
  /** Order or offer id; null in a P book. */
  readonly id: number | null;
  /** The texts as sent that the checksum is made of. */
  readonly text: { readonly key: string; readonly amount: string };
}

/** The row of an update in the one form that all four kinds of book share. */
export const levelOf = (message: BookUpdateMessage): Level => {
  switch (message.kind) {
    case 'price':
      return ofPrice(message.row);
    case 'order':
      return ofOrder(message.row);
    case 'funding':
      return ofFunding(message.row);
    case 'offer':
      return ofOffer(message.row);
  }
};

/** The rows of a snapshot or of a bulk update, in the order in which they were sent. */
export const levelsOf = (message: BookSnapshotMessage | BookUpdatesMessage): ReadonlyArray<Level> => {
  switch (message.kind) {
    case 'price':
      return message.rows.map(ofPrice);
    case 'order':
      return message.rows.map(ofOrder);
    case 'funding':
      return message.rows.map(ofFunding);
    case 'offer':
      return message.rows.map(ofOffer);
  }
};

/** Whether a row takes its entry away: count 0 in a P book, price (rate) 0 in an R0 book. */
export const isDeletion = (row: Level): boolean => (row.count === null ? row.price === 0 : row.count <= 0);

/** What an entry goes by in an error: price, order id, offer id, or `rate/period`. */
export const keyOf = (row: Level): string =>
  row.period !== null && row.id === null ? `${row.text.key}/${row.period}` : row.text.key;

const ofPrice = ({ price, amount, count, text }: PriceRow): Level => ({
  price,
  amount,
  count,
  period: null,
  id: null,
  text: text ?? { key: String(price), amount: String(amount) },
});
const ofOrder = ({ orderId, price, amount, text }: OrderRow): Level => ({
  price,
  amount,
  count: null,
  period: null,
  id: orderId,
  text: text ?? { key: String(orderId), amount: String(amount) },
});
const ofFunding = ({ rate, period, count, amount, text }: FundingRow): Level => ({
  price: rate,
  amount,
  count,
  period,
  id: null,
  text: text ?? { key: String(rate), amount: String(amount) },
});
const ofOffer = ({ offerId, period, rate, amount, text }: OfferRow): Level => ({
  price: rate,
  amount,
  count: null,
  period,
  id: offerId,
  text: text ?? { key: String(offerId), amount: String(amount) },
});
