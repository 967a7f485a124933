import type { TradingError } from '@bitfinex-ws/trading';
import type { either as E } from 'fp-ts';
import type { CallOptions } from '../subscription/subscription.js';
import type { AccountAnswer } from './account.js';
import type { AccountCall, AccountError } from './account-errors.js';
import type { Core } from './core.js';

/** What was asked beside orders and offers, and waits for its answer. */
interface Requests<A> {
  /** Numbers one, asks it, and binds its answer to the caller's signal and time. */
  readonly open: (call: AccountCall, options: CallOptions, ask: (request: number) => void) => AccountAnswer<A>;
  readonly settle: (request: number, answer: E.Either<TradingError, A>) => void;
}

/** Nothing was asked yet. */
export const createRequests = <A>(core: Core): Requests<A> => {
  const waiting = new Map<number, (answer: E.Either<AccountError, A>) => void>();
  let last = 0;
  return {
    open: (call, options, ask) => {
      const request = ++last;
      const answer = new Promise<E.Either<AccountError, A>>((resolve) => waiting.set(request, resolve));
      const begin = () => {
        ask(request);
        return { answer, abandon: () => waiting.delete(request) };
      };
      // Of itself it is answered in time, whatever happens: a timer of the caller's is needed where he wants it sooner.
      if (options.signal === undefined && options.timeoutMs === undefined) return begin().answer;
      return core.call(call, options, begin);
    },
    settle: (request, answer) => {
      waiting.get(request)?.(answer);
      waiting.delete(request);
    },
  };
};
