import type { BackoffConfig } from './contract.js';

/**
 * The wait before the next dial, ms: full jitter over an exponentially growing, capped range.
 *
 * Full jitter, not a fixed delay, because after a restart of the exchange every client comes back at once.
 * `failures` counts losses in a row and is at least 1; `random` lies in [0, 1).
 */
export const backoffDelay = (config: BackoffConfig, failures: number, random: number): number => {
  // 2 ** 1024 is Infinity, which the cap takes care of.
  const range = Math.min(config.capMs, config.baseMs * 2 ** (failures - 1));
  return Math.floor(random * range);
};
