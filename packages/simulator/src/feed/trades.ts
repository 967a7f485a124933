import type { Trade } from '../market/event.js';
import type { Market } from '../market/market.js';
import { listBody } from '../wire/frames.js';
import { amountText, decimalText } from '../wire/number-text.js';
import { createAudience, type Feed } from './feed.js';

/** Newest first in the snapshot; then each trade twice, when it is matched (te) and when it is stored (tu). */
export const createTradesFeed = ({ definition, recentTrades }: Market): Feed => {
  const audience = createAudience();
  const funding = definition.kind === 'funding';
  const [matched, stored] = funding ? ['fte', 'ftu'] : ['te', 'tu'];
  const row = ({ id, mts, amount, price, period }: Trade): string =>
    `[${id},${mts},${amountText(amount)},${decimalText(price, definition.decimals)}${funding ? `,${period}` : ''}]`;

  return {
    join: (subscriber) => {
      audience.join(subscriber);
      return [listBody(recentTrades().map(row))];
    },
    leave: audience.leave,
    subscribers: audience.size,
    told: audience.told,
    onEvent: ({ trades }) => {
      if (trades.length === 0) return;
      const rows = trades.map(row);
      for (const text of rows) audience.tell(`"${matched}",${text}`);
      for (const text of rows) audience.tell(`"${stored}",${text}`);
    },
    onTick: () => undefined,
    dueAt: () => Infinity,
  };
};
