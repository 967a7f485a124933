import type { Candle } from '@bitfinex-ws/protocol';
import fc from 'fast-check';
import { createCandleSeries } from './candle-series.js';
import { candleBefore } from './candle-step.js';

const candle = (mts: number, close = mts): Candle => ({ mts, open: close, close, high: close, low: close, volume: 1 });
const every = (mts: number): number => mts - 10;

describe('a series of candles', () => {
  it('has one candle for each time, in order, whatever the order in which they come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ mts: fc.nat(40), close: fc.nat() })),
        fc.integer({ min: 1, max: 20 }),
        (all, keep) => {
          const series = createCandleSeries(keep);
          // Slowly: all of them by their time, the last to come, no more than are kept.
          let model: Candle[] = [];
          for (const { mts, close } of all) {
            const known = model.some((each) => each.mts === mts);
            const kept = known || model.length < keep || mts > (model[0]?.mts ?? 0);
            expect(series.put(candle(mts, close))).toBe(kept);
            if (!kept) continue;
            model = [...model.filter((each) => each.mts !== mts), candle(mts, close)].sort((a, b) => a.mts - b.mts);
            model = model.slice(-keep);
          }
          expect(series.candles()).toEqual(model);
          expect(series.window(5, null)).toEqual(model.slice(-5));
        },
      ),
    );
  });

  it('fills the times in which nothing was traded, flat at the close before', () => {
    const series = createCandleSeries(10);
    for (const mts of [10, 20, 50]) series.put(candle(mts, mts * 2));
    const flat = { open: 40, close: 40, high: 40, low: 40, volume: 0, synthetic: true };
    expect(series.window(10, every)).toEqual([
      candle(10, 20),
      candle(20, 40),
      { mts: 30, ...flat },
      { mts: 40, ...flat },
      candle(50, 100),
    ]);
    expect(series.window(2, every)).toEqual([{ mts: 40, ...flat }, candle(50, 100)]);
    expect(series.window(10, null)).toHaveLength(3);
  });

  it('fills nothing in where candles may have been missed', () => {
    const series = createCandleSeries(10);
    for (const mts of [10, 50]) series.put(candle(mts));
    series.markHole(50);
    expect(series.window(10, every).map(({ mts }) => mts)).toEqual([10, 50]);
  });

  it('keeps more for a longer window', () => {
    const series = createCandleSeries(2);
    series.keep(3);
    for (const mts of [1, 2, 3, 4]) series.put(candle(mts));
    expect(series.window(10, null).map(({ mts }) => mts)).toEqual([2, 3, 4]);
  });
});

describe('the candle before', () => {
  const at = (text: string): number => Date.parse(`${text}Z`);
  it.each([
    ['trade:1m:tBTCUSD', '2026-03-01T00:00:00', '2026-02-28T23:59:00'],
    ['trade:15m:tBTCF0:USTF0', '2026-03-01T00:00:00', '2026-02-28T23:45:00'],
    ['trade:3h:fUSD:p30', '2026-03-01T00:00:00', '2026-02-28T21:00:00'],
    ['trade:1D:fUSD:a30:p2:p30', '2026-03-01T00:00:00', '2026-02-28T00:00:00'],
    ['trade:14D:tBTCUSD', '2026-03-15T00:00:00', '2026-03-01T00:00:00'],
    ['trade:1W:tBTCUSD', '2026-03-09T00:00:00', '2026-03-02T00:00:00'],
    ['trade:1M:tBTCUSD', '2026-03-01T00:00:00', '2026-02-01T00:00:00'],
    ['trade:1M:tBTCUSD', '2026-01-01T00:00:00', '2025-12-01T00:00:00'],
  ])('of %s at %s starts at %s', (key, start, before) => {
    expect(candleBefore(key)?.(at(start))).toBe(at(before));
  });

  it('of a time frame that is not known is not known', () => {
    expect(candleBefore('trade:7x:tBTCUSD')).toBeNull();
  });
});
