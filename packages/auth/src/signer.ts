import type { either as E } from 'fp-ts';
import type { AuthError } from './errors.js';

/**
 * Signs a text: HMAC-SHA384 under the API secret, in lower-case hexadecimal, 96 characters.
 *
 * The secret stays inside; nothing that a signer answers, a Left included, may contain it. It never rejects.
 * `nodeSigner` (`@bitfinex-ws/auth/node`) and `webCryptoSigner` (`@bitfinex-ws/auth/webcrypto`) make one from a secret;
 * a vault or a hardware key may be another.
 */
export type Signer = (text: string) => Promise<E.Either<AuthError, string>>;

/** The text that is signed and sent as `authPayload`. Source: https://docs.bitfinex.com/docs/ws-auth */
export const signingText = (nonce: number): string => `AUTH${nonce}`;
