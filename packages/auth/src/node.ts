import { left, right } from '@bitfinex-ws/machine';
import { createHmac } from 'node:crypto';
import type { either as E } from 'fp-ts';
import type { AuthError } from './errors.js';
import type { Signer } from './signer.js';

export { fileNonceStore, type FileNonceStoreOptions } from './node-nonces.js';

/** A signer over Node's crypto. The secret lives in its closure alone: printing the signer shows nothing. */
export const nodeSigner =
  (secret: string): Signer =>
  (text) =>
    Promise.resolve(sign(secret, text));

const sign = (secret: string, text: string): E.Either<AuthError, string> => {
  if (secret === '') return left({ _tag: 'SigningFailed', reason: 'emptySecret' });
  try {
    return right(createHmac('sha384', secret).update(text).digest('hex'));
  } catch {
    // The platform's own message is dropped: nobody vouches for what it quotes.
    return left({ _tag: 'SigningFailed', reason: 'refused' });
  }
};
