import type { Level } from '../level.js';
import type { SideName } from '../side.js';

/** One level (R0: one order) that changed. Never both null, and never the same before and after. */
export interface LevelChange {
  readonly side: SideName;
  /** The level's price; in a funding book its rate. Of an order that moved, where it stands now. */
  readonly price: number;
  /** Days; null in a trading book. */
  readonly period: number | null;
  /** Order or offer id; null in a P book. */
  readonly id: number | null;
  /** What stood there; null: nothing did. */
  readonly before: Level | null;
  /** What stands there now; null: nothing does. */
  readonly after: Level | null;
}

/** What a level goes by in a table that holds both sides. */
export type LevelKey = number | string;

/** The key of a level of a side: its id in an R0 book, else its price, in a funding book with the period. */
export const keyOnSide = (side: SideName, { price, period, id }: Pick<Level, 'price' | 'period' | 'id'>): LevelKey => {
  const key = id ?? price;
  // Ids and prices are above zero, so that the sign is free to say the side.
  const signed = side === 'bid' ? key : -key;
  return id === null && period !== null ? `${signed}/${period}` : signed;
};

/** The change from one level to another on a side; null where they say the same. At most one of them may be null. */
export const changeOf = (side: SideName, before: Level | null, after: Level | null): LevelChange | null => {
  const level = after ?? before;
  if (level === null || isSame(before, after)) return null;
  const { price, period, id } = level;
  return { side, price, period, id, before, after };
};

const isSame = (a: Level | null, b: Level | null): boolean =>
  a !== null &&
  b !== null &&
  a.amount === b.amount &&
  a.count === b.count &&
  a.price === b.price &&
  a.period === b.period;
