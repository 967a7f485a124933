import type { Market } from '../market/market.js';
import { amountText, decimalText } from '../wire/number-text.js';
import { createAudience, type Feed } from './feed.js';

/** Rows come once a second but change every three, so that two of three are repeats; in ms. Source: live probe. */
const STATUS_MS = 1_000;
const CHANGE_MS = 3_000;
const EIGHT_HOURS = 8 * 60 * 60_000;

/** Status of a derivative: 23 columns, and unlike other channels no list around the row. */
export const createDerivativesFeed = (market: Market, spot: Market): Feed => {
  const audience = createAudience();
  let toldAt = 0;
  let row = { at: 0, text: '' };

  const rowOf = (now: number): string => {
    const derivative = middleOf(market);
    const index = middleOf(spot);
    const price = ({ definition }: Market, halfTicks: number): string =>
      decimalText(halfTicks * 5, definition.decimals + 1);
    const begun = Math.floor(now / EIGHT_HOURS) * EIGHT_HOURS;
    // In units of 1e-8: the premium of the derivative over its spot, within the clamp.
    const premium =
      index === 0 ? 0 : derivative / 10 ** market.definition.decimals / (index / 10 ** spot.definition.decimals) - 1;
    const accrued = Math.round(Math.min(0.0025, Math.max(-0.0025, premium)) * 1e8);
    const steps = Math.floor((now - begun) / 60_000);
    const interest = market.orders.bids.reduce((sum, { amount }) => sum + amount, 0);
    return (
      `[${Math.floor(now)},null,${price(market, derivative)},${price(spot, index)},null,62210384.95685668,null,` +
      `${begun + EIGHT_HOURS},${decimalText(accrued, 8)},${steps},null,0,null,null,${price(market, derivative)},null,null,` +
      `${amountText(interest)},null,null,null,0.0005,0.0025]`
    );
  };

  const body = (now: number): string => {
    if (row.text === '' || Math.abs(now - row.at) >= CHANGE_MS) row = { at: now, text: rowOf(now) };
    return row.text;
  };

  return {
    join: (subscriber, now) => {
      if (audience.size() === 0) toldAt = now;
      audience.join(subscriber);
      return [body(now)];
    },
    leave: audience.leave,
    subscribers: audience.size,
    told: audience.told,
    onEvent: () => undefined,
    onTick: (now) => {
      if (Math.abs(now - toldAt) < STATUS_MS) return;
      toldAt = now;
      audience.tell(body(now));
    },
    dueAt: () => toldAt + STATUS_MS,
  };
};

/** Sum of best bid and best ask: twice the middle, in ticks, so that it stays whole. */
const middleOf = ({ orders }: Market): number => (orders.bids[0]?.price ?? 0) + (orders.asks[0]?.price ?? 0);

/** Liquidations of all derivatives: now and then a list of one. There is no snapshot. */
export const createLiquidationsFeed = (): Feed => {
  const audience = createAudience();
  return {
    join: (subscriber) => {
      audience.join(subscriber);
      return [];
    },
    leave: audience.leave,
    subscribers: audience.size,
    told: audience.told,
    onEvent: ({ definition: { symbol, decimals }, liquidation }) => {
      if (!liquidation) return;
      const { id, mts, amount, base, price } = liquidation;
      const limit = price === null ? 'null' : decimalText(price, decimals);
      audience.tell(
        `[["pos",${id},${mts},null,"${symbol}",${amountText(amount)},${decimalText(base, decimals)},null,1,` +
          `${price === null ? 0 : 1},null,${limit}]]`,
      );
    },
    onTick: () => undefined,
    dueAt: () => Infinity,
  };
};
