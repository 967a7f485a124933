import type { SubscriptionsConfig } from './contract.js';
import { ask, AT_REST, awaitUnsubscribed } from './ask.js';
import { drop, enter, sequence, updateConnection, vacate, type Move } from './move.js';
import { isWanted, type Channel, type Connection, type SubscriptionsState } from './state.js';

/** How many slots are held, in channels. */
export const usedOf = (connection: Connection): number => connection.slots.size;
/** How many slots are left, in channels. */
export const freeOf = (connection: Connection): number => Math.max(0, connection.capacity - usedOf(connection));

/** Gives a channel a slot, on a new connection only where every other is full, and begins to ask for it. */
export const place =
  (config: SubscriptionsConfig, channel: Channel): Move =>
  (state) => {
    const found = roomIn(state);
    const conn = found?.id ?? state.lastConnection + 1;
    const hold = updateConnection(conn, (connection) => ({
      ...connection,
      slots: new Set(connection.slots).add(channel.key),
    }));
    const begun = begin(config, { ...channel, conn });
    return sequence(...(found ? [hold, begun] : [openNext(config), hold, begun]))(state);
  };

/** The connection is full at what it carries besides. The channel that did not fit goes elsewhere, where it is wanted. */
export const placeElsewhere = (config: SubscriptionsConfig, channel: Channel): Move =>
  sequence(shrink(channel), ...(isWanted(channel) ? [vacate(channel), place(config, channel)] : [drop(channel)]));

const shrink = ({ conn }: Channel): Move =>
  updateConnection(conn, (connection) => ({ ...connection, capacity: usedOf(connection) - 1 }));

/** Opens the next connection. */
export const openNext =
  (config: SubscriptionsConfig): Move =>
  (state) => {
    const id = state.lastConnection + 1;
    const connection: Connection = {
      id,
      link: 'down',
      capacity: capacityOf(config),
      slots: new Set(),
      chanIds: new Map(),
      orphans: new Map(),
    };
    const connections = new Map(state.connections).set(id, connection);
    return [{ ...state, lastConnection: id, connections }, [{ type: 'OpenConnection', conn: id }]];
  };

/** What a socket is taken to carry until the server says otherwise. */
export const capacityOf = (config: SubscriptionsConfig): number => Math.max(1, config.capacity);

/** The lowest connection with a free slot: of those that are up, else of those that are paused or being dialled. */
const roomIn = (state: SubscriptionsState): Connection | undefined => {
  let later: Connection | undefined;
  for (const connection of state.connections.values()) {
    if (freeOf(connection) === 0) continue;
    if (connection.link === 'ready') return connection;
    later ??= connection;
  }
  return later;
};

/** Asks for a channel that nothing is under way for, where its connection can be asked; else it waits. */
export const begin =
  (config: SubscriptionsConfig, channel: Channel): Move =>
  (state) => {
    const connection = state.connections.get(channel.conn);
    if (connection?.link !== 'ready') return enter(channel, AT_REST)(state);
    const orphan = [...connection.orphans].find(([, key]) => key === channel.key);
    return orphan ? claim(config, channel, orphan[0])(state) : ask(config, channel, 1)(state);
  };

/** An orphan of the same spec is on its way out: it is waited for, then the channel is asked. */
export const claim = (config: SubscriptionsConfig, channel: Channel, chanId: number): Move =>
  sequence(
    updateConnection(channel.conn, (connection) => {
      const orphans = new Map(connection.orphans);
      orphans.delete(chanId);
      return { ...connection, orphans };
    }),
    awaitUnsubscribed(config, channel, chanId),
  );
