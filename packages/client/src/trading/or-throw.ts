import { isLeft } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import { explainAccountError, type AccountError } from './account-errors.js';

/** What `orThrow` rejects with, and `orThrowNow` throws: an `Error` around the `AccountError`, for those who would rather catch. */
export class AccountFailure extends Error {
  override readonly name = 'AccountFailure';
  /** The error as data. */
  readonly error: AccountError;

  constructor(error: AccountError) {
    super(explainAccountError(error));
    this.error = error;
  }
}

/** Turns an answer that was given at once into its value, and throws an `AccountFailure` for a `Left`. */
export const orThrowNow = <A>(answer: E.Either<AccountError, A>): A => {
  if (isLeft(answer)) throw new AccountFailure(answer.left);
  return answer.right;
};

/** Turns an answer into its value, and a `Left` into a promise rejected with an `AccountFailure`. */
export const orThrow = async <A>(answer: Promise<E.Either<AccountError, A>>): Promise<A> => orThrowNow(await answer);
