import type { ChannelSpec } from '@bitfinex-ws/protocol';
import type { ChannelKey, ConnectionId, SubscriptionId } from './contract.js';
import { freeOf, usedOf } from './place.js';
import { chanIdOf, isWanted, type Channel, type SubscriptionsState } from './state.js';
import { lookup } from './table.js';

/**
 * Where a channel stands. `waiting`: not asked yet; `asking`: asked, for the first time; `live`: acknowledged;
 * `recovering`: it lost its continuity, or its connection while it was asked for, and is asked again; `releasing`:
 * nobody wants it any more and the server has not confirmed that it is gone. A channel holds a slot in each of these.
 */
export type ChannelState = 'waiting' | 'asking' | 'live' | 'recovering' | 'releasing';

/** What is known of a channel. */
export interface ChannelView {
  readonly state: ChannelState;
  readonly conn: ConnectionId;
  /** The server's id of it on that connection. Null while it has none that we know of. */
  readonly chanId: number | null;
  /** The stored request. */
  readonly spec: ChannelSpec;
  /** The subscriptions that share the channel, in the order in which they came. Empty while it is being released. */
  readonly ids: ReadonlyArray<SubscriptionId>;
}

/** What is known of a subscription: its channel's view, without the others that share it. */
export interface SubscriptionView extends Omit<ChannelView, 'ids'> {
  readonly id: SubscriptionId;
  readonly channel: ChannelKey;
}

/** How a connection is used. */
export interface ConnectionView {
  readonly id: ConnectionId;
  /** It carries subscriptions now, and can be asked for more. */
  readonly ready: boolean;
  /** Slots held, in channels. */
  readonly used: number;
  /** Slots left, in channels; less than `capacity - used` where the server said that the connection is full. */
  readonly free: number;
}

/** The live channel to which frames of this channel id belong on this connection. Null where there is none. */
export const routeOf = (state: SubscriptionsState, conn: ConnectionId, chanId: number): ChannelKey | null => {
  const key = state.connections.get(conn)?.chanIds.get(chanId);
  if (key === undefined) return null;
  return lookup(state.channels, key)?.phase._tag === 'Live' ? key : null;
};

/** What is known of the channel of that key. Null where there is none. */
export const channelOf = (state: SubscriptionsState, key: ChannelKey): ChannelView | null => {
  const channel = lookup(state.channels, key);
  if (!channel) return null;
  const { conn, spec, ids, phase } = channel;
  return { state: stateOf(channel), conn, chanId: chanIdOf(phase), spec, ids: [...ids] };
};

/** Every connection that is opened and not closed, lowest number first. */
export const connectionsOf = (state: SubscriptionsState): ReadonlyArray<ConnectionView> =>
  [...state.connections.values()].map((connection) => ({
    id: connection.id,
    ready: connection.link === 'ready',
    used: usedOf(connection),
    free: freeOf(connection),
  }));

/** What is known of a subscription. Null before it was asked and after it ended. */
export const subscriptionOf = (state: SubscriptionsState, id: SubscriptionId): SubscriptionView | null => {
  const key = lookup(state.subscriptions, id);
  const view = key === undefined ? null : channelOf(state, key);
  if (key === undefined || view === null) return null;
  return { id, channel: key, state: view.state, conn: view.conn, chanId: view.chanId, spec: view.spec };
};

const stateOf = (channel: Channel): ChannelState => {
  if (!isWanted(channel)) return 'releasing';
  if (channel.phase._tag === 'Live') return 'live';
  if (channel.purpose === 'again') return 'recovering';
  return channel.phase._tag === 'Asking' ? 'asking' : 'waiting';
};
