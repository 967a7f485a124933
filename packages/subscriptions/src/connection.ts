import type { Fact, SubscriptionsConfig } from './contract.js';
import { AT_REST } from './ask.js';
import { end, enter, sequence, updateConnection, type Move } from './move.js';
import { begin, capacityOf } from './place.js';
import { channelsOn, isWanted, type Channel } from './state.js';

/**
 * Asks for every channel that waits on the connection, in the order in which they came, with the stored requests. A new socket may
 * take more than the last one was said to: what was learned of that is forgotten.
 */
export const connectionReady =
  (config: SubscriptionsConfig, { conn }: Fact<'ConnectionReady'>): Move =>
  (state) => {
    const connection = state.connections.get(conn);
    if (!connection || connection.link === 'ready') return [state, []];
    const capacity = connection.link === 'down' ? capacityOf(config) : connection.capacity;
    return sequence(
      updateConnection(conn, (known) => ({ ...known, link: 'ready', capacity })),
      ...channelsOn(state, connection)
        .filter(({ phase }) => phase._tag === 'Waiting' && phase.timer === null)
        .map((channel) => begin(config, channel)),
    )(state);
  };

/** From here on nothing is asked on this connection; what was asked before may still be answered. */
export const connectionPaused =
  ({ conn }: Fact<'ConnectionPaused'>): Move =>
  (state) =>
    state.connections.get(conn)?.link === 'ready'
      ? updateConnection(conn, (known) => ({ ...known, link: 'paused' }))(state)
      : [state, []];

/** Nothing that the server knew of this connection holds any more; what is wanted waits for the next one. */
export const connectionLost =
  (config: SubscriptionsConfig, { conn, cause }: Fact<'ConnectionLost'>): Move =>
  (state) => {
    const connection = state.connections.get(conn);
    if (!connection || (connection.link === 'down' && config.resubscribe)) return [state, []];
    return sequence(
      updateConnection(conn, (known) => ({ ...known, link: 'down', orphans: new Map() })),
      ...channelsOn(state, connection).map((channel) => lose(config, channel, cause)),
    )(state);
  };

/** The connection is forgotten, and its channels end with it. */
export const connectionEnded =
  ({ conn, cause }: Fact<'ConnectionEnded'>): Move =>
  (state) => {
    const connection = state.connections.get(conn);
    if (!connection) return [state, []];
    const connections = new Map(state.connections);
    connections.delete(conn);
    return sequence(...channelsOn(state, connection).map((channel) => endLost(channel, cause)))({
      ...state,
      connections,
    });
  };

const lose = (config: SubscriptionsConfig, channel: Channel, cause: string): Move => {
  if (!isWanted(channel) || !config.resubscribe) return endLost(channel, cause);
  switch (channel.phase._tag) {
    case 'Waiting':
    case 'Leaving':
      return enter(channel, AT_REST);
    case 'Asking':
      return enter({ ...channel, purpose: 'again' }, AT_REST);
    case 'Live':
      return enter({ ...channel, purpose: 'again' }, AT_REST, {
        type: 'ChannelRecovering',
        channel: channel.key,
        cause,
      });
  }
};

const endLost = (channel: Channel, cause: string): Move =>
  end(channel, { _tag: 'ConnectionLost', conn: channel.conn, cause, spec: channel.spec });
