/** What one market is like. Prices are in ticks of 10^-decimals, amounts in units of 1e-8. */
export interface MarketDefinition {
  readonly symbol: string;
  readonly kind: 'trading' | 'funding';
  readonly decimals: number;
  /** The price, in ticks, around which the middle of the book walks. */
  readonly anchor: number;
  /** How far the middle strays from the anchor: one standard deviation, in ticks. */
  readonly swing: number;
  /** Least distance, in ticks, of a new order from the middle. */
  readonly gap: number;
  /** Mean distance, in ticks, of an order near the middle. */
  readonly near: number;
  /** Greatest distance, in ticks, of an order far from the middle. */
  readonly far: number;
  /** Orders a side that the market tends to. */
  readonly depth: number;
  /** Mean amount of an order. */
  readonly size: number;
  /** Symbol of the spot market under a derivative; null for any other market. */
  readonly underlying: string | null;
  /** Minutes of candles from before it opens. */
  readonly past: number;
  /** Steps taken before it opens, so that it has trades to show; one a second of the past. */
  readonly rehearsal: number;
}

const UNIT = 100_000_000;
const DAY = 24 * 60;
const REHEARSAL = 600;

const trading = (
  symbol: string,
  decimals: number,
  anchor: number,
  [swing, near, far]: readonly [number, number, number],
  depth: number,
  size: number,
  underlying: string | null = null,
): MarketDefinition => ({
  symbol,
  kind: 'trading',
  decimals,
  anchor,
  swing,
  gap: 1,
  near,
  far,
  depth,
  size: Math.round(size * UNIT),
  underlying,
  past: DAY,
  rehearsal: REHEARSAL,
});
const funding = (symbol: string, decimals: number, anchor: number, size: number): MarketDefinition => ({
  symbol,
  kind: 'funding',
  decimals,
  anchor,
  swing: anchor / 100,
  gap: 1,
  near: anchor / 400,
  far: anchor / 12,
  depth: 320,
  size: Math.round(size * UNIT),
  underlying: null,
  past: DAY,
  rehearsal: REHEARSAL,
});

/** The markets of the simulator. Deep enough for a book of 250 levels where a test may want one (tBTCUSD, tETHUSD). */
export const MARKETS: ReadonlyArray<MarketDefinition> = [
  trading('tBTCUSD', 0, 64_200, [60, 14, 900], 900, 0.35),
  trading('tETHUSD', 1, 31_400, [50, 12, 800], 800, 4),
  // Ticks of 1e-9 around 1e-6: tokens such as 9.87e-7 and 0.00000101 stand side by side at the top of the book.
  trading('tXRPBTC', 9, 1_000, [45, 10, 850], 420, 9_000),
  trading('tBTCF0:USTF0', 0, 64_250, [60, 16, 700], 420, 0.2, 'tBTCUSD'),
  trading('tETHF0:USTF0', 1, 31_420, [50, 14, 600], 400, 2, 'tETHUSD'),
  funding('fUSD', 8, 24_000, 2_500),
  funding('fUST', 8, 9_100, 1_800),
  // Around 100.00 the tick of five figures changes from 0.001 to 0.01.
  trading('tLTCUSD', 3, 100_000, [140, 40, 3_000], 420, 12),
  trading('tETHBTC', 6, 48_900, [40, 12, 600], 420, 3),
  trading('tXRPUSD', 5, 61_700, [60, 14, 700], 420, 2_500),
  trading('tSOLUSD', 2, 14_300, [30, 9, 420], 400, 25),
  trading('tDUSK:USD', 5, 21_400, [40, 12, 500], 380, 4_000),
  trading('tLTCBTC', 7, 15_600, [30, 9, 420], 360, 15),
];

/** So many markets with made-up names, tAAAUSD and on: small, so that hundreds of them can be open at once. */
export const madeUpMarkets = (count: number): ReadonlyArray<MarketDefinition> =>
  Array.from({ length: count }, (_, place) => {
    const letters = [place / 676, place / 26, place].map((part) => String.fromCharCode(65 + (Math.floor(part) % 26)));
    const anchor = 10_000 + ((place * 7_919) % 80_000);
    return {
      ...trading(`t${letters.join('')}USD`, 2, anchor, [anchor / 1_000, anchor / 2_500, anchor / 60], 120, 10),
      past: 60,
      rehearsal: REHEARSAL / 2,
    };
  });
