import type { Trade } from './event.js';
import { PRICE_FIGURES, roundPrice } from './price.js';

/** The flash return rate of a funding market. */
export interface FlashRate {
  /** In ticks a day. */
  readonly rate: () => number;
  /** Looks at it again if another hour has begun. */
  readonly onTime: (now: number) => void;
}

const HOUR = 3_600_000;

/**
 * The mean of the latest trades, weighted by amount, taken anew at each full hour. The exchange takes it of all that is lent,
 * each hour as well; what the house lends to itself is not kept here, and the latest trades are what is known of it.
 */
export const createFlashRate = (opensAt: number, recent: () => ReadonlyArray<Trade>, anchor: number): FlashRate => {
  let hour = Math.floor(opensAt / HOUR);
  let rate = meanOf(recent(), anchor);
  return {
    rate: () => rate,
    onTime: (now) => {
      if (Math.floor(now / HOUR) === hour) return;
      hour = Math.floor(now / HOUR);
      rate = meanOf(recent(), rate);
    },
  };
};

const meanOf = (trades: ReadonlyArray<Trade>, otherwise: number): number => {
  let weight = 0;
  let sum = 0;
  for (const { amount, price } of trades) {
    weight += Math.abs(amount);
    sum += Math.abs(amount) * price;
  }
  return weight === 0 ? otherwise : roundPrice(Math.max(1, Math.round(sum / weight)), PRICE_FIGURES, 'ask');
};
