import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { DepthError } from '../errors.js';
import type { BookView } from '../view.js';
import { isEnough, refusal } from './depth.js';
import { sideOf } from './sides.js';

/** What an order that takes from the book would get, if nobody were faster. Fees are not in it. */
export interface Fill {
  /** The average price, weighted by size; in a funding book the average rate. */
  readonly price: number;
  /** How much worse than the best price the average is, as a fraction of the best: 0.001 is ten basis points. Never negative. */
  readonly slippage: number;
  /** Levels (R0: orders) that it would touch. */
  readonly levels: number;
  /** The price (rate) of the last of them: the worst that it would pay or get. */
  readonly worst: number;
}

/**
 * The average price at which an amount would be filled now: `buy` takes asks, `sell` takes bids, best price first.
 *
 * The amount is in the base currency, above zero for both. In a funding book `buy` borrows from the offers and `sell` lends
 * to the bids, prices are rates, and periods are passed over: the fill may be spread over several of them.
 *
 * Left: the amount is no number above zero, the view is outdated, or what is known of the side is not enough (`filled` of
 * `wanted`); a book of a greater length may know more.
 */
export const averageFill = (view: BookView, action: 'buy' | 'sell', amount: number): E.Either<DepthError, Fill> => {
  const wrong = refusal(view, amount);
  if (wrong !== null) return left(wrong);
  const levels = sideOf(view, action === 'buy' ? 'ask' : 'bid');
  const best = levels.length > 0 ? levels.price(0) : NaN;
  let filled = 0;
  // Differences from the best price are summed, not prices: so one level alone is its own price to the last digit.
  let worse = 0;
  for (let index = 0; index < levels.length; index++) {
    const price = levels.price(index);
    const taken = Math.min(levels.size(index), amount - filled);
    worse += Math.abs(price - best) * taken;
    filled += taken;
    if (!isEnough(filled, amount)) continue;
    const difference = worse / filled;
    return right({
      price: action === 'buy' ? best + difference : best - difference,
      slippage: difference / best,
      levels: index + 1,
      worst: price,
    });
  }
  return left({ _tag: 'NotEnoughDepth', filled, wanted: amount });
};
