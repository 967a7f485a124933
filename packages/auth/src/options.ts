import { either as E } from 'fp-ts';
import type { AuthError } from './errors.js';
import { LOGIN_TIMEOUT_MS, MAX_NONCE } from './limits.js';
import type { AuthWishes } from './request.js';

/** How to log in. The secret is not among the options: it lives in the signer. */
export interface LoginOptions extends AuthWishes {
  /** The public half of the key. */
  readonly apiKey: string;
  /** How long signing and the answer may take together, ms. @default 10000 */
  readonly timeoutMs?: number | undefined;
  /** The last nonce (µs) this key has used, where it outlives the process; 0 for none. @default 0 */
  readonly lastNonce?: number | undefined;
}

/** The options with nothing left open. */
export interface LoginConfig {
  readonly apiKey: string;
  readonly wishes: AuthWishes;
  readonly timeoutMs: number;
  readonly lastNonce: number;
}

/** Checks the options once, at the door. Left: `InvalidOption`, the first one that is wrong. */
export const resolveLoginOptions = (options: LoginOptions): E.Either<AuthError, LoginConfig> => {
  const { apiKey, timeoutMs = LOGIN_TIMEOUT_MS, lastNonce = 0, filter, dms, calc } = options;
  if (apiKey === '') return invalid('apiKey', 'the public half of an API key');
  if (!(timeoutMs > 0 && timeoutMs < Infinity)) return invalid('timeoutMs', 'a number of milliseconds above 0');
  if (!Number.isSafeInteger(lastNonce) || lastNonce < 0 || lastNonce === MAX_NONCE)
    return invalid('lastNonce', 'a whole number from 0 to 2^53 - 2');
  return E.right({ apiKey, wishes: { filter, dms, calc }, timeoutMs, lastNonce });
};

const invalid = (option: string, expected: string): E.Either<AuthError, never> =>
  E.left({ _tag: 'InvalidOption', option, expected });
