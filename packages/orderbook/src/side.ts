import { STAGED, type Columns } from './columns.js';

/** Which side of a book. */
export type SideName = 'bid' | 'ask';

/**
 * One side: the slots of its levels in order. They stand worst first, because most of what changes is near the best, and
 * so little has to move; whoever reads counts from the best, which is depth 0.
 *
 * The order is price from the best, then period, then id, both ascending on both sides. Which of the three are there
 * depends on the kind of book, and so does its key: price, (rate, period), or for R0 the place of an id.
 */
export class Side {
  length = 0;
  private order: Int32Array;

  constructor(
    readonly name: SideName,
    readonly columns: Columns,
    capacity: number,
  ) {
    this.order = new Int32Array(capacity);
  }

  /** The slot of the level at a depth; STAGED where there is none. */
  slot(depth: number): number {
    return depth < this.length ? (this.order[this.length - 1 - depth] ?? STAGED) : STAGED;
  }

  /** The slot at a place. */
  at(place: number): number {
    return this.order[place] ?? STAGED;
  }

  depthOf(place: number): number {
    return this.length - 1 - place;
  }

  /** Where a slot's level stands, by binary search; `~place` (negative) where it would stand if nothing stands there. */
  locate(wanted: number): number {
    const { order } = this;
    const { price: prices } = this.columns;
    const price = prices[wanted] ?? 0;
    const rising = this.name === 'bid';
    let low = 0;
    let high = this.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const slot = order[middle] ?? STAGED;
      const found = prices[slot] ?? 0;
      if (found === price) {
        const tie = this.tie(slot, wanted);
        if (tie === 0) return middle;
        if (tie > 0) low = middle + 1;
        else high = middle - 1;
      } else if (found < price === rising) low = middle + 1;
      else high = middle - 1;
    }
    return ~low;
  }

  insert(place: number, slot: number): void {
    if (this.length === this.order.length) this.grow();
    const { order, length } = this;
    if (length - place > LONG_MOVE) order.copyWithin(place + 1, place, length);
    else for (let at = length; at > place; at--) order[at] = order[at - 1] ?? STAGED;
    order[place] = slot;
    this.length = length + 1;
  }

  remove(place: number): void {
    const { order } = this;
    const length = this.length - 1;
    if (length - place > LONG_MOVE) order.copyWithin(place, place + 1, length + 1);
    else for (let at = place; at < length; at++) order[at] = order[at + 1] ?? STAGED;
    this.length = length;
  }

  /** How two levels at one price stand: above 0 where the first is behind the second. */
  private tie(slot: number, wanted: number): -1 | 0 | 1 {
    const { raw, lends, period, mark } = this.columns;
    if (lends && period[slot] !== period[wanted]) return (period[slot] ?? 0) > (period[wanted] ?? 0) ? 1 : -1;
    if (!raw || mark[slot] === mark[wanted]) return 0;
    return (mark[slot] ?? 0) > (mark[wanted] ?? 0) ? 1 : -1;
  }

  private grow(): void {
    const { order } = this;
    this.order = new Int32Array(Math.ceil(order.length * 1.5) + 8);
    this.order.set(order);
  }
}

/** Above this many places a call of `copyWithin` costs less than a loop. */
const LONG_MOVE = 48;
