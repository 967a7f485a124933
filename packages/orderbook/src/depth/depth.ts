import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { DepthError } from '../errors.js';
import type { SideName } from '../side.js';
import type { BookView } from '../view.js';
import { sideOf } from './sides.js';

/** What stands between the best price of a side and another one. */
export interface Depth {
  /** The sum of the sizes, in the base currency (funding: in the currency itself). NaN of a view that is outdated. */
  readonly size: number;
  /** Levels (R0: orders) that make it up. */
  readonly levels: number;
}

/** How far one must go into a side for a size. */
export interface Reach {
  /** The price (funding: the rate) of the last level that is needed. */
  readonly price: number;
  /** Levels (R0: orders) that are needed, the last one included. */
  readonly levels: number;
  /** What stands on all of these levels together: at least what was wanted. */
  readonly size: number;
}

/**
 * What stands on a side up to a price, that price included: bids at or above it, asks at or below it.
 *
 * In a funding book the price is a rate, and all periods count. A side is only known as far as the book's length goes: a
 * price beyond its last level gives the size of what is known.
 */
export const depthTo = (view: BookView, side: SideName, price: number): Depth => {
  if (!view.valid) return { size: NaN, levels: 0 };
  const levels = sideOf(view, side);
  const direction = side === 'bid' ? -1 : 1;
  let size = 0;
  let index = 0;
  for (; index < levels.length && (levels.price(index) - price) * direction <= 0; index++) size += levels.size(index);
  return { size, levels: index };
};

/**
 * How many levels of a side, and down to which price, it takes until a size stands there.
 *
 * Left: the size is no number above zero, the view is outdated, or what is known of the side is not enough.
 */
export const depthFor = (view: BookView, side: SideName, size: number): E.Either<DepthError, Reach> => {
  const wrong = refusal(view, size);
  if (wrong !== null) return left(wrong);
  const levels = sideOf(view, side);
  let sum = 0;
  for (let index = 0; index < levels.length; index++) {
    sum += levels.size(index);
    if (isEnough(sum, size)) return right({ price: levels.price(index), levels: index + 1, size: sum });
  }
  return left({ _tag: 'NotEnoughDepth', filled: sum, wanted: size });
};

/** Why nothing can be said about an amount of this view; null where something can. */
export const refusal = (view: BookView, amount: number): DepthError | null => {
  if (!(amount > 0 && amount < Infinity)) return { _tag: 'BadAmount', amount };
  return view.valid ? null : { _tag: 'ViewOutdated' };
};

/**
 * Whether a sum of sizes reaches what was wanted. Sums of decimals are off by some units in the last place, and 0.7 and 0.1
 * must fill 0.8: so a millionth of a millionth may be missing, far less than the smallest amount (8 decimals).
 */
export const isEnough = (sum: number, wanted: number): boolean => sum >= wanted * (1 - SUM_TOLERANCE);

const SUM_TOLERANCE = 1e-12;
