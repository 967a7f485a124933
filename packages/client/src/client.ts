import { either as E } from 'fp-ts';
import type { BookSpec, ChannelSpec, DataMessage } from '@bitfinex-ws/protocol';
import type { BookChannel, CandlesChannel, Channel } from './channel.js';
import type { ClientEvent, ClientMessage } from './client-event.js';
import type { ClientError } from './errors.js';
import type { Disposer, OfType } from './listeners.js';
import { openClient } from './open-client.js';
import type { ClientOptions } from './options.js';
import { resolveOptions } from './resolve-options.js';
import type { ClientStatus } from './status.js';
import type { BookSubscription, CallOptions, CandlesSubscription, Subscription } from './subscription/subscription.js';
import { unusableClient } from './unusable-client.js';

/** The answer of a call that takes time. */
export type Answer<A> = Promise<E.Either<ClientError, A>>;

/** The front door: live subscriptions and live books over as many connections as they need. */
export interface Client {
  /**
   * Sees to it that a connection is open; `subscribe` does so by itself. Answers `ConnectFailed` when the attempt in hand
   * fails, while the client goes on trying, unless it was told not to reconnect.
   */
  readonly connect: (options?: CallOptions) => Answer<void>;
  /** Subscribes; answers once the server has acknowledged it. A connection that is not there yet is waited for. */
  readonly subscribe: SubscribeCall;
  /** Ends a subscription, by its handle or its id. */
  readonly unsubscribe: (subscription: string | { readonly id: string }, options?: CallOptions) => Answer<void>;
  /** The subscription of that id; null before it was asked for and after it ended. */
  readonly subscription: (id: string) => Subscription | null;
  /**
   * Everything that is decoded on every connection, from this call on (Go: `Listen`). The queue is bounded as those of
   * subscriptions are; the stream ends with the client.
   */
  readonly messages: () => AsyncIterableIterator<ClientMessage, undefined>;
  readonly status: () => ClientStatus;
  /** Calls back for each event of a type. One that throws hurts nobody, and nothing happens where nobody listens. */
  readonly on: <Type extends ClientEvent['type']>(
    type: Type,
    listener: (event: OfType<ClientEvent, NoInfer<Type>>) => void,
  ) => Disposer;
  /**
   * Ends every subscription with `ClientClosed`, stops every timer, closes every socket, and answers when the sockets are
   * gone or `shutdownTimeoutMs` is over. Nothing dials afterwards. A second call answers the same.
   */
  readonly close: () => Answer<void>;
}

/** `subscribe` of a book channel gives a subscription with a live book, of candles one with windows. */
export interface SubscribeCall {
  <Spec extends BookSpec, M extends DataMessage>(
    channel: BookChannel<Spec, M>,
    options?: CallOptions,
  ): Answer<BookSubscription<M, Spec>>;
  (channel: CandlesChannel, options?: CallOptions): Answer<CandlesSubscription>;
  <Spec extends ChannelSpec, M extends DataMessage>(
    channel: Channel<Spec, M>,
    options?: CallOptions,
  ): Answer<Subscription<M, Spec>>;
}

/**
 * Makes a client. It never throws and dials nothing: the first `connect` or `subscribe` does. With options that mean
 * nothing every call of it answers `BadOptions`, which says all that is wrong with them.
 */
export const createClient = (options: ClientOptions = {}): Client => {
  const config = resolveOptions(options);
  return E.isLeft(config) ? unusableClient(config.left) : openClient(config.right);
};
