import { TRADES_REMEMBERED } from '../limits.js';

/**
 * How a trade has been delivered: in the first snapshot, as matched (`te`, `fte`), as persisted (`tu`, `ftu`). `leftOut`: not at
 * all, for when it was found others had been told that came after it.
 */
export const DELIVERED = { snapshot: 1, matched: 2, persisted: 4, leftOut: 8 } as const;

/** Which of the latest trades of a channel have been delivered, how, and in which stretch between two gaps. */
interface TradeMemory {
  /** The sum of how it was delivered; 0: not that anybody remembers. */
  readonly how: (id: number) => number;
  /** The stretch in which it was delivered last; null where nobody remembers it. */
  readonly stretch: (id: number) => number | null;
  readonly add: (id: number, how: number, stretch: number) => void;
}

/** A memory of nothing. It remembers at least the latest `TRADES_REMEMBERED`, at most twice as many. */
export const createTradeMemory = (): TradeMemory => {
  // Two generations: where the young one is full it becomes the old one, so that nothing is taken out one by one.
  let young = new Map<number, number>();
  let old = new Map<number, number>();
  const find = (id: number): number => young.get(id) ?? old.get(id) ?? 0;
  return {
    how: (id) => find(id) & ALL,
    stretch: (id) => {
      const found = find(id);
      return found === 0 ? null : Math.floor(found / STRETCH);
    },
    add: (id, how, stretch) => {
      young.set(id, stretch * STRETCH + ((find(id) & ALL) | how));
      if (young.size < TRADES_REMEMBERED) return;
      old = young;
      young = new Map();
    },
  };
};

const ALL = 15;
const STRETCH = ALL + 1;
