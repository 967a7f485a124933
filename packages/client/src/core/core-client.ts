/// <reference lib="esnext.disposable" preserve="true" />
import type { either as E } from 'fp-ts';
import { createPublicDecoder, type BookSpec, type ChannelSpec, type DataMessage } from '@bitfinex-ws/protocol';
import type { BookChannel, CandlesChannel, Channel } from '../channel.js';
import type { ClientEvent } from '../client-event.js';
import { disposable } from '../disposable.js';
import type { ClientError } from '../errors.js';
import type { Disposer, OfType } from '../listeners.js';
import type { CoreClientOptions } from '../options.js';
import { readCoreOptions } from '../resolve-options.js';
import type { BookSubscription, CallOptions, CandlesSubscription, Subscription } from '../subscription/subscription.js';
import { openCore } from './open-core.js';

/** The answer of a call that takes time. */
export type Answer<A> = Promise<E.Either<ClientError, A>>;

/** Live subscriptions and live books over as many connections as they need, and nothing besides. `Client` has more to ask and to say. */
export interface CoreClient extends AsyncDisposable {
  /**
   * Sees to it that a connection is open, and keeps it though it carries nothing; `subscribe` opens what it needs by itself. Answers `ConnectFailed` when the attempt in hand
   * fails, while the client goes on trying, unless it was told not to reconnect.
   */
  readonly connect: (options?: CallOptions) => Answer<void>;
  /** Subscribes; answers once the server has acknowledged it. A connection that is not there yet is waited for. */
  readonly subscribe: SubscribeCall;
  /**
   * Ends a subscription, by its handle or its id. `SendQueueFull`: it has ended, but the server does not know, because too much waits for
   * the network; it is told as soon as there is room.
   */
  readonly unsubscribe: (subscription: string | { readonly id: string }, options?: CallOptions) => Answer<void>;
  /** The subscription of that id; null before it was asked for and after it ended. */
  readonly subscription: (id: string) => Subscription | null;
  /** The subscriptions that have not ended, in the order in which they were asked for. */
  readonly subscriptions: () => ReadonlyArray<Subscription>;
  /** Calls back for each event of a type. One that throws hurts nobody, and nothing happens where nobody listens. */
  readonly on: <Type extends ClientEvent['type']>(
    type: Type,
    listener: (event: OfType<ClientEvent, NoInfer<Type>>) => void,
  ) => Disposer;
  /**
   * Ends every subscription with `ClientClosed`, stops every timer, closes every socket, and answers when the sockets are
   * gone or `shutdownTimeoutMs` (`timeoutMs`) is over; sockets that are left then are dropped. Nothing dials afterwards. A second
   * call answers the same. `await using` calls it at the end of its block.
   */
  readonly close: (options?: CallOptions) => Answer<void>;
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
 * Makes a client of the few calls above, for bundles in which bytes count. What it does it does as `createClient` does, with the
 * same engine; it has no `status`, no `messages`, no `send` and no `setFlags`, and it decodes no account. It never throws and dials
 * nothing: the first `connect` or `subscribe` does. With options that mean nothing every call of it answers `BadOptions`.
 */
export const createCoreClient = (options: CoreClientOptions = {}): CoreClient => {
  const { value, problems } = readCoreOptions(options);
  const { client } = openCore(value, problems.length === 0 ? null : { _tag: 'BadOptions', problems }, {
    createDecoder: (_conn, known) => createPublicDecoder(known),
    flags: () => value.connection.flags,
    tap: () => null,
    onAnnouncement: () => undefined,
    onClosed: () => undefined,
  });
  return disposable(client, client.close);
};
