import { PROMPT_CAP_MS } from '../limits.js';
import type { BackoffConfig } from './contract.js';
import type { Pace } from './pace.js';

/**
 * The wait before the next dial, ms: full jitter over an exponentially growing, capped range.
 *
 * Full jitter, not a fixed delay, because after a restart of the exchange every client comes back at once. `now` keeps the range
 * short; `slower` begins it only after `slowMs`. `failures` counts losses in a row and is at least 1; `random` lies in [0, 1).
 */
export const backoffDelay = (config: BackoffConfig, pace: Pace, failures: number, random: number): number => {
  const cap = pace === 'now' ? Math.min(PROMPT_CAP_MS, config.capMs) : config.capMs;
  // 2 ** 1024 is Infinity, which the cap takes care of.
  const range = Math.min(cap, config.baseMs * 2 ** (failures - 1));
  return (pace === 'slower' ? config.slowMs : 0) + Math.floor(random * range);
};
