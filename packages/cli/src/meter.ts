import { RATE_WINDOW_MS } from './limits.js';

/** Counts, and tells how fast it has been counting lately. */
interface Meter {
  readonly count: (at: number) => void;
  readonly total: () => number;
  /** A second, over the last five; from the first count on, where that is less. */
  readonly rate: (now: number) => number;
}

const SLOT_MS = 250;

export const createMeter = (startedAt: number): Meter => {
  // Slots instead of times, so that memory does not grow with the rate.
  const slots = new Map<number, number>();
  let total = 0;
  const slotOf = (at: number): number => Math.floor(at / SLOT_MS);
  const forget = (now: number): void => {
    const oldest = slotOf(now - RATE_WINDOW_MS);
    for (const slot of slots.keys()) {
      if (slot > oldest) break;
      slots.delete(slot);
    }
  };
  return {
    count: (at) => {
      total += 1;
      const slot = slotOf(at);
      slots.set(slot, (slots.get(slot) ?? 0) + 1);
      if (slots.size > (2 * RATE_WINDOW_MS) / SLOT_MS) forget(at);
    },
    total: () => total,
    rate: (now) => {
      forget(now);
      let counted = 0;
      for (const count of slots.values()) counted += count;
      // At least a second: the first snapshots in the first milliseconds are no rate.
      const span = Math.min(RATE_WINDOW_MS, Math.max(1000, now - startedAt));
      return (counted * 1000) / span;
    },
  };
};
