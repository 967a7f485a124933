import { standsBefore, type Order, type Side } from './orders.js';
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

/** Looks at one side anew and says what is different from `old`, in one walk over both. */
export const lookAgain = (
  orders: ReadonlyArray<Order>,
  side: Side,
  shape: WindowShape,
  old: ReadonlyArray<Level>,
): WindowChange => {
  const levels: Level[] = [];
  const gone: Level[] = [];
  const fresh: Level[] = [];
  let seen = 0;

  const take = (price: number, period: number, id: number, count: number, amount: number): void => {
    if (levels.length === shape.len) return;
    const place = { price, period, id };
    let known = old[seen];
    while (known && standsBefore(side, known, place)) {
      gone.push(known);
      known = old[++seen];
    }
    const same = known?.price === price && known.period === period && known.id === id;
    if (known && same) seen++;
    if (known && same && known.count === count && known.amount === amount) {
      levels.push(known);
      return;
    }
    const level: Level = { side, price, period, id, count, amount };
    levels.push(level);
    fresh.push(level);
  };

  if (shape.figures === null) {
    for (const { price, period, id, amount } of orders) {
      if (levels.length === shape.len) break;
      take(price, period, id, 1, amount);
    }
  } else aggregate(orders, side, shape.kind, shape.figures, () => levels.length < shape.len, take);
  for (; seen < old.length; seen++) gone.push(old[seen] as Level);
  return { levels, gone, fresh };
};

type Take = (price: number, period: number, id: number, count: number, amount: number) => void;

/** Hands on the levels of one side, best first: orders of one rounded price, and in funding books of one period, are one level. */
const aggregate = (
  orders: ReadonlyArray<Order>,
  side: Side,
  kind: 'trading' | 'funding',
  figures: number,
  more: () => boolean,
  take: Take,
): void => {
  const sign = side === 'bid' ? 1 : -1;
  for (let at = 0; at < orders.length && more();) {
    const price = roundPrice((orders[at] as Order).price, figures, side);
    const from = at;
    let count = 0;
    let amount = 0;
    for (let order = orders[at]; order && sign * (order.price - price) >= 0; order = orders[++at]) {
      count++;
      amount += order.amount;
    }
    if (kind === 'trading') take(price, 0, 0, count, amount);
    else byPeriod(orders.slice(from, at), (period, inside, sum) => take(price, period, 0, inside, sum));
  }
};

const byPeriod = (
  orders: ReadonlyArray<Order>,
  take: (period: number, count: number, amount: number) => void,
): void => {
  const sums = new Map<number, { readonly count: number; readonly amount: number }>();
  for (const { period, amount } of orders) {
    const sum = sums.get(period);
    sums.set(period, { count: (sum?.count ?? 0) + 1, amount: (sum?.amount ?? 0) + amount });
  }
  for (const [period, { count, amount }] of [...sums].sort(([a], [b]) => a - b)) take(period, count, amount);
};
