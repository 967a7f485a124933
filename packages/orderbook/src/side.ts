import { STAGED, type Columns } from './columns.js';

/** Which side of a book. */
export type SideName = 'bid' | 'ask';

/**
 * One side: the slots of its levels, best first, in a ring, so that where one comes or goes either the better ones or the
 * worse ones move, whichever are fewer.
 *
 * The order is price from the best, then period, then id, both ascending on both sides. Which of the three are there
 * depends on the kind of book, and so does its key: price, (rate, period), or for R0 the place of an id.
 */
export class Side {
  length = 0;
  /** Its length is a power of two. */
  private ring: Int32Array;
  /** Where the best level stands in the ring. */
  private start = 0;

  constructor(
    readonly name: SideName,
    readonly columns: Columns,
    capacity: number,
  ) {
    this.ring = new Int32Array(2 ** (32 - Math.clz32(Math.max(1, capacity) - 1)));
  }

  /** The slot of the level at a depth, 0 for the best; STAGED where there is none. */
  slot(depth: number): number {
    const { ring } = this;
    return depth < this.length ? (ring[(this.start + depth) & (ring.length - 1)] ?? STAGED) : STAGED;
  }

  /** Writes the slots from one depth up to another to a list, from a place of it on, every `step`th. */
  copy(from: number, to: number, into: Int32Array, place: number, step: number): void {
    const { ring, start } = this;
    const mask = ring.length - 1;
    for (let depth = from, at = place; depth < to; depth++, at += step)
      into[at] = ring[(start + depth) & mask] ?? STAGED;
  }

  /** How deep a slot's level stands, by binary search; `~depth` (negative) where it would stand if nothing stands there. */
  locate(wanted: number): number {
    const { ring, start } = this;
    const { price: prices } = this.columns;
    const mask = ring.length - 1;
    const price = prices[wanted] ?? 0;
    const falling = this.name === 'bid';
    let low = 0;
    let high = this.length - 1;
    // Most of what changes is near the best.
    let middle = high < 4 * NEAR ? high >> 1 : NEAR;
    while (low <= high) {
      const slot = ring[(start + middle) & mask] ?? STAGED;
      const found = prices[slot] ?? 0;
      if (found === price) {
        const tie = this.tie(slot, wanted);
        if (tie === 0) return middle;
        if (tie < 0) low = middle + 1;
        else high = middle - 1;
      } else if (found > price === falling) low = middle + 1;
      else high = middle - 1;
      middle = (low + high) >> 1;
    }
    return ~low;
  }

  insert(depth: number, slot: number): void {
    if (this.length === this.ring.length) this.grow();
    const { ring, length } = this;
    const mask = ring.length - 1;
    let at = this.start + depth;
    if (2 * depth < length) {
      for (let to = --this.start; to < at - 1; to++) ring[to & mask] = ring[(to + 1) & mask] ?? STAGED;
      at--;
    } else for (let to = this.start + length; to > at; to--) ring[to & mask] = ring[(to - 1) & mask] ?? STAGED;
    ring[at & mask] = slot;
    this.start &= mask;
    this.length = length + 1;
  }

  remove(depth: number): void {
    const { ring, start } = this;
    const mask = ring.length - 1;
    const length = --this.length;
    if (2 * depth < length) {
      for (let at = start + depth; at > start; at--) ring[at & mask] = ring[(at - 1) & mask] ?? STAGED;
      this.start = (start + 1) & mask;
    } else for (let at = start + depth; at < start + length; at++) ring[at & mask] = ring[(at + 1) & mask] ?? STAGED;
  }

  /** How two levels at one price stand: above 0 where the first is behind the second. */
  private tie(slot: number, wanted: number): -1 | 0 | 1 {
    const { raw, lends, period, mark } = this.columns;
    if (lends && period[slot] !== period[wanted]) return (period[slot] ?? 0) > (period[wanted] ?? 0) ? 1 : -1;
    if (!raw || mark[slot] === mark[wanted]) return 0;
    return (mark[slot] ?? 0) > (mark[wanted] ?? 0) ? 1 : -1;
  }

  private grow(): void {
    const ring = Int32Array.from({ length: Math.max(2, 2 * this.length) }, (_, depth) => this.slot(depth));
    this.ring = ring;
    this.start = 0;
  }
}

/** How deep most changes are at most. */
const NEAR = 15;
