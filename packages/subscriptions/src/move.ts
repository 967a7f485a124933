import type { Step } from '@bitfinex-ws/machine';
import type { ChannelKey, ConnectionId, SubscriptionEffect, SubscriptionEnd } from './contract.js';
import { chanIdOf, timerOf, type Channel, type Connection, type Phase, type SubscriptionsState } from './state.js';
import { lookup, put, without } from './table.js';

/** A part of a step. A fact is answered by one move, made of smaller ones. */
export type Move = (state: SubscriptionsState) => Step<SubscriptionsState, SubscriptionEffect>;

/** One move after the other, each on the state that the last one left. */
export const sequence =
  (...moves: ReadonlyArray<Move>): Move =>
  (state) => {
    const effects: SubscriptionEffect[] = [];
    let current = state;
    for (const move of moves) {
      const [next, more] = move(current);
      current = next;
      effects.push(...more);
    }
    return [current, effects];
  };

/** The move that changes nothing. */
export const nothing: Move = (state) => [state, []];

/** Orders effects and changes nothing. */
export const emit =
  (...effects: ReadonlyArray<SubscriptionEffect>): Move =>
  (state) => [state, effects];

/** Takes a number that was never given before. */
export const numbered =
  (next: (fresh: number) => Move): Move =>
  (state) => {
    const fresh = state.lastNumber + 1;
    return next(fresh)({ ...state, lastNumber: fresh });
  };

/** The move for a channel that may be gone meanwhile. */
export const withChannel =
  (key: ChannelKey, next: (channel: Channel) => Move): Move =>
  (state) => {
    const channel = lookup(state.channels, key);
    return channel ? next(channel)(state) : [state, []];
  };

/** Stores a channel whose phase is as it was; `enter` changes phases. */
export const storeChannel =
  (channel: Channel): Move =>
  (state) => [{ ...state, channels: put(state.channels, channel.key, channel) }, []];

/** Rewrites a connection; one that is forgotten stays forgotten. */
export const updateConnection =
  (id: ConnectionId, update: (connection: Connection) => Connection): Move =>
  (state) => {
    const connection = state.connections.get(id);
    if (!connection) return [state, []];
    return [{ ...state, connections: new Map(state.connections).set(id, update(connection)) }, []];
  };

/**
 * Takes a channel to a phase. This is the only way from one phase to the next, so that a timer ends and a route closes
 * with the phase that it belongs to. The orders go out between: after what ends, before what begins.
 */
export const enter = (channel: Channel, phase: Phase, ...orders: ReadonlyArray<SubscriptionEffect>): Move =>
  sequence(leave(channel), emit(...orders), storeChannel({ ...channel, phase }), arrive(channel, phase));

/** Removes a channel and frees its slot. A connection that has no channel left is closed, unless it is held in reserve. */
export const drop = (channel: Channel): Move =>
  sequence(
    leave(channel),
    (state) => [{ ...state, channels: without(state.channels, channel.key) }, []],
    vacate(channel),
  );

/** Ends all subscriptions of a channel, then drops it. */
export const end = (channel: Channel, reason: SubscriptionEnd): Move =>
  sequence((state) => {
    if (channel.ids.size === 0) return [state, []];
    const ids = [...channel.ids];
    const subscriptions = ids.reduce((left, id) => without(left, id), state.subscriptions);
    return [{ ...state, subscriptions }, [{ type: 'SubscriptionsEnded', channel: channel.key, ids, end: reason }]];
  }, drop(channel));

/** Gives up the slot of a channel. */
export const vacate =
  ({ key, conn }: Channel): Move =>
  (state) => {
    const connection = state.connections.get(conn);
    if (!connection) return [state, []];
    const slots = new Set(connection.slots);
    slots.delete(key);
    const connections = new Map(state.connections).set(conn, { ...connection, slots });
    return closeEmpty(conn)({ ...state, connections });
  };

/** Closes and forgets a connection that has no channel, unless it is held in reserve. */
export const closeEmpty =
  (conn: ConnectionId): Move =>
  (state) => {
    const connection = state.connections.get(conn);
    if (!connection || connection.slots.size > 0 || state.connections.size <= state.reserve) return [state, []];
    const connections = new Map(state.connections);
    connections.delete(conn);
    return [{ ...state, connections }, [{ type: 'CloseConnection', conn }]];
  };

const leave = ({ key, conn, phase }: Channel): Move => {
  const timer = timerOf(phase);
  const chanId = chanIdOf(phase);
  return sequence(
    // A timer that has fired is out of the table already and need not be stopped.
    (state) =>
      timer === null || lookup(state.timers, timer.name) === undefined
        ? [state, []]
        : [{ ...state, timers: without(state.timers, timer.name) }, [{ type: 'StopTimer', timer: timer.name }]],
    chanId === null ? nothing : updateConnection(conn, (connection) => withoutChanId(connection, chanId)),
    phase._tag === 'Live' ? emit({ type: 'RouteClosed', conn, chanId: phase.chanId, channel: key }) : nothing,
  );
};

const arrive = ({ key, conn }: Channel, phase: Phase): Move => {
  const timer = timerOf(phase);
  const chanId = chanIdOf(phase);
  return sequence(
    chanId === null
      ? nothing
      : updateConnection(conn, (connection) => ({
          ...connection,
          chanIds: new Map(connection.chanIds).set(chanId, key),
        })),
    phase._tag === 'Live'
      ? emit(
          { type: 'RouteOpened', conn, chanId: phase.chanId, channel: key },
          { type: 'ChannelLive', channel: key, conn, chanId: phase.chanId },
        )
      : nothing,
    timer === null
      ? nothing
      : (state) => [
          { ...state, timers: put(state.timers, timer.name, key) },
          [{ type: 'StartTimer', timer: timer.name, ms: timer.ms }],
        ],
  );
};

const withoutChanId = (connection: Connection, chanId: number): Connection => {
  const chanIds = new Map(connection.chanIds);
  chanIds.delete(chanId);
  return { ...connection, chanIds };
};
