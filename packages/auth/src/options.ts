import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { AuthError } from './errors.js';
import { LOGIN_TIMEOUT_MS, MAX_NONCE } from './limits.js';
import type { AuthWishes } from './request.js';

/** How to log in. The secret is not among the options: it lives in the signer. */
export interface LoginOptions extends AuthWishes {
  /** The public half of the key. @default none: the login is one by token */
  readonly apiKey?: string | undefined;
  /**
   * A login by token (https://docs.bitfinex.com/reference/generate-token): the same for ever, or a new one for each login. Exactly one
   * of this and `apiKey` is given. @default none
   */
  readonly token?: 'fixed' | 'renewed' | undefined;
  /**
   * Where nonces come from: this login counts its own, or takes them from a store that others use as well (`NonceStore`).
   * @default 'own'
   */
  readonly nonces?: 'own' | 'store' | undefined;
  /** How long signing and the answer may take together, ms. @default 10000 */
  readonly timeoutMs?: number | undefined;
  /** The last nonce (µs) this key has used, where it outlives the process; 0 for none. @default 0 */
  readonly lastNonce?: number | undefined;
}

/** What a login proves itself with. */
export type LoginProof =
  | { readonly type: 'key'; readonly apiKey: string; readonly nonces: 'own' | 'store' }
  | { readonly type: 'token'; readonly token: 'fixed' | 'renewed' };

/** The options with nothing left open. */
export interface LoginConfig {
  readonly proof: LoginProof;
  readonly wishes: AuthWishes;
  readonly timeoutMs: number;
  readonly lastNonce: number;
}

/** Checks the options once, at the door. Left: `InvalidOption`, the first one that is wrong. */
export const resolveLoginOptions = (options: LoginOptions): E.Either<AuthError, LoginConfig> => {
  const { apiKey, token, nonces = 'own', timeoutMs = LOGIN_TIMEOUT_MS, lastNonce = 0, filter, dms, calc } = options;
  const proof = proofOf(apiKey, token, nonces);
  if (proof === null) return invalid('apiKey', 'the public half of an API key, unless there is a token');
  if (!(timeoutMs > 0 && timeoutMs < Infinity)) return invalid('timeoutMs', 'a number of milliseconds above 0');
  if (!Number.isSafeInteger(lastNonce) || lastNonce < 0 || lastNonce === MAX_NONCE)
    return invalid('lastNonce', 'a whole number from 0 to 2^53 - 2');
  return right({ proof, wishes: { filter, dms, calc }, timeoutMs, lastNonce });
};

const proofOf = (
  apiKey: LoginOptions['apiKey'],
  token: LoginOptions['token'],
  nonces: 'own' | 'store',
): LoginProof | null => {
  if (token !== undefined) return apiKey === undefined ? { type: 'token', token } : null;
  return apiKey === undefined || apiKey === '' ? null : { type: 'key', apiKey, nonces };
};

const invalid = (option: string, expected: string): E.Either<AuthError, never> =>
  left({ _tag: 'InvalidOption', option, expected });
