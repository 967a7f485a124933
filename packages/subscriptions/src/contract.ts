import type { ChannelSpec } from '@bitfinex-ws/protocol';

/** Numbered by this machine: 1, 2, 3 … A number is a slot holder for life; the socket under it may be replaced. */
export type ConnectionId = number;
/** The user's stable id of a subscription. */
export type SubscriptionId = string;
/** `specKey(spec)`: subscriptions of one spec share one channel. */
export type ChannelKey = string;

/** What the machine of subscriptions goes by; every value is given. */
export interface SubscriptionsConfig {
  /** Channels a connection. @default 25 */
  readonly capacity: number;
  /** How long an acknowledgement may take, ms. */
  readonly ackTimeoutMs: number;
  /** Ask again after a reconnect. Where false, a lost connection ends its subscriptions. */
  readonly resubscribe: boolean;
}

/** Facts. `conn` says which connection they come from; facts of a connection that is not known are ignored. */
export type SubscriptionInput =
  | { readonly type: 'SubscribeAsked'; readonly id: SubscriptionId; readonly spec: ChannelSpec }
  | { readonly type: 'UnsubscribeAsked'; readonly id: SubscriptionId }
  /** So many connections are to be open whatever is wanted, ahead of it; 0 to begin with. Empty ones beyond are closed. */
  | { readonly type: 'ConnectionsAsked'; readonly count: number }
  /** Greeting and conf are done, or a pause is over: the connection carries subscriptions now (first time or again). */
  | { readonly type: 'ConnectionReady'; readonly conn: ConnectionId }
  /** The server is not to be asked for anything for a while. What is live stays live; what is wanted waits for `ConnectionReady`. */
  | { readonly type: 'ConnectionPaused'; readonly conn: ConnectionId }
  /** The socket is gone. The connection's own machine dials again; this one waits for `ConnectionReady`. */
  | { readonly type: 'ConnectionLost'; readonly conn: ConnectionId; readonly cause: string }
  /** It will not come back. */
  | { readonly type: 'ConnectionEnded'; readonly conn: ConnectionId; readonly cause: string }
  | {
      readonly type: 'Subscribed';
      readonly conn: ConnectionId;
      readonly chanId: number;
      readonly subId: string | number | null;
      readonly spec: ChannelSpec | null;
    }
  | { readonly type: 'Unsubscribed'; readonly conn: ConnectionId; readonly chanId: number }
  /** An `error` event. The echo finds the request where `subId` is missing. */
  | {
      readonly type: 'Rejected';
      readonly conn: ConnectionId;
      readonly code: number;
      readonly msg: string | null;
      readonly subId: string | number | null;
      readonly chanId: number | null;
      readonly echo: Readonly<Record<string, unknown>>;
    }
  /** The request under that `subId` found no room in a socket that lives: the server has not heard of it. */
  | { readonly type: 'SendFailed'; readonly conn: ConnectionId; readonly subId: string; readonly cause: string }
  /** The unsubscribe of that channel found no room in a socket that lives: the server has not heard of it. */
  | { readonly type: 'UnsubscribeFailed'; readonly conn: ConnectionId; readonly chanId: number }
  | { readonly type: 'TimerFired'; readonly timer: string }
  /** This one channel is broken (a checksum mismatch, say): unsubscribe it and ask again, the same request. */
  | { readonly type: 'ResyncAsked'; readonly channel: ChannelKey; readonly cause: string };

/** The fact of that type. */
export type Fact<Type extends SubscriptionInput['type']> = Extract<SubscriptionInput, { readonly type: Type }>;

/** Why a subscription ended. */
export type SubscriptionEnd =
  | { readonly _tag: 'Unsubscribed' }
  | {
      readonly _tag: 'SubscribeRejected';
      readonly code: number;
      readonly msg: string | null;
      readonly spec: ChannelSpec;
    }
  | { readonly _tag: 'AckTimedOut'; readonly timeoutMs: number; readonly spec: ChannelSpec }
  /** It could not be handed to the socket: the server has not heard of it. */
  | {
      readonly _tag: 'NotSent';
      readonly conn: ConnectionId;
      readonly cause: string;
      readonly spec: ChannelSpec;
    }
  | {
      readonly _tag: 'ConnectionLost';
      readonly conn: ConnectionId;
      readonly cause: string;
      readonly spec: ChannelSpec;
    };

/** Orders, to be carried out in order. */
export type SubscriptionEffect =
  | { readonly type: 'OpenConnection'; readonly conn: ConnectionId }
  /** No channel is left on it, and it is not wanted for those to come. */
  | { readonly type: 'CloseConnection'; readonly conn: ConnectionId }
  | { readonly type: 'SendSubscribe'; readonly conn: ConnectionId; readonly spec: ChannelSpec; readonly subId: string }
  | { readonly type: 'SendUnsubscribe'; readonly conn: ConnectionId; readonly chanId: number }
  | { readonly type: 'StartTimer'; readonly timer: string; readonly ms: number }
  | { readonly type: 'StopTimer'; readonly timer: string }
  /** Frames of (conn, chanId) belong to this channel from now on. */
  | { readonly type: 'RouteOpened'; readonly conn: ConnectionId; readonly chanId: number; readonly channel: ChannelKey }
  | { readonly type: 'RouteClosed'; readonly conn: ConnectionId; readonly chanId: number; readonly channel: ChannelKey }
  /** The channel is acknowledged: pending → live, or recovering → live. */
  | { readonly type: 'ChannelLive'; readonly channel: ChannelKey; readonly conn: ConnectionId; readonly chanId: number }
  /** A live channel lost its continuity and is being asked again. */
  | { readonly type: 'ChannelRecovering'; readonly channel: ChannelKey; readonly cause: string }
  /** These subscriptions are over, exactly once each. */
  | {
      readonly type: 'SubscriptionsEnded';
      readonly channel: ChannelKey;
      readonly ids: ReadonlyArray<SubscriptionId>;
      readonly end: SubscriptionEnd;
    };
