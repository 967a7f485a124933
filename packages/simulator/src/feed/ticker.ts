import type { Market } from '../market/market.js';
import type { Order } from '../engine/order.js';
import { amountText, decimalText } from '../wire/number-text.js';
import { createAudience, type Feed } from './feed.js';

/** A ticker that has changed is told at most this often, in ms. Source: recording of 2021, median 10.0 s. */
const CHANGED_MS = 10_000;
/** A ticker that has not changed is told this often, in ms. Source: live probe, median 14.9 s. */
const SAME_MS = 15_000;
/** Orders a side whose amounts the sizes add up. Source: https://docs.bitfinex.com/reference/ws-public-ticker */
const SIZE_ORDERS = 25;

/** The current state at once, then again when it has changed, throttled, and now and then when it has not. */
export const createTickerFeed = (market: Market): Feed => {
  const audience = createAudience();
  const body = market.definition.kind === 'funding' ? fundingBody : tradingBody;
  let toldAt = 0;
  let told: string | null = null;
  let changed = false;

  const tell = (now: number): void => {
    const text = body(market, now);
    changed = false;
    if (text === told && Math.abs(now - toldAt) < SAME_MS) return;
    told = text;
    toldAt = now;
    audience.tell(text);
  };

  return {
    join: (subscriber, now) => {
      audience.join(subscriber);
      // The others are not told of it: what they know stays what it was.
      if (audience.size() === 1) toldAt = now;
      return [body(market, now)];
    },
    leave: audience.leave,
    subscribers: audience.size,
    told: audience.told,
    onEvent: () => (changed = true),
    onTick: (now) => {
      // A clock that was set back does not silence it.
      if (Math.abs(now - toldAt) >= (changed ? CHANGED_MS : SAME_MS)) tell(now);
    },
    dueAt: () => toldAt + (changed ? CHANGED_MS : SAME_MS),
  };
};

const sizeOf = (orders: ReadonlyArray<Order>): string =>
  amountText(orders.slice(0, SIZE_ORDERS).reduce((sum, { amount }) => sum + amount, 0));

/** What both kinds say of the last price and of the day, as texts. */
const summaryOf = ({ definition: { decimals }, orders, minutes, recentTrades }: Market, now: number) => {
  const day = minutes.day(now);
  const last = recentTrades()[0]?.price ?? day?.open ?? orders.bids[0]?.price ?? 0;
  const open = day?.open ?? last;
  const price = (ticks: number): string => decimalText(ticks, decimals);
  return {
    bid: price(orders.bids[0]?.price ?? 0),
    ask: price(orders.asks[0]?.price ?? 0),
    bidSize: sizeOf(orders.bids),
    askSize: sizeOf(orders.asks),
    change: price(last - open),
    // A market where nothing was ever traded has no price to compare with.
    relative: decimalText(open === 0 ? 0 : Math.round(((last - open) / open) * 1e8), 8),
    last: price(last),
    volume: amountText(day?.volume ?? 0),
    high: price(day?.high ?? last),
    low: price(day?.low ?? last),
  };
};

/** Ten columns and the null that was appended in 2025. */
const tradingBody = (market: Market, now: number): string => {
  const t = summaryOf(market, now);
  return `[${t.bid},${t.bidSize},${t.ask},${t.askSize},${t.change},${t.relative},${t.last},${t.volume},${t.high},${t.low},null]`;
};

/** Sixteen columns and the null that was appended in 2025. */
const fundingBody = (market: Market, now: number): string => {
  const t = summaryOf(market, now);
  const { bids, asks } = market.orders;
  const frr = decimalText(market.flashRate.rate(), market.definition.decimals);
  const offered = amountText(asks.filter(({ period }) => period === 30).reduce((sum, { amount }) => sum + amount, 0));
  return (
    `[${frr},${t.bid},${bids[0]?.period ?? 2},${t.bidSize},${t.ask},${asks[0]?.period ?? 2},${t.askSize},` +
    `${t.change},${t.relative},${t.last},${t.volume},${t.high},${t.low},null,null,${offered},null]`
  );
};
