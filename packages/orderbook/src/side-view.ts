import { Columns, STAGED } from './columns.js';
import { levelAt, type Level } from './level.js';
import { Side } from './side.js';

/**
 * One side of a view, best first. Reading by index makes no object; the iterator and `at` make one a level.
 *
 * It is as valid as its view. Of a view that is outdated the length is 0 and everything is as it is beyond the last level:
 * NaN for price, amount and size, null for the rest.
 */
export interface SideView extends Iterable<Level> {
  readonly length: number;
  /** Price; for funding the rate. NaN where there is no such level. */
  readonly price: (index: number) => number;
  /** As sent, with its sign. NaN where there is no such level. */
  readonly amount: (index: number) => number;
  /** The amount without its sign. NaN where there is no such level. */
  readonly size: (index: number) => number;
  /** Orders at a level; null in an R0 book, and where there is no such level. */
  readonly count: (index: number) => number | null;
  /** Days; null in a trading book, and where there is no such level. */
  readonly period: (index: number) => number | null;
  /** Order or offer id; null in a P book, and where there is no such level. */
  readonly id: (index: number) => number | null;
  /** The level as an object that stays; null where there is none. */
  readonly at: (index: number) => Level | null;
  /** Calls back for each level, best first, until the view is outdated. Makes no object for a level. */
  readonly each: (visit: (price: number, size: number, index: number) => void) => void;
}

/** Counts the changes of a book, so that whoever has looked at it can tell whether it still stands as it stood. */
export interface Version {
  now: number;
}

/** A side of a book as it stands at one version. */
export class SideReader implements SideView {
  constructor(
    private readonly side: Side,
    private readonly version: Version,
    private readonly seen: number,
  ) {}

  get length(): number {
    return this.version.now === this.seen ? this.side.length : 0;
  }

  price(index: number): number {
    const slot = this.slot(index);
    return slot === STAGED ? Number.NaN : (this.side.columns.price[slot] ?? Number.NaN);
  }

  amount(index: number): number {
    const slot = this.slot(index);
    return slot === STAGED ? Number.NaN : (this.side.columns.amount[slot] ?? Number.NaN);
  }

  size(index: number): number {
    return Math.abs(this.amount(index));
  }

  count(index: number): number | null {
    return this.side.columns.raw ? null : this.mark(index);
  }

  period(index: number): number | null {
    const slot = this.slot(index);
    return slot === STAGED || !this.side.columns.lends ? null : (this.side.columns.period[slot] ?? null);
  }

  id(index: number): number | null {
    return this.side.columns.raw ? this.mark(index) : null;
  }

  at(index: number): Level | null {
    const slot = this.slot(index);
    return slot === STAGED ? null : levelAt(this.side.columns, slot);
  }

  each(visit: (price: number, size: number, index: number) => void): void {
    for (let index = 0; index < this.length; index++) visit(this.price(index), this.size(index), index);
  }

  *[Symbol.iterator](): Generator<Level, void, undefined> {
    for (let index = 0; index < this.length; index++) {
      const level = this.at(index);
      if (level !== null) yield level;
    }
  }

  private mark(index: number): number | null {
    const slot = this.slot(index);
    return slot === STAGED ? null : (this.side.columns.mark[slot] ?? null);
  }

  private slot(index: number): number {
    return this.version.now === this.seen ? this.side.slot(index) : STAGED;
  }
}

/** A side with the same levels that nothing changes any more. */
export const copySide = (side: Side): Side => {
  const { length, columns: from } = side;
  const columns = new Columns(length, from.raw, from.lends);
  const copy = new Side(side.name, columns, length);
  for (let depth = 0; depth < length; depth++) {
    const slot = side.slot(depth);
    columns.price[STAGED] = from.price[slot] ?? 0;
    columns.amount[STAGED] = from.amount[slot] ?? 0;
    columns.mark[STAGED] = from.mark[slot] ?? 0;
    columns.period[STAGED] = from.lends ? (from.period[slot] ?? 0) : 0;
    columns.stagedText = from.textOf(slot);
    copy.insert(depth, columns.keep());
  }
  return copy;
};
