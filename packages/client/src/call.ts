import { either as E } from 'fp-ts';
import type { ConnectionLoss } from './connection/contract.js';
import type { ClientCall, ClientError } from './errors.js';
import type { Config } from './options.js';
import type { CallOptions } from './subscription/subscription.js';

/** A call that is under way, and what to do when its caller no longer waits for it. */
export interface Work<A> {
  readonly answer: Promise<E.Either<ClientError, A>>;
  readonly abandon: () => void;
}

/** Binds work to the caller's signal and time. Whatever comes first is the answer; the timer and the listener then go. */
export const bounded = <A>(
  config: Pick<Config, 'clock' | 'callTimeoutMs'>,
  call: ClientCall,
  { signal, timeoutMs = config.callTimeoutMs }: CallOptions,
  lastLoss: () => ConnectionLoss | null,
  begin: () => Work<A>,
): Promise<E.Either<ClientError, A>> => {
  if (signal?.aborted === true) return Promise.resolve(E.left({ _tag: 'Aborted', call }));
  return new Promise((resolve) => {
    const work = begin();
    const settle = (answer: E.Either<ClientError, A>): void => {
      stopTimer();
      signal?.removeEventListener('abort', onAbort);
      resolve(answer);
    };
    const giveUp = (error: ClientError): void => {
      settle(E.left(error));
      work.abandon();
    };
    const onAbort = (): void => giveUp({ _tag: 'Aborted', call });
    const stopTimer = config.clock.after(timeoutMs, () =>
      giveUp({ _tag: 'CallTimedOut', call, timeoutMs, lastLoss: lastLoss() }),
    );
    signal?.addEventListener('abort', onAbort);
    void work.answer.then(settle);
  });
};
