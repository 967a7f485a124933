import type { Span } from './event.js';
import type { Order, Side } from '../engine/order.js';
import { standsBefore } from './orders.js';
import { roundPrice } from './price.js';

/** How a book is looked at. */
export interface WindowShape {
  readonly kind: 'trading' | 'funding';
  /** Significant figures of an aggregated level; null for a raw book, whose levels are orders. */
  readonly figures: number | null;
  /** Levels a side. */
  readonly len: number;
}

/** One line of a book as a client sees it: an aggregated level, or in a raw book an order. */
export interface Level {
  readonly side: Side;
  readonly price: number;
  /** Days of a funding level; 0 on a trading market. */
  readonly period: number;
  /** Order id in a raw book; 0 in an aggregated one. */
  readonly id: number;
  readonly count: number;
  /** In units of 1e-8, always positive. */
  readonly amount: number;
}

/** How one side of a window has changed. `levels` keeps the very objects of the old window where nothing changed. */
export interface WindowChange {
  readonly levels: ReadonlyArray<Level>;
  /** In the old window and not in the new one, best first. */
  readonly gone: ReadonlyArray<Level>;
  /** New in the window, or there with another count or amount, best first. */
  readonly fresh: ReadonlyArray<Level>;
}

/**
 * Looks at one side again and says what is different from `old`. Where a span says which prices were touched, only those
 * are walked over, and what the window gained room for; without one everything is.
 */
export const lookAgain = (
  orders: ReadonlyArray<Order>,
  side: Side,
  { kind, figures, len }: WindowShape,
  old: ReadonlyArray<Level>,
  span: Span | null,
): WindowChange => {
  const shown = (price: number): number => (figures === null ? price : roundPrice(price, figures, side));
  const beats = (a: number, b: number): boolean => (side === 'bid' ? a > b : a < b);
  const levels: Level[] = [];
  const gone: Level[] = [];
  const fresh: Level[] = [];
  let seen = 0;
  let at = 0;

  /** Takes over old levels as they are while their price beats this one. */
  const keepUntil = (price: number): void => {
    for (let known = old[seen]; known && levels.length < len && beats(known.price, price); known = old[++seen]) {
      levels.push(known);
    }
  };
  const take = (price: number, period: number, id: number, count: number, amount: number): void => {
    if (levels.length === len) return;
    const place = { price, period, id };
    let known = old[seen];
    for (; known && standsBefore(side, known, place); known = old[++seen]) gone.push(known);
    const same = known?.price === price && known.period === period && known.id === id;
    if (same) seen++;
    if (known && same && known.count === count && known.amount === amount) {
      levels.push(known);
      return;
    }
    const level: Level = { side, price, period, id, count, amount };
    levels.push(level);
    fresh.push(level);
  };
  /** Takes the next level from the orders; in a funding book all levels of the next price. */
  const takeNext = ({ price: own, period, id, amount }: Order): void => {
    if (figures === null) {
      at++;
      take(own, period, id, 1, amount);
      return;
    }
    const price = shown(own);
    const from = at;
    let sum = 0;
    for (let order = orders[at]; order && !beats(price, order.price); order = orders[++at]) sum += order.amount;
    if (kind === 'trading') take(price, 0, 0, at - from, sum);
    else for (const [days, part] of byPeriod(orders.slice(from, at))) take(price, days, 0, part.count, part.amount);
  };
  const walkTo = (worst: number | null): void => {
    for (let next = orders[at]; next && levels.length < len; next = orders[at]) {
      if (worst !== null && beats(worst, shown(next.price))) return;
      takeNext(next);
    }
  };

  if (span) {
    const best = shown(span.best);
    const worst = shown(span.worst);
    keepUntil(best);
    at = firstNotBefore(orders, (price) => beats(shown(price), best));
    walkTo(worst);
    if (levels.length < len) {
      for (let known = old[seen]; known && !beats(worst, known.price); known = old[++seen]) gone.push(known);
      // The window may have cut through the last price of the old view: that one is looked at again.
      const last = old[old.length - 1];
      if (last && seen < old.length) {
        keepUntil(last.price);
        at = firstNotBefore(orders, (price) => beats(shown(price), last.price));
      }
    }
  }
  walkTo(null);
  for (; seen < old.length; seen++) gone.push(old[seen] as Level);
  return { levels, gone, fresh };
};

/** Place of the first order whose price is not among those that the test accepts; it must accept a leading part. */
const firstNotBefore = (orders: ReadonlyArray<Order>, accepts: (price: number) => boolean): number => {
  let low = 0;
  let high = orders.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (accepts((orders[middle] as Order).price)) low = middle + 1;
    else high = middle;
  }
  return low;
};

interface Part {
  readonly count: number;
  readonly amount: number;
}

/** Sums by period, the shortest first. */
const byPeriod = (orders: ReadonlyArray<Order>): ReadonlyArray<readonly [number, Part]> => {
  const parts = new Map<number, Part>();
  for (const { period, amount } of orders) {
    const part = parts.get(period);
    parts.set(period, { count: (part?.count ?? 0) + 1, amount: (part?.amount ?? 0) + amount });
  }
  return [...parts].sort(([a], [b]) => a - b);
};
