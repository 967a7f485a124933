import type { BookError } from '@bitfinex-ws/orderbook';
import type { BookSpec, ChannelSpec, DecodeError, Message } from '@bitfinex-ws/protocol';
import type { ConnectionEnd, ConnectionLoss, PauseCause } from './connection/contract.js';
import type { SendError } from './connection/outbox.js';
import type { SequenceGap } from './observe/sequence.js';
import type { DroppedNotice, EndReason, Received } from './subscription/stream.js';

interface OnConnection {
  /** Which connection; a number stays with a connection over all its sockets. */
  readonly conn: number;
  readonly at: number;
}

/** What happens to the client as a whole. Times are in ms. */
export type ClientEvent =
  /** Greeting and flags are done, for the first time or again. */
  | (OnConnection & { readonly type: 'connected'; readonly serverId: string | null })
  /** A connection that had been up was lost. */
  | (OnConnection & { readonly type: 'disconnected'; readonly loss: ConnectionLoss })
  /** An attempt to connect failed. */
  | (OnConnection & { readonly type: 'connectFailed'; readonly loss: ConnectionLoss })
  /**
   * The next dial comes in `ms`; `failures` counts the losses in a row. `backoff`: after a loss; `governor`: it would be time, or
   * is the first one, but there have been too many dials to that host.
   */
  | (OnConnection & {
      readonly type: 'reconnecting';
      readonly reason: 'backoff' | 'governor';
      readonly failures: number;
      readonly ms: number;
    })
  /** The server said that its data is not to be relied on for a while. */
  | (OnConnection & { readonly type: 'paused'; readonly cause: PauseCause })
  /**
   * It may be relied on again. Every channel is asked again, one after the other; what is known of an account has to be read again,
   * because orders may have changed meanwhile. `by`: the server said so, or it has been waited for long enough.
   */
  | (OnConnection & { readonly type: 'resumed'; readonly by: 'server' | 'limit' })
  /** A connection that will not come back. */
  | (OnConnection & { readonly type: 'connectionEnded'; readonly end: ConnectionEnd })
  /**
   * The numbering broke: of the counter `message` that touches every channel of the connection, which each say so in their streams;
   * of `account` the account alone.
   */
  | (OnConnection & { readonly type: 'gap' } & SequenceGap)
  /** A channel is alive (every 15 s). `spec` null: the account (`chanId` 0), or a channel that is not acknowledged yet. */
  | (OnConnection & { readonly type: 'heartbeat'; readonly chanId: number; readonly spec: ChannelSpec | null })
  /** A channel has said nothing for `channelSilenceMs`, not even a heartbeat, and is asked again alone. */
  | (OnConnection & { readonly type: 'channelStale'; readonly spec: ChannelSpec; readonly silentMs: number })
  /** A frame that could not be decoded. */
  | (OnConnection & { readonly type: 'failure'; readonly error: DecodeError })
  /** A data frame of a channel that nobody has: one that was just unsubscribed, or was subscribed past the client. */
  | (OnConnection & { readonly type: 'unrouted'; readonly chanId: number })
  /** An event with a name that nobody knows. It is in `messages()` as it came. */
  | (OnConnection & { readonly type: 'unrecognised'; readonly event: string })
  /** A request of the client's own could not be sent. It is asked again with the next socket, or its acknowledgement times out. */
  | (OnConnection & { readonly type: 'sendFailed'; readonly error: SendError })
  /** A book did not take a message as it should. */
  | { readonly type: 'bookError'; readonly spec: BookSpec; readonly error: BookError; readonly at: number }
  /** The client was closed; the last event. */
  | { readonly type: 'closed'; readonly at: number };

/** One item of `messages()`: everything that was decoded, on every connection, in order of arrival. */
export type ClientMessage = (Received<Message> & { readonly conn: number }) | DroppedNotice | ClientEndedNotice;

/** The last item of `messages()`. */
export interface ClientEndedNotice {
  readonly type: 'ended';
  readonly reason: Extract<EndReason, { readonly _tag: 'ClientClosed' | 'QueueOverflowed' | 'BadOptions' }>;
  readonly at: number;
}
