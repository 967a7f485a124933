import type { Side } from '../engine/order.js';

/** The exchange accepts order prices of at most this many significant figures, which is also what P0 shows. */
export const PRICE_FIGURES = 5;

/**
 * Rounds a price in ticks to so many significant figures, away from the other side: a bid down, an ask up. So a level
 * never promises more than its orders, and an aggregated book is never crossed.
 */
export const roundPrice = (price: number, figures: number, side: Side): number => {
  let unit = 1;
  for (let limit = LIMITS[figures] ?? 10 ** figures; price >= limit; limit *= 10) unit *= 10;
  if (unit === 1) return price;
  return (side === 'bid' ? Math.floor(price / unit) : Math.ceil(price / unit)) * unit;
};

/** Powers of ten, which are looked up many times in each step. */
const LIMITS = [1, 10, 100, 1_000, 10_000, 100_000];
