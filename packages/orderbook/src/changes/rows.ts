import type {
  BookUpdateMessage,
  BookUpdatesMessage,
  FundingRow,
  OfferRow,
  OrderRow,
  PriceRow,
} from '@bitfinex-ws/protocol';
import type { Level } from '../level.js';

/** The rows of an update in the one form that all four kinds of book share, in the order in which they were sent. */
export const rowsOf = (message: BookUpdateMessage | BookUpdatesMessage): ReadonlyArray<Level> => {
  switch (message.kind) {
    case 'price':
      return message.type === 'bookUpdate' ? [ofPrice(message.row)] : message.rows.map(ofPrice);
    case 'order':
      return message.type === 'bookUpdate' ? [ofOrder(message.row)] : message.rows.map(ofOrder);
    case 'funding':
      return message.type === 'bookUpdate' ? [ofFunding(message.row)] : message.rows.map(ofFunding);
    case 'offer':
      return message.type === 'bookUpdate' ? [ofOffer(message.row)] : message.rows.map(ofOffer);
  }
};

/** Whether a row takes its entry away: count 0 in a P book, price (rate) 0 in an R0 book. */
export const isDeletion = ({ count, price }: Level): boolean => (count === null ? price === 0 : count <= 0);

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
