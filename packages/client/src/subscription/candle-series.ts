import type { Candle } from '@bitfinex-ws/protocol';

/** A candle of a window. */
export interface WindowCandle extends Candle {
  /** Present where nothing was traded in its time and the server has no candle: flat at the close before, without volume. */
  readonly synthetic?: true;
}

/** The candles of a channel by their time: one each, sorted, bounded. */
export interface CandleSeries {
  /** Puts a candle in place of the one of its time, or among the others. False: it is older than all that are kept. */
  readonly put: (candle: Candle) => boolean;
  /** Nobody knows what was before the candle of this time, ms: nothing is filled in there. */
  readonly markHole: (mts: number) => void;
  /** At least so many are kept from now on. */
  readonly keep: (length: number) => void;
  /** Oldest first. */
  readonly candles: () => ReadonlyArray<Candle>;
  /** The newest, oldest first. `before`, the start of the time before another one, ms, has the gaps filled; null: they are not. */
  readonly window: (length: number, before: ((mts: number) => number) | null) => ReadonlyArray<WindowCandle>;
}

/** An empty series. */
export const createCandleSeries = (keep: number): CandleSeries => {
  const series: Candle[] = [];
  const holes = new Set<number>();
  let limit = keep;

  const trim = (): void => {
    while (series.length > limit) {
      const gone = series.shift();
      if (gone !== undefined) holes.delete(gone.mts);
    }
  };
  return {
    put: (candle) => {
      // Nearly always it is the newest, or the one before.
      let at = series.length - 1;
      for (let each = series[at]; each !== undefined && each.mts > candle.mts; each = series[at]) at--;
      if (series[at]?.mts === candle.mts) {
        series[at] = candle;
        return true;
      }
      if (at === -1 && series.length >= limit) return false;
      series.splice(at + 1, 0, candle);
      trim();
      return true;
    },
    markHole: (mts) => void holes.add(mts),
    keep: (length) => {
      limit = Math.max(limit, length);
    },
    candles: () => series,
    window: (length, before) => {
      const newestFirst: WindowCandle[] = [];
      for (let at = series.length - 1; at >= 0 && newestFirst.length < length; at--) {
        const candle = series[at] as Candle;
        newestFirst.push(candle);
        const previous = series[at - 1];
        if (before === null || previous === undefined || holes.has(candle.mts)) continue;
        for (let mts = before(candle.mts); mts > previous.mts && newestFirst.length < length; mts = before(mts)) {
          newestFirst.push(flat(mts, previous.close));
        }
      }
      return newestFirst.reverse();
    },
  };
};

const flat = (mts: number, close: number): WindowCandle => ({
  ...{ mts, open: close, close, high: close, low: close, volume: 0 },
  synthetic: true,
});
