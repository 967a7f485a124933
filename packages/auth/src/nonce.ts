import { MAX_NONCE } from './limits.js';

/**
 * The nonce after `last` (µs) at the time `nowMs`: the clock in microseconds, and always more than the last one.
 *
 * A clock that stands, runs backwards, or shows no time that a nonce can hold (NaN, after the year 2255) adds one. At
 * 2^53 - 1 there is no next: it stays there and the server refuses it, for then the key is spent.
 * Source: https://docs.bitfinex.com/docs/requirements-and-limitations
 */
export const nextNonce = (last: number, nowMs: number): number => {
  const micros = Math.floor(nowMs * 1000);
  const clock = Number.isSafeInteger(micros) ? micros : 0;
  return Math.min(MAX_NONCE, Math.max(last + 1, clock));
};

/** Gives a nonce a call, each larger than the one before. */
export type NonceSource = () => number;

/** A source of nonces (µs) over a clock (ms). `last` is the last one that was used, 0 for none. @default last 0 */
export const createNonceSource = (now: () => number, last = 0): NonceSource => {
  let used = last;
  return () => (used = nextNonce(used, now()));
};
