import type { ViewCounters } from './contract.js';

/** Counters that their owner counts up. */
export type Counting = { -readonly [Name in keyof ViewCounters]: number };

/** Nothing was counted yet. */
export const noCounts = (): Counting => ({ snapshots: 0, applied: 0, duplicates: 0, late: 0, early: 0, dropped: 0 });
