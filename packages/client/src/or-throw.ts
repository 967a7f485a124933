import { isLeft } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import { explainClientError, type ClientError } from './errors.js';

/** What `orThrow` rejects with: an `Error` around the `ClientError`, for those who would rather catch. */
export class ClientFailure extends Error {
  override readonly name = 'ClientFailure';
  /** The error as data. */
  readonly error: ClientError;

  constructor(error: ClientError) {
    super(explainClientError(error));
    this.error = error;
  }
}

/** Turns an answer into its value, and a `Left` into a promise rejected with a `ClientFailure`. */
export const orThrow = async <A>(answer: Promise<E.Either<ClientError, A>>): Promise<A> => {
  const settled = await answer;
  if (isLeft(settled)) throw new ClientFailure(settled.left);
  return settled.right;
};
