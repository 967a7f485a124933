import type { Trade } from '../market/event.js';
import type { Market } from '../market/market.js';
import { candleWith, joinCandles, type Candle } from '../market/minutes.js';
import { listBody } from '../wire/frames.js';
import { amountText, decimalText } from '../wire/number-text.js';
import { createAudience, type Feed } from './feed.js';

/** Which candles. */
interface CandlesFeedOptions {
  /** From a time to the start of its candle. */
  readonly interval: (mts: number) => number;
  /** Shortest and longest funding period, in days; null on a trading market. */
  readonly periods: readonly [number, number] | null;
}

/** Candles of a snapshot. */
const SNAPSHOT = 240;

/**
 * A snapshot, newest first, then the running candle with each trade; at roll-over also the one before it, again. The past of a funding market is not kept by period:
 * only what is traded from the first subscription on is sorted out.
 */
export const createCandlesFeed = (market: Market, { interval, periods }: CandlesFeedOptions): Feed => {
  const audience = createAudience();
  const { decimals } = market.definition;
  const candles: Candle[] = [];
  for (const minute of market.minutes.candles()) {
    const mts = interval(minute.mts);
    const last = candles[candles.length - 1];
    if (last?.mts === mts) candles[candles.length - 1] = joinCandles(mts, last, minute);
    else candles.push(joinCandles(mts, undefined, minute));
  }

  const price = (ticks: number): string => decimalText(ticks, decimals);
  /** The close stands before high and low. */
  const row = ({ mts, open, close, high, low, volume }: Candle): string =>
    `[${mts},${price(open)},${price(close)},${price(high)},${price(low)},${amountText(volume)}]`;
  const counts = ({ period }: Trade): boolean => periods === null || (period >= periods[0] && period <= periods[1]);

  return {
    join: (subscriber) => {
      audience.join(subscriber);
      return [listBody(candles.slice(-SNAPSHOT).reverse().map(row))];
    },
    leave: audience.leave,
    subscribers: audience.size,
    told: audience.told,
    onEvent: ({ trades }) => {
      for (const trade of trades) {
        if (!counts(trade)) continue;
        const mts = interval(trade.mts);
        const last = candles[candles.length - 1];
        // A clock that was set back must not reopen an old candle.
        const running = candleWith(last, Math.max(mts, last?.mts ?? mts), trade);
        const begun = last?.mts !== running.mts;
        if (begun) candles.push(running);
        else candles[candles.length - 1] = running;
        if (candles.length > 2 * SNAPSHOT) candles.splice(0, SNAPSHOT);
        audience.tell(row(running));
        // What the last one came to is said once more when the next one has begun: nobody shall rely on times that only grow.
        if (begun && last) audience.tell(row(last));
      }
    },
    onTick: () => undefined,
    dueAt: () => Infinity,
  };
};
