import type { Level } from './level.js';

/** Which side of a book. */
export type SideName = 'bid' | 'ask';

/** One side, best first. The array is changed in place: a sort or a copy per update is what must not be paid. */
export interface Side {
  readonly name: SideName;
  /** Which way prices run from the best: -1 down (bids), 1 up (asks). */
  readonly direction: 1 | -1;
  readonly levels: Level[];
  /** What the checksum remembers of each level (checksum.ts), place by place; 0: nothing yet. */
  readonly sums: number[];
}

export const createSide = (name: SideName): Side => ({
  name,
  direction: name === 'bid' ? -1 : 1,
  levels: [],
  sums: [],
});

/**
 * Where an entry stands, by binary search; `~place` (negative) where it would stand if it is not there.
 *
 * The order is price from the best, then period, then id, both ascending on both sides. Which of the three are there
 * depends on the kind of book, and what is missing on both sides of a comparison is equal, so one order serves all kinds
 * and its key is the kind's own: price, (rate, period), or for R0 the place of an id.
 */
export const locate = (side: Side, entry: Level): number => {
  const { levels, direction } = side;
  let low = 0;
  let high = levels.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = levels[middle];
    if (found === undefined) break;
    const order = compare(found, entry, direction);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return ~low;
};

/** Puts an entry where it belongs, in place of the one that stands exactly there. */
export const put = (side: Side, entry: Level): void => {
  const place = locate(side, entry);
  if (place >= 0) {
    side.levels[place] = entry;
    side.sums[place] = 0;
  } else {
    side.levels.splice(~place, 0, entry);
    side.sums.splice(~place, 0, 0);
  }
};

/** Takes the entry away that stands exactly there; false if there is none. */
export const take = (side: Side, entry: Level): boolean => {
  const place = locate(side, entry);
  if (place < 0) return false;
  side.levels.splice(place, 1);
  side.sums.splice(place, 1);
  return true;
};

const compare = (a: Level, b: Level, direction: 1 | -1): number => {
  if (a.price !== b.price) return (a.price - b.price) * direction;
  if (a.period !== b.period) return (a.period ?? 0) - (b.period ?? 0);
  return (a.id ?? 0) - (b.id ?? 0);
};
