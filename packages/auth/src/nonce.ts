import type { either as E } from 'fp-ts';
import type { AuthError } from './errors.js';
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

/** A nonce that nobody else who uses the same store is given, and during which nobody else is given one. */
export interface NonceLease {
  /** Microseconds; larger than every one before of this store. */
  readonly nonce: number;
  /** Called once, when the login that it was for is answered, or over. It never rejects. */
  readonly release: () => Promise<void>;
}

/**
 * Nonces of one API key, shared by all who log in with it: clients of one process, or several processes, or machines.
 *
 * The server wants the nonces of a key to grow in the order in which they arrive, so a store gives one at a time, and the next one only
 * after that is released. `fileNonceStore` (`@bitfinex-ws/auth/node`) is one for the processes of a machine; a database may be another.
 */
export interface NonceStore {
  /**
   * Takes a nonce of at least this (µs). Left: `NonceUnavailable`, or what the file says of itself. It never rejects, waits for a limited
   * time, and takes over from holders that died.
   */
  readonly take: (atLeast: number) => Promise<E.Either<AuthError, NonceLease>>;
}
