import type { MarketDefinition } from './definitions.js';
import type { Candle } from './minutes.js';
import { PRICE_FIGURES, roundPrice } from './price.js';
import type { Dice } from './random.js';

const MINUTE = 60_000;

/** How much of its distance to the anchor the middle loses in a minute of the past: as 600 market events would do. */
const PULL = 0.058;

/** The time before the market opened: a candle a minute of the same mean-reverting walk, with a gap now and then. */
export const drawPast = (definition: MarketDefinition, dice: Dice, opensAt: number): ReadonlyArray<Candle> => {
  const { anchor, swing, size, past } = definition;
  const stride = swing * Math.sqrt(1 - (1 - PULL) ** 2);
  const priced = (middle: number): number => roundPrice(Math.max(1, Math.round(middle)), PRICE_FIGURES, 'bid');
  const first = Math.floor(opensAt / MINUTE) * MINUTE - past * MINUTE;
  const candles: Candle[] = [];
  let middle = anchor + swing * dice.normal();
  for (let minute = 0; minute < past; minute++) {
    const open = priced(middle);
    middle += PULL * (anchor - middle) + stride * dice.normal();
    const close = priced(middle);
    const high = priced(Math.max(open, close) + dice.exponential(stride / 3));
    const low = priced(Math.max(anchor / 10, Math.min(open, close) - dice.exponential(stride / 3)));
    const volume = 1 + Math.floor(dice.exponential(size * 2));
    // No candle for a minute without trades.
    if (!dice.chance(0.02)) candles.push({ mts: first + minute * MINUTE, open, close, high, low, volume });
  }
  return candles;
};
