import { isLeft } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import { ClientFailure, clientSentence, type CallError } from '../or-throw.js';
import { explainAccountError, type AccountError } from './account-errors.js';

/** As that of `@bitfinex-ws/client`, which takes and throws the same; what an account says is put into a sentence here as well. */
export const orThrowNow = <A>(answer: E.Either<CallError, A>): A => {
  if (isLeft(answer)) throw new ClientFailure(answer.left, wordsOf(answer.left));
  return answer.right;
};

/** As that of `@bitfinex-ws/client`, which takes and rejects with the same; what an account says is put into a sentence here as well. */
export const orThrow = async <A>(answer: Promise<E.Either<CallError, A>>): Promise<A> => orThrowNow(await answer);

/** Tags that both have are explained alike, but for a call that took too long: only an account knows of logins. */
const wordsOf = (error: CallError): string =>
  'lastFailure' in error
    ? explainAccountError(error)
    : (clientSentence(error) ?? explainAccountError(error as AccountError));
