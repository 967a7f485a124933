import type { ChannelSpec, DataMessage } from '@bitfinex-ws/protocol';
import type { SubscriptionEnd } from '@bitfinex-ws/subscriptions';
import type { ConnectionEnd, ConnectionLoss } from '../connection/contract.js';
import type { SendQueueFull } from '../connection/outbox.js';
import type { SequenceGap } from '../observe/sequence.js';
import type { OptionsError } from '../options-problem.js';

/**
 * A decoded message with the time at which its frame came in. Where the flag TIMESTAMP is on, its `serverTime` is the time of the
 * server, ms; else that is null.
 */
export type Received<M> = M & {
  /** ms since 1970, by the client's clock. */
  readonly receivedAt: number;
  /** Present on a snapshot that was made from what is known of the channel for a handle that joined late. */
  readonly replayed?: true;
  /** Present on a trade or a candle that was missed, and brought back by a snapshot or by the `backfill` of the channel. */
  readonly backfilled?: true;
};

/**
 * Why the continuity of a channel broke. `sequence`: frames of its connection are missing, doubled or swapped;
 * `disconnected`: its socket went away; `checksum`, `desync`: its book is wrong; `maintenance`: the server said that its
 * data is not to be relied on; `stale`: neither data nor a heartbeat came; `asked`: it is being asked again for another reason.
 */
export type GapCause = (typeof GAP_CAUSES)[number];

const GAP_CAUSES = ['sequence', 'disconnected', 'checksum', 'desync', 'maintenance', 'stale', 'asked'] as const;

/** The cause that a text names; `asked` where it names none of them. */
export const toGapCause = (text: string): GapCause => GAP_CAUSES.find((cause) => cause === text) ?? 'asked';

/** One edge of a gap, as far as the channel shows it. */
export interface GapBound {
  /** When the message at this edge came in, by the client's clock, ms. */
  readonly at: number;
  /** The id of the trade at this edge; null for other channels. */
  readonly id: number | null;
  /** The server's time of the trade or candle at this edge, ms; null for other channels. */
  readonly mts: number | null;
}

/**
 * Continuity broke here: what follows, up to `resynced`, does not join on to what came before. There is one for each outage,
 * whatever else goes wrong until the channel is whole again.
 */
export interface GapNotice {
  readonly type: 'gap';
  readonly cause: GapCause;
  readonly at: number;
  /** The last that was delivered before; null where nothing was. Of a trade that was told as matched, what persists it may be missing. */
  readonly from: GapBound | null;
  /** The frame that shows the gap, of whichever channel of the connection; null where nothing has come since. */
  readonly to: GapBound | null;
  /** Which number was due, which one came, how many never did; null where no number tells of the gap. */
  readonly sequence: SequenceGap | null;
}
/** Continuity is back: what follows is whole again. A book can be read from here on. */
export interface ResyncedNotice {
  readonly type: 'resynced';
  /** What had broken it. */
  readonly cause: GapCause;
  readonly at: number;
  /** As in the `gap`. */
  readonly from: GapBound | null;
  /** The first behind the gap: of trades the oldest that had not been delivered before it, else the newest that is known. */
  readonly to: GapBound;
  /**
   * What the stream lacks between the two. `none`: nothing, which is proved, for the snapshot reaches back to trades or candles
   * that had been delivered. `replaced`: updates, for which the state that follows stands in (books, tickers, derivatives).
   * `unknown`: nobody can say.
   */
  readonly missing: 'none' | 'replaced' | 'unknown';
  /** How many trades or candles were brought back. */
  readonly backfilled: number;
}
/** The `backfill` of the channel was asked for what a snapshot did not reach. It comes before `resynced`, and behind no harm. */
export interface BackfillNotice {
  readonly type: 'backfill';
  /**
   * `filled`: it gave its rows; `failed`: it threw or rejected; `timedOut`: it took too long; `tooMany`: it gave more rows than
   * are taken; `overflowed`: more came live meanwhile than may wait; `interrupted`: the channel broke again.
   */
  readonly outcome: 'filled' | 'failed' | 'timedOut' | 'tooMany' | 'overflowed' | 'interrupted';
  /** Rows of it that were delivered. Others were known already, outside of the gap, or had no id or time. */
  readonly rows: number;
  /** What it failed with, in its own words; null where it did not. */
  readonly reason: string | null;
  readonly at: number;
}
/** This consumer was too slow: messages of its own queue were dropped here. The subscription itself is whole. */
export interface DroppedNotice {
  readonly type: 'dropped';
  readonly count: number;
}
/** The last item of every stream. */
export interface EndedNotice {
  readonly type: 'ended';
  readonly reason: EndReason;
  readonly at: number;
}
/** What a stream says of itself, in the midst of its messages. */
export type StreamNotice = GapNotice | ResyncedNotice | BackfillNotice | DroppedNotice | EndedNotice;

/** What a subscription's stream carries: its channel's messages, and in their midst what happened to its continuity. */
export type StreamMessage<M extends DataMessage = DataMessage> = Received<M> | StreamNotice;

/** Why a subscription, or one iterator of it, ended. */
export type EndReason =
  | Exclude<SubscriptionEnd, { readonly _tag: 'ConnectionLost' | 'NotSent' }>
  /** Its request was not sent, because too much waits for the network on its connection; the server has not heard of it. */
  | (SendQueueFull & { readonly spec: ChannelSpec })
  /** Its connection will not come back, or was lost and subscriptions are not to be asked again: `why` says which, `explainConnectionFault` says it in words. */
  | {
      readonly _tag: 'ConnectionLost';
      readonly why: ConnectionEnd | ConnectionLoss;
      readonly spec: ChannelSpec;
    }
  | { readonly _tag: 'ClientClosed' }
  /** Under the policy `fail` alone, and it ends that one iterator only. */
  | { readonly _tag: 'QueueOverflowed'; readonly limit: number }
  /** The iterator was asked for with options that mean nothing, and it ends that one only. */
  | OptionsError;
