import type { SideName } from '../side.js';
import type { BookView } from '../view.js';
import { sideOf } from './sides.js';

/** One step of a cumulative curve: a level, and what stands down to it. */
export interface CurvePoint {
  /** The level's price; in a funding book its rate. */
  readonly price: number;
  /** The level's own size. */
  readonly size: number;
  /** The sizes of all levels down to this one. */
  readonly total: number;
  /** Price times size of all levels down to this one: what taking them all would cost, in the quote currency. */
  readonly cost: number;
}

/**
 * The cumulative curve of a side, best level first, as an iterable that makes no object per level.
 *
 * Every step is the same object with other numbers in it: read it before the next step, or use `cumulativeCurve` for points to
 * keep. Of an outdated view it is empty.
 */
export const eachCumulative = (view: BookView, side: SideName): Iterable<CurvePoint> => ({
  [Symbol.iterator]: () => {
    const levels = sideOf(view, side);
    const point = { price: NaN, size: 0, total: 0, cost: 0 };
    const step: IteratorResult<CurvePoint, undefined> = { done: false, value: point };
    let index = 0;
    return {
      next: () => {
        // The length is asked each time: a view may turn outdated on the way, and then the curve ends.
        if (index >= levels.length) return { done: true, value: undefined };
        point.price = levels.price(index);
        point.size = levels.size(index);
        point.total += point.size;
        point.cost += point.price * point.size;
        index++;
        return step;
      },
    };
  },
});

/** The cumulative curve of a side as an array of points to keep. */
export const cumulativeCurve = (view: BookView, side: SideName): ReadonlyArray<CurvePoint> =>
  Array.from(eachCumulative(view, side), (point) => ({ ...point }));
