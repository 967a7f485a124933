import { createHmac } from 'node:crypto';
import { either as E } from 'fp-ts';
import type { AuthError } from './errors.js';
import type { Signer } from './signer.js';

export { fileNonceStore, type FileNonceStoreOptions } from './node-nonces.js';

/** A signer over Node's crypto. The secret lives in its closure alone: printing the signer shows nothing. */
export const nodeSigner =
  (secret: string): Signer =>
  (text) =>
    Promise.resolve(sign(secret, text));

const sign = (secret: string, text: string): E.Either<AuthError, string> => {
  if (secret === '') return E.left({ _tag: 'SigningFailed', reason: 'emptySecret' });
  try {
    return E.right(createHmac('sha384', secret).update(text).digest('hex'));
  } catch {
    // The platform's own message is dropped: nobody vouches for what it quotes.
    return E.left({ _tag: 'SigningFailed', reason: 'refused' });
  }
};
