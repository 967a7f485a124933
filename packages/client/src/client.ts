/// <reference lib="esnext.disposable" preserve="true" />
import type { either as E } from 'fp-ts';
import type { BookSpec, ChannelSpec, DataMessage, Request } from '@bitfinex-ws/protocol';
import type { BookChannel, CandlesChannel, Channel } from './channel.js';
import type { ClientEvent, ClientMessage } from './client-event.js';
import type { EffectiveOptions } from './effective-options.js';
import type { ClientError } from './errors.js';
import type { Disposer, OfType } from './listeners.js';
import { openClient } from './open-client.js';
import type { ClientOptions, QueueOptions } from './options.js';
import { readClientOptions } from './resolve-options.js';
import type { ClientStatus } from './status.js';
import type { BookSubscription, CallOptions, CandlesSubscription, Subscription } from './subscription/subscription.js';

/** The answer of a call that takes time. */
export type Answer<A> = Promise<E.Either<ClientError, A>>;

/** The front door: live subscriptions and live books over as many connections as they need. */
export interface Client extends AsyncDisposable {
  /**
   * Sees to it that a connection is open, and keeps it though it carries nothing; `subscribe` opens what it needs by itself. Answers `ConnectFailed` when the attempt in hand
   * fails, while the client goes on trying, unless it was told not to reconnect.
   */
  readonly connect: (options?: CallOptions) => Answer<void>;
  /**
   * Opens so many connections ahead of what will be subscribed (Go: `StartNewConnection`), and keeps them though they carry
   * nothing; empty ones beyond that number are closed. Answers once so many are open, which the governor can make minutes: mind
   * `timeoutMs`. When that is over the connections are still being opened. 0, as to begin with: none is kept.
   */
  readonly scale: (connections: number, options?: CallOptions) => Answer<void>;
  /**
   * Puts a whole new set of flags in force (Go: `EnableFlag`): asks every open connection, awaits that each has acknowledged it,
   * and asks every later one for the same. Where one refuses, the old set is put back, and the answer is `FlagsRejected`. Books
   * are asked again where what vouches for them changes.
   */
  readonly setFlags: (flags: number, options?: CallOptions) => Answer<void>;
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
  /**
   * Everything that is decoded on every connection, from this call on (Go: `Listen`). The queue is bounded as those of
   * subscriptions are, or as its options say. It ends with the client; its last item, `ended`, says why.
   */
  readonly messages: (options?: QueueOptions) => AsyncIterableIterator<ClientMessage, undefined>;
  /**
   * Sends a request, or a frame as it is, on an open connection (Go: `Send`): nothing is sent before the flags of that connection
   * are acknowledged, and nothing waits. The Left says why it was not sent: `NotConnected`, `UnknownConnection`, `SendQueueFull`.
   *
   * It goes past what the client knows: a channel that is subscribed this way has no handle and its frames are `unrouted`;
   * answers are in `messages()`. Keep frames below 16 KiB: what the server takes is not documented.
   */
  readonly send: (frame: string | Request, options?: SendRequestOptions) => E.Either<ClientError, void>;
  /** How everything stands at this moment. */
  readonly status: () => ClientStatus;
  /** The options in force when it was made, defaults filled in; null for a client of options that mean nothing. */
  readonly options: EffectiveOptions | null;
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

/** How a frame of the user's is to be sent. */
export interface SendRequestOptions {
  /** The number of the connection. @default the first that is open */
  readonly connection?: number;
  /**
   * The frame carries a key, a signature or a token: recorders and logs write a placeholder.
   * @default whether it looks as if it did
   */
  readonly sensitive?: boolean;
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
  const { value, problems } = readClientOptions(options);
  return openClient(value, problems.length === 0 ? null : { _tag: 'BadOptions', problems });
};
