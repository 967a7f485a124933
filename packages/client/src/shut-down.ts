import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { Transport } from '@bitfinex-ws/transport';
import type { ClientError } from './errors.js';
import type { Config } from './options.js';
import type { CallOptions } from './subscription/subscription.js';

/** Why sockets had to be dropped. */
type ShutDownError =
  { readonly _tag: 'Aborted'; readonly call: 'close' } | Extract<ClientError, { readonly _tag: 'ShutdownTimedOut' }>;

/**
 * Waits until the sockets are gone, or the time for it is over, or the caller has enough of it. Those that are left then are
 * dropped without a goodbye: after the answer there is neither a socket nor a timer.
 */
export const shutDown = (
  config: Pick<Config, 'clock' | 'shutdownTimeoutMs'>,
  sockets: ReadonlyArray<Transport>,
  { signal, timeoutMs = config.shutdownTimeoutMs }: CallOptions,
): Promise<E.Either<ShutDownError, void>> => {
  if (sockets.length === 0) return Promise.resolve(right(undefined));
  return new Promise((resolve) => {
    const open = new Set(sockets);
    const settle = (answer: E.Either<ShutDownError, void>): void => {
      stopTimer();
      signal?.removeEventListener('abort', onAbort);
      resolve(answer);
    };
    const drop = (error: ShutDownError): void => {
      settle(left(error));
      for (const socket of open) socket.close({ now: true });
    };
    const onAbort = (): void => drop({ _tag: 'Aborted', call: 'close' });
    const stopTimer = config.clock.after(timeoutMs, () =>
      drop({ _tag: 'ShutdownTimedOut', timeoutMs, sockets: open.size }),
    );
    for (const socket of sockets) {
      const forget = (): void => {
        open.delete(socket);
        if (open.size === 0) settle(right(undefined));
      };
      socket.done.then(forget, forget);
    }
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener('abort', onAbort);
  });
};
