import type { ChannelSpec, DataMessage } from '@bitfinex-ws/protocol';
import type { SubscriptionEnd } from '@bitfinex-ws/subscriptions';
import type { ConnectionEnd, ConnectionLoss } from '../connection/contract.js';
import type { OptionsError } from '../options-problem.js';

/** A decoded message with the time at which its frame came in. */
export type Received<M> = M & {
  /** ms since 1970, by the client's clock. */
  readonly receivedAt: number;
  /** Present on a snapshot that was made from the live book for a handle that joined late. */
  readonly replayed?: true;
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

/** Continuity broke here: what follows, up to `resynced`, does not join on to what came before. */
export interface GapNotice {
  readonly type: 'gap';
  readonly cause: GapCause;
  readonly at: number;
}
/** Continuity is back: what follows is whole again. A book can be read from here on. */
export interface ResyncedNotice {
  readonly type: 'resynced';
  /** What had broken it. */
  readonly cause: GapCause;
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
export type StreamNotice = GapNotice | ResyncedNotice | DroppedNotice | EndedNotice;

/** What a subscription's stream carries: its channel's messages, and in their midst what happened to its continuity. */
export type StreamMessage<M extends DataMessage = DataMessage> = Received<M> | StreamNotice;

/** Why a subscription, or one iterator of it, ended. */
export type EndReason =
  | Exclude<SubscriptionEnd, { readonly _tag: 'ConnectionLost' }>
  /** Its connection will not come back, or was lost and subscriptions are not to be asked again: `why` says which, `cause` in words. */
  | {
      readonly _tag: 'ConnectionLost';
      readonly cause: string;
      readonly why: ConnectionEnd | ConnectionLoss;
      readonly spec: ChannelSpec;
    }
  | { readonly _tag: 'ClientClosed' }
  /** Under the policy `fail` alone, and it ends that one iterator only. */
  | { readonly _tag: 'QueueOverflowed'; readonly limit: number }
  /** The iterator was asked for with options that mean nothing, and it ends that one only. */
  | OptionsError;
