import type {
  BookCursor,
  BookSnapshotMessage,
  BookUpdateMessage,
  BookUpdatesMessage,
  FundingRow,
  OfferRow,
  OrderRow,
  PriceRow,
} from '@bitfinex-ws/protocol';
import { STAGED, type Columns } from './columns.js';

/** Writes the row of an update to the staged slot. */
export const stageRow = (columns: Columns, message: BookUpdateMessage): void => {
  switch (message.kind) {
    case 'price':
      return stagePrice(columns, message.row);
    case 'order':
      return stageOrder(columns, message.row);
    case 'funding':
      return stageFunding(columns, message.row);
    case 'offer':
      return stageOffer(columns, message.row);
  }
};

/** Writes the rows of a list to the staged slot, one after the other, in the order in which they were sent. */
export const stageEach = (
  columns: Columns,
  message: BookSnapshotMessage | BookUpdatesMessage,
  staged: () => void,
): void => {
  switch (message.kind) {
    case 'price':
      return message.rows.forEach((row) => (stagePrice(columns, row), staged()));
    case 'order':
      return message.rows.forEach((row) => (stageOrder(columns, row), staged()));
    case 'funding':
      return message.rows.forEach((row) => (stageFunding(columns, row), staged()));
    case 'offer':
      return message.rows.forEach((row) => (stageOffer(columns, row), staged()));
  }
};

/** Writes the row that a cursor stands on to the staged slot. */
export const stageCursor = (columns: Columns, { values, places, text }: BookCursor): void => {
  columns.price[STAGED] = values[places.price] ?? 0;
  columns.amount[STAGED] = values[places.amount] ?? 0;
  columns.mark[STAGED] = values[columns.raw ? places.id : places.count] ?? 0;
  if (columns.lends) columns.period[STAGED] = values[places.period] ?? 0;
  columns.stagedText = text;
};

const stagePrice = (columns: Columns, { price, amount, count, text }: PriceRow): void => {
  columns.price[STAGED] = price;
  columns.amount[STAGED] = amount;
  columns.mark[STAGED] = count;
  columns.stagedText = text;
};
const stageOrder = (columns: Columns, { price, amount, orderId, text }: OrderRow): void => {
  columns.price[STAGED] = price;
  columns.amount[STAGED] = amount;
  columns.mark[STAGED] = orderId;
  columns.stagedText = text;
};
const stageFunding = (columns: Columns, { rate, amount, count, period, text }: FundingRow): void => {
  columns.price[STAGED] = rate;
  columns.amount[STAGED] = amount;
  columns.mark[STAGED] = count;
  columns.period[STAGED] = period;
  columns.stagedText = text;
};
const stageOffer = (columns: Columns, { rate, amount, offerId, period, text }: OfferRow): void => {
  columns.price[STAGED] = rate;
  columns.amount[STAGED] = amount;
  columns.mark[STAGED] = offerId;
  columns.period[STAGED] = period;
  columns.stagedText = text;
};
