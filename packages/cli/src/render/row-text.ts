import type { BookUpdateMessage } from '@bitfinex-ws/protocol';
import { decimalText } from './numbers.js';

/** What one row of a book says: which side, and what became of the level or order. */
export const rowText = (message: BookUpdateMessage): string => {
  switch (message.kind) {
    case 'price': {
      const { price, count, amount } = message.row;
      return changeText(amount > 0, `${decimalText(price)}`, count === 0, `${amountText(amount)} in ${count}`);
    }
    case 'order': {
      const { orderId, price, amount } = message.row;
      return changeText(amount > 0, `order ${orderId}`, price === 0, `${amountText(amount)} @ ${decimalText(price)}`);
    }
    case 'funding': {
      const { rate, period, count, amount } = message.row;
      const key = `${decimalText(rate)} for ${period} days`;
      return changeText(amount < 0, key, count === 0, `${amountText(amount)} in ${count}`);
    }
    case 'offer': {
      const { offerId, period, rate, amount } = message.row;
      const text = `${amountText(amount)} @ ${decimalText(rate)} for ${period} days`;
      return changeText(amount < 0, `offer ${offerId}`, rate === 0, text);
    }
  }
};

const amountText = (amount: number): string => decimalText(Math.abs(amount));

const changeText = (bid: boolean, key: string, deleted: boolean, text: string): string =>
  `${bid ? 'bid' : 'ask'} ${key}  ${deleted ? 'deleted' : text}`;
