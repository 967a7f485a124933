import { candleBefore } from './candle-step.js';
import type { CandleSeries, WindowCandle } from './candle-series.js';
import { createPull } from './pull.js';

/** How the candles of a subscription are to be read. */
export interface CandleWindowOptions {
  /** Candles at most. @default 100 */
  readonly length?: number;
  /**
   * Whether times in which nothing was traded have a candle as well: flat at the close before, without volume, marked `synthetic`.
   * Not behind the newest, and not where candles may have been missed. @default false
   */
  readonly fillGaps?: boolean;
}

/** The newest candles of a subscription: one for each time, sorted, corrected where the server corrects them. */
export interface CandleWindow extends AsyncIterable<ReadonlyArray<WindowCandle>, undefined> {
  /** As they stand now: oldest first. The same array as long as nothing changes; it is not changed later. */
  readonly candles: () => ReadonlyArray<WindowCandle>;
  /**
   * The window each time that another one is there to be read; a slow reader misses those in between. Each call is a stream of its
   * own, which begins with the window as it stands; it ends with the subscription.
   */
  readonly [Symbol.asyncIterator]: () => AsyncIterableIterator<ReadonlyArray<WindowCandle>, undefined>;
}

/** What a subscription to candles has beside its messages. */
export interface CandleReads {
  /** The last candles, kept in order and up to date; the options say how many. It ends with the subscription. */
  readonly window: (options?: CandleWindowOptions) => CandleWindow;
}

/** A series that tells of its changes. */
interface WatchedSeries {
  readonly series: CandleSeries;
  /** Counts its changes. */
  readonly version: () => number;
  readonly watch: (wake: () => void) => () => void;
}

/** Opens a window on a series. It ends with the handle that it belongs to. */
export const openCandleWindow = (
  { series, version, watch }: WatchedSeries,
  key: string,
  { length = 100, fillGaps = false }: CandleWindowOptions,
  ended: Promise<unknown>,
): CandleWindow => {
  const before = fillGaps ? candleBefore(key) : null;
  series.keep(length);
  let seen = -1;
  let window: ReadonlyArray<WindowCandle> = [];
  const candles = (): ReadonlyArray<WindowCandle> => {
    if (seen !== version()) {
      seen = version();
      window = series.window(length, before);
    }
    return window;
  };
  return {
    candles,
    [Symbol.asyncIterator]: () => {
      let told: ReadonlyArray<WindowCandle> = [];
      const unwatch = watch(() => pull.wake());
      const pull = createPull<ReadonlyArray<WindowCandle>>(() => {
        const now = candles();
        if (now === told || now.length === 0) return null;
        told = now;
        return now;
      }, unwatch);
      void ended.then(() => {
        unwatch();
        pull.end();
      });
      return pull.iterator;
    },
  };
};
