/** The largest nonce, 2^53 - 1. Source: https://docs.bitfinex.com/docs/requirements-and-limitations */
export const MAX_NONCE = Number.MAX_SAFE_INTEGER;

/** How long signing and the server's answer may take together, ms. The server answers within a second in recordings. */
export const LOGIN_TIMEOUT_MS = 10_000;

/**
 * By how much (µs) each retry after `nonce: small` goes beyond the clock: a second, a minute, an hour. Such a refusal
 * means that another client of the key runs ahead of this clock; whoever is more than an hour ahead counts in another
 * unit, and the key is spent. The steps are small first because a raised nonce shuts out the key's slower clients.
 */
export const NONCE_RAISES_US: ReadonlyArray<number> = [1_000_000, 60_000_000, 3_600_000_000];
