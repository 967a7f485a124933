import type { either as E } from 'fp-ts';
import { type Clock, left } from '@bitfinex-ws/machine';
import type { ConnectionLoss } from './connection/contract.js';
import type { ClientCall, ClientError } from './errors.js';
import type { Config } from './options.js';
import type { CallOptions } from './subscription/subscription.js';

/** A call that is under way, and what to do when its caller no longer waits for it. */
export interface Work<A, Err = ClientError> {
  readonly answer: Promise<E.Either<Err, A>>;
  readonly abandon: () => void;
}

/** What a call answers whose caller gave it up, or that took too long. */
interface GivenUp<Err> {
  readonly aborted: () => Err;
  readonly timedOut: (timeoutMs: number) => Err;
}

/** Binds work to the caller's signal and time. Whatever comes first is the answer; the timer and the listener then go. */
export const within = <A, Err>(
  clock: Clock,
  { signal, timeoutMs }: CallOptions & { readonly timeoutMs: number },
  given: GivenUp<Err>,
  begin: () => Work<A, Err>,
): Promise<E.Either<Err, A>> => {
  if (signal?.aborted === true) return Promise.resolve(left(given.aborted()));
  return new Promise((resolve) => {
    const work = begin();
    const settle = (answer: E.Either<Err, A>): void => {
      stopTimer();
      signal?.removeEventListener('abort', onAbort);
      resolve(answer);
    };
    const giveUp = (error: Err): void => {
      settle(left(error));
      work.abandon();
    };
    const onAbort = (): void => giveUp(given.aborted());
    const stopTimer = clock.after(timeoutMs, () => giveUp(given.timedOut(timeoutMs)));
    signal?.addEventListener('abort', onAbort);
    void work.answer.then(settle);
  });
};

/** `within`, for the calls of a client. */
export const bounded = <A>(
  config: Pick<Config, 'clock' | 'callTimeoutMs'>,
  call: ClientCall,
  options: CallOptions,
  lastLoss: () => ConnectionLoss | null,
  begin: () => Work<A>,
): Promise<E.Either<ClientError, A>> =>
  within<A, ClientError>(
    config.clock,
    { ...options, timeoutMs: options.timeoutMs ?? config.callTimeoutMs },
    {
      aborted: () => ({ _tag: 'Aborted', call }),
      timedOut: (timeoutMs) => ({ _tag: 'CallTimedOut', call, timeoutMs, lastLoss: lastLoss() }),
    },
    begin,
  );
