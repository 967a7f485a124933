/**
 * Channels a connection, the default of `capacity`. The documentation names 25 and 30 on two pages and servers have
 * taken 36; 25 is safe by every one of them. https://docs.bitfinex.com/docs/requirements-and-limitations
 */
export const CHANNELS_PER_CONNECTION = 25;

/**
 * How often a channel that is being recovered is asked for before its subscriptions end. With the pauses below, eight
 * askings span 123 s: a resync of the server (20060 … 20061) is documented to last at most 120 s.
 */
export const ASK_TRIES = 8;

/** The pause before a channel is asked again after `not ready` (11000), ms: 1 s, doubled with each try … */
export const RETRY_PAUSE_MS = 1_000;

/** … up to 60 s, which is how long the server refuses an address that asks too often. */
export const RETRY_PAUSE_MAX_MS = 60_000;

/** The pause after the given try (1, 2, 3 …), ms. */
export const retryPause = (tries: number): number => Math.min(RETRY_PAUSE_MS * 2 ** (tries - 1), RETRY_PAUSE_MAX_MS);
