import {
  AreaSeries,
  CandlestickSeries,
  createChart,
  createChartEx,
  CrosshairMode,
  HistogramSeries,
  LineType,
  type ChartOptions,
  type DeepPartial,
  type UTCTimestamp,
} from 'lightweight-charts';
import type { WindowCandle } from '@bitfinex-ws/client';
import type { DepthCurve } from './depth-curve.js';
import { grouped, short } from './format.js';
import { createPriceScale, labelStep } from './price-scale.js';

/** The two charts. They are a chunk of their own: the first book does not wait for them. */
export interface Charts {
  readonly drawDepth: (curve: DepthCurve) => void;
  readonly drawCandles: (candles: ReadonlyArray<WindowCandle>) => void;
  /** Digits behind the point of the prices of each: a book may be coarser than the trades. */
  readonly setDecimals: (of: 'depth' | 'candles', decimals: number) => void;
  /** Takes the colours of the page again. */
  readonly setTheme: () => void;
  /** Wider or narrower candles, earlier or later ones. */
  readonly zoom: (factor: number) => void;
  readonly scroll: (candles: number) => void;
  /** Another symbol: the newest candles are shown again. */
  readonly reset: () => void;
}

/** A colour of the page's style sheet. */
const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

// The attribution stands in the foot of the page: the chart's own would bring a style element, which the page does not allow.
const options = (): DeepPartial<ChartOptions> => ({
  autoSize: true,
  layout: {
    attributionLogo: false,
    background: { color: 'transparent' },
    textColor: colour('muted'),
    fontFamily: getComputedStyle(document.body).fontFamily,
    fontSize: 11,
  },
  grid: { vertLines: { visible: false }, horzLines: { color: colour('line') } },
  crosshair: { mode: CrosshairMode.Normal },
  rightPriceScale: { borderVisible: false, entireTextOnly: true },
  handleScroll: { mouseWheel: false, vertTouchDrag: false },
  handleScale: { mouseWheel: false },
});

/** Makes both, one after the other with `pause` between: together they would hold up the page. */
export const createCharts = async (
  depthRoot: HTMLElement,
  candlesRoot: HTMLElement,
  pause: () => Promise<void>,
): Promise<Charts> => {
  await pause();
  warmUp();
  await pause();
  const candles = createCandles(candlesRoot);
  await pause();
  const depth = createDepth(depthRoot);
  await pause();
  return {
    drawDepth: depth.draw,
    drawCandles: candles.draw,
    setDecimals: (of, decimals) => (of === 'depth' ? depth : candles).setDecimals(decimals),
    setTheme: () => {
      depth.setTheme();
      candles.setTheme();
    },
    zoom: candles.zoom,
    scroll: candles.scroll,
    reset: candles.reset,
  };
};

/** The first text on a canvas takes the browser long, because it looks for the font: better now than with the first drawing. */
const warmUp = (): void => {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return;
  for (const weight of ['', 'bold ']) {
    context.font = `${weight}11px ${getComputedStyle(document.body).fontFamily}`;
    context.measureText('0123456789.,:');
  }
};

/** What the library reckons a character of a label to be wide, at 11 px. */
const CHARACTER_PX = 9.4;

const createDepth = (root: HTMLElement) => {
  // The general options; those of its own horizontal scale, which is one of prices, follow.
  const general = (): object => options();
  const scale = createPriceScale();
  const writeLabels = (): void => chart.applyOptions({ localization: { locale: 'en' } });
  const chart = createChartEx<number, typeof scale.behaviour>(root, scale.behaviour, {
    ...general(),
    handleScroll: false,
    handleScale: false,
  });
  chart
    .timeScale()
    .applyOptions({ borderVisible: false, lockVisibleTimeRangeOnResize: true, uniformDistribution: true });
  chart.priceScale('right').applyOptions({ scaleMargins: { top: 0.12, bottom: 0 } });
  const area = {
    lineType: LineType.WithSteps,
    lineWidth: 2,
    priceLineVisible: false,
    lastValueVisible: false,
    crosshairMarkerVisible: false,
    priceFormat: { type: 'custom', formatter: short, minMove: 1e-8 },
    autoscaleInfoProvider: (base: () => { priceRange: { minValue: number; maxValue: number } | null } | null) => {
      const range = base()?.priceRange;
      return range ? { priceRange: { minValue: 0, maxValue: range.maxValue } } : null;
    },
  } as const;
  const bids = chart.addSeries(AreaSeries, area);
  const asks = chart.addSeries(AreaSeries, area);
  const setTheme = (): void => {
    chart.applyOptions(general());
    chart.applyOptions({ handleScroll: false, handleScale: false });
    bids.applyOptions({ lineColor: colour('bid'), topColor: colour('bid-area'), bottomColor: colour('bid-faint') });
    asks.applyOptions({ lineColor: colour('ask'), topColor: colour('ask-area'), bottomColor: colour('ask-faint') });
  };
  setTheme();
  return {
    setTheme,
    setDecimals: (precision: number): void => {
      scale.setDecimals(precision);
      writeLabels();
    },
    draw: ({ points, step }: DepthCurve): void => {
      // Of a chart without any point, the last picture would stay.
      root.classList.toggle('empty', points.length === 0);
      if (points.length === 0) return;
      const characters = grouped(points.at(-1)?.price ?? 0, scale.decimals()).length + 2;
      chart.timeScale().applyOptions({ tickMarkMaxCharacterLength: characters });
      const room = characters * CHARACTER_PX;
      if (scale.setStep(labelStep(step, points.length, chart.timeScale().width(), room))) {
        bids.setData([]);
        asks.setData([]);
        writeLabels();
      }
      bids.setData(points.map(({ price, bid }) => (bid === null ? { time: price } : { time: price, value: bid })));
      asks.setData(points.map(({ price, ask }) => (ask === null ? { time: price } : { time: price, value: ask })));
      chart.timeScale().fitContent();
    },
  };
};

const createCandles = (root: HTMLElement) => {
  const chart = createChart(root, options());
  chart.timeScale().applyOptions({ borderVisible: false, timeVisible: true, rightOffset: 2, barSpacing: 7 });
  const bars = chart.addSeries(CandlestickSeries, { borderVisible: false });
  const volumes = chart.addSeries(HistogramSeries, {
    priceScaleId: 'volume',
    priceFormat: { type: 'volume' },
    lastValueVisible: false,
    priceLineVisible: false,
  });
  bars.priceScale().applyOptions({ scaleMargins: { top: 0.08, bottom: 0.22 } });
  volumes.priceScale().applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } });
  let drawn: ReadonlyArray<WindowCandle> = [];
  let upColour = '';
  let downColour = '';

  const volumeOf = ({ mts, open, close, volume }: WindowCandle) => ({
    time: toTime(mts),
    value: volume,
    color: close < open ? downColour : upColour,
  });
  const draw = (candles: ReadonlyArray<WindowCandle>): void => {
    const newest = candles.at(-1);
    // Mostly the newest alone has moved.
    if (newest !== undefined && drawn.at(-1)?.mts === newest.mts && drawn.length === candles.length) {
      bars.update(barOf(newest));
      volumes.update(volumeOf(newest));
    } else {
      bars.setData(candles.map(barOf));
      volumes.setData(candles.map(volumeOf));
    }
    drawn = candles;
  };
  const setTheme = (): void => {
    chart.applyOptions(options());
    const [up, down] = [colour('bid'), colour('ask')];
    bars.applyOptions({ upColor: up, downColor: down, wickUpColor: up, wickDownColor: down });
    upColour = colour('bid-soft');
    downColour = colour('ask-soft');
    const again = drawn;
    drawn = [];
    if (again.length > 0) draw(again);
  };
  setTheme();
  return {
    draw,
    setTheme,
    setDecimals: (precision: number): void =>
      bars.applyOptions({
        priceFormat: {
          type: 'custom',
          formatter: (price: number) => grouped(price, precision),
          minMove: 10 ** -precision,
        },
      }),
    zoom: (factor: number): void => {
      const { barSpacing } = chart.timeScale().options();
      chart.timeScale().applyOptions({ barSpacing: Math.min(60, Math.max(1.5, barSpacing * factor)) });
    },
    scroll: (by: number): void => {
      chart.timeScale().scrollToPosition(chart.timeScale().scrollPosition() + by, false);
    },
    reset: (): void => {
      drawn = [];
      bars.setData([]);
      volumes.setData([]);
      chart.timeScale().resetTimeScale();
    },
  };
};

const toTime = (mts: number): UTCTimestamp => Math.floor(mts / 1000) as UTCTimestamp;

const barOf = ({ mts, open, high, low, close }: WindowCandle) => ({ time: toTime(mts), open, high, low, close });
