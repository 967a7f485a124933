import { isLeft } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import { explainClientError, type ClientError } from './errors.js';
import type { AccountError } from './trading/account-errors.js';

/** Why a call of a client or of an account came to nothing: both unions. */
export type CallError = ClientError | AccountError;

/** What `orThrow` rejects with, and `orThrowNow` throws: an `Error` around the error as data, for those who would rather catch. */
export class ClientFailure extends Error {
  override readonly name = 'ClientFailure';
  /** The error as data. */
  readonly error: CallError;

  /** `words`: the sentence that becomes its message. @default what is said without the trading half: a sentence, or tag and facts */
  constructor(error: CallError, words: string = wordsOf(error)) {
    super(words);
    this.error = error;
  }
}

/** Turns an answer of a client or of an account that was given at once into its value, and throws a `ClientFailure` for a `Left`. */
export const orThrowNow = <A>(answer: E.Either<CallError, A>): A => {
  if (isLeft(answer)) throw new ClientFailure(answer.left);
  return answer.right;
};

/** Turns an answer of a client or of an account into its value, and a `Left` into a promise rejected with a `ClientFailure`. */
export const orThrow = async <A>(answer: Promise<E.Either<CallError, A>>): Promise<A> => orThrowNow(await answer);

/** What a client says of it; null of a tag that only an account has. */
export const clientSentence = (error: CallError): string | null => explainOrNot(error as ClientError) ?? null;

// Of a tag that it does not know, its switch answers nothing.
const explainOrNot: (error: ClientError) => string | undefined = explainClientError;

// The sentences of an account are in the trading half, which a market-data bundle has none of.
const wordsOf = (error: CallError): string => {
  const { _tag, ...facts } = error;
  return clientSentence(error) ?? (Object.keys(facts).length === 0 ? _tag : `${_tag} ${JSON.stringify(facts)}`);
};
