import type { either as E } from 'fp-ts';
import type { Request } from '@bitfinex-ws/protocol';
import type { ClientMessage } from './client-event.js';
import type { Answer, CoreClient } from './core/core-client.js';
import type { EffectiveOptions } from './effective-options.js';
import type { ClientError } from './errors.js';
import { openClient } from './open-client.js';
import type { ClientOptions, QueueOptions } from './options.js';
import { readClientOptions } from './resolve-options.js';
import type { ClientStatus } from './status.js';
import type { CallOptions } from './subscription/subscription.js';

/** The front door: live subscriptions and live books over as many connections as they need. */
export interface Client extends CoreClient {
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

/**
 * Makes a client. It never throws and dials nothing: the first `connect` or `subscribe` does. With options that mean
 * nothing every call of it answers `BadOptions`, which says all that is wrong with them.
 */
export const createClient = (options: ClientOptions = {}): Client => {
  const { value, problems } = readClientOptions(options);
  return openClient(value, problems.length === 0 ? null : { _tag: 'BadOptions', problems });
};
