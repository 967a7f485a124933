import { left } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { Client } from './client.js';
import { disposable } from './disposable.js';
import { NO_COUNTERS } from './observe/inbound.js';
import { createQueue } from './queue.js';
import { clientStatus } from './status.js';
import type { ClientMessage } from './client-event.js';
import type { OptionsError } from './options-problem.js';

/** The client of options that mean nothing: every call says what is wrong with them. */
export const unusableClient = (error: OptionsError): Client => {
  const refuse = (): Promise<E.Either<OptionsError, never>> => Promise.resolve(left(error));
  const client: Omit<Client, typeof Symbol.asyncDispose> = {
    connect: refuse,
    scale: refuse,
    setFlags: refuse,
    subscribe: refuse,
    unsubscribe: refuse,
    send: () => left(error),
    subscription: () => null,
    subscriptions: () => [],
    messages: () => {
      const queue = createQueue<ClientMessage>({ limit: 1, policy: 'latest' }, NOBODY);
      queue.end({ type: 'ended', reason: error, at: 0 });
      return queue.iterator();
    },
    status: () =>
      clientStatus({
        state: 'unusable',
        at: 0,
        connections: [],
        handles: [],
        placeOf: () => null,
        consumers: [],
        counters: NO_COUNTERS,
      }),
    options: null,
    on: () => () => undefined,
    close: refuse,
  };
  return disposable(client, refuse);
};

const NOBODY = {
  isNotice: () => false,
  dropped: (count: number): ClientMessage => ({ type: 'dropped', count }),
  overflowed: (): ClientMessage => ({ type: 'dropped', count: 1 }),
  onReleased: () => undefined,
  onDropped: () => undefined,
};
