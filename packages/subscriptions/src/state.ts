import type { ChannelSpec } from '@bitfinex-ws/protocol';
import type { ChannelKey, ConnectionId, SubscriptionId } from './contract.js';
import { emptyTable, lookup, type Table } from './table.js';

/** All that is known. It never changes under its reader; read it with `channelOf`, `connectionsOf`, `routeOf` and `subscriptionOf`. */
export interface SubscriptionsState {
  /** The last number given to a connection. */
  readonly lastConnection: ConnectionId;
  /** The last number given to an asking or a timer: none is given twice, so that late answers are told apart. */
  readonly lastNumber: number;
  /** How many connections stay open though they carry nothing. */
  readonly reserve: number;
  readonly connections: ReadonlyMap<ConnectionId, Connection>;
  readonly channels: Table<Channel>;
  readonly subscriptions: Table<ChannelKey>;
  /** The timers that are running, and the channel of each. */
  readonly timers: Table<ChannelKey>;
}

/** One connection, as long as it has a channel or is held in reserve. */
export interface Connection {
  readonly id: ConnectionId;
  /** `paused`: its socket is open, and nothing new is asked of it. */
  readonly link: 'ready' | 'paused' | 'down';
  /** What was configured, or less where the server said that this socket is full. */
  readonly capacity: number;
  /** The channels that hold a slot, in the order in which they came. */
  readonly slots: ReadonlySet<ChannelKey>;
  /** The channel ids in use by our channels, live or leaving. */
  readonly chanIds: ReadonlyMap<number, ChannelKey>;
  /**
   * Channel ids that the server opened when nobody waited any more; they are being unsubscribed. They hold no slot:
   * their slot was given up when the asking timed out, and may have a new holder.
   */
  readonly orphans: ReadonlyMap<number, ChannelKey | null>;
}

/** One channel of the server, wanted by the subscriptions in `ids`. Without any it is being released. */
export interface Channel {
  readonly key: ChannelKey;
  /** The stored request: what is asked again is this very object. */
  readonly spec: ChannelSpec;
  readonly ids: ReadonlySet<SubscriptionId>;
  readonly conn: ConnectionId;
  /** `first`: the users wait for the first answer, and a time-out is theirs. `again`: it was asked before and is being recovered. */
  readonly purpose: 'first' | 'again';
  readonly phase: Phase;
}

/** Where a channel stands with the server. Each phase but `Live` that waits for something of the server has a timer. */
export type Phase =
  /** Not asked: the connection is down, or (with a timer) the server was not ready. */
  | { readonly _tag: 'Waiting'; readonly tries: number; readonly timer: Timer | null }
  | { readonly _tag: 'Asking'; readonly tries: number; readonly timer: Timer; readonly subId: string }
  | { readonly _tag: 'Live'; readonly chanId: number }
  /**
   * Unsubscribed by us and not yet confirmed. Where the channel is wanted, it is asked again after that. `unsent`: the socket had no
   * room; it is sent when the timer is over.
   */
  | { readonly _tag: 'Leaving'; readonly timer: Timer; readonly chanId: number; readonly unsent?: true };

/** A timer that runs: its name, never given twice, and its length in ms. */
interface Timer {
  readonly name: string;
  readonly ms: number;
}

/** Nothing is wanted and nothing is open. */
export const initialState: SubscriptionsState = {
  lastConnection: 0,
  lastNumber: 0,
  reserve: 0,
  connections: new Map(),
  channels: emptyTable(),
  subscriptions: emptyTable(),
  timers: emptyTable(),
};

/** The channels that hold a slot of a connection, in order. */
export const channelsOn = (state: SubscriptionsState, connection: Connection): ReadonlyArray<Channel> =>
  [...connection.slots].flatMap((key) => lookup(state.channels, key) ?? []);

/** Whether nothing is to be asked on the connection of the channel for a while. */
export const isPaused = (state: SubscriptionsState, { conn }: Channel): boolean =>
  state.connections.get(conn)?.link === 'paused';

/** Whether a subscription is left on the channel. */
export const isWanted = (channel: Channel): boolean => channel.ids.size > 0;

/** The timer that belongs to the phase. Null where none does. */
export const timerOf = (phase: Phase): Timer | null => (phase._tag === 'Live' ? null : phase.timer);

/** The server's id of the channel. Null where we know of none. */
export const chanIdOf = (phase: Phase): number | null =>
  phase._tag === 'Live' || phase._tag === 'Leaving' ? phase.chanId : null;
