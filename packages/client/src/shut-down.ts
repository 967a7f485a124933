import { right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { Transport } from '@bitfinex-ws/transport';
import { within } from './call.js';
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
  options: CallOptions,
): Promise<E.Either<ShutDownError, void>> => {
  if (sockets.length === 0) return Promise.resolve(right(undefined));
  const open = new Set(sockets);
  const drop = (error: ShutDownError): ShutDownError => {
    for (const socket of open) socket.close({ now: true });
    return error;
  };
  const gone = sockets.map((socket) => {
    const forget = (): boolean => open.delete(socket);
    return socket.done.then(forget, forget);
  });
  return within<void, ShutDownError>(
    config.clock,
    { ...options, timeoutMs: options.timeoutMs ?? config.shutdownTimeoutMs },
    {
      aborted: () => drop({ _tag: 'Aborted', call: 'close' }),
      timedOut: (timeoutMs) => drop({ _tag: 'ShutdownTimedOut', timeoutMs, sockets: open.size }),
    },
    () => ({ answer: Promise.all(gone).then(() => right(undefined)), abandon: () => undefined }),
  );
};
