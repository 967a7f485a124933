import type { Trade } from './event.js';

/** What was traded in one interval. Prices in ticks, volume in units of 1e-8. */
export interface Candle {
  readonly mts: number;
  readonly open: number;
  readonly close: number;
  readonly high: number;
  readonly low: number;
  readonly volume: number;
}

/** Summary of the last 24 hours. */
interface Day {
  /** Price of 24 hours ago, in ticks. */
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly volume: number;
}

/** The last day of a market, minute by minute: the ticker's figures and the candles' past come from it. */
export interface Minutes {
  readonly add: (trade: Trade) => void;
  /** Oldest first; an interval without trades has no candle. */
  readonly candles: () => ReadonlyArray<Candle>;
  readonly day: (now: number) => Day | null;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Keeps a little more than a day, so that the price of 24 hours ago is always there. */
const KEPT = 25 * 60;

/** The candle of that start with one trade more; a new one where the given candle is another. */
export const candleWith = (candle: Candle | undefined, mts: number, trade: Trade): Candle => {
  const volume = Math.abs(trade.amount);
  if (candle?.mts !== mts)
    return { mts, open: trade.price, close: trade.price, high: trade.price, low: trade.price, volume };
  return {
    mts,
    open: candle.open,
    close: trade.price,
    high: Math.max(candle.high, trade.price),
    low: Math.min(candle.low, trade.price),
    volume: candle.volume + volume,
  };
};

/** Joins two candles of one larger interval, the earlier first. */
export const joinCandles = (mts: number, earlier: Candle | undefined, later: Candle): Candle =>
  earlier?.mts === mts
    ? {
        mts,
        open: earlier.open,
        close: later.close,
        high: Math.max(earlier.high, later.high),
        low: Math.min(earlier.low, later.low),
        volume: earlier.volume + later.volume,
      }
    : { ...later, mts };

/** Goes on from these candles of the past, oldest first. */
export const createMinutes = (past: ReadonlyArray<Candle>): Minutes => {
  const candles: Candle[] = past.slice(-KEPT);
  return {
    add: (trade) => {
      const mts = Math.floor(trade.mts / MINUTE) * MINUTE;
      const last = candles[candles.length - 1];
      if (last && last.mts >= mts) candles[candles.length - 1] = candleWith(last, last.mts, trade);
      else candles.push(candleWith(undefined, mts, trade));
      if (candles.length > KEPT + 60) candles.splice(0, 60);
    },
    candles: () => candles,
    day: (now) => {
      const within = candles.filter(({ mts }) => mts + MINUTE > now - DAY);
      const [first] = within;
      if (!first) return null;
      const sum: { open: number; high: number; low: number; volume: number } = {
        open: first.open,
        high: first.high,
        low: first.low,
        volume: 0,
      };
      for (const { high, low, volume } of within) {
        sum.high = Math.max(sum.high, high);
        sum.low = Math.min(sum.low, low);
        sum.volume += volume;
      }
      return sum;
    },
  };
};
