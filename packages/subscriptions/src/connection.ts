import type { Fact, SubscriptionsConfig } from './contract.js';
import { ask, AT_REST } from './ask.js';
import { end, enter, sequence, updateConnection, type Move } from './move.js';
import { channelsOn, isWanted, type Channel } from './state.js';

/** Asks for every channel that waits on the connection, in the order in which they came, with the stored requests. */
export const connectionReady =
  (config: SubscriptionsConfig, { conn }: Fact<'ConnectionReady'>): Move =>
  (state) => {
    const connection = state.connections.get(conn);
    if (!connection || connection.link === 'ready') return [state, []];
    return sequence(
      updateConnection(conn, (known) => ({ ...known, link: 'ready' })),
      ...channelsOn(state, connection).map((channel) => ask(config, channel, 1)),
    )(state);
  };

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
  end(channel, { _tag: 'ConnectionLost', cause, spec: channel.spec });
