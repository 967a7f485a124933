import { specKey } from '@bitfinex-ws/protocol';
import type { ChannelKey, Fact, SubscriptionsConfig } from './contract.js';
import { ask, unsubscribe } from './ask.js';
import { findAcknowledged } from './match.js';
import { drop, emit, enter, sequence, updateConnection, withChannel, type Move } from './move.js';
import { isWanted, type Channel } from './state.js';

/** The server opened a channel: ours, or one that nobody waits for any more. */
export const subscribed =
  (config: SubscriptionsConfig, fact: Fact<'Subscribed'>): Move =>
  (state) => {
    const connection = state.connections.get(fact.conn);
    if (!connection || connection.link === 'down') return [state, []];
    const channel = findAcknowledged(state, connection, fact);
    if (channel) return adopt(config, channel, fact.chanId)(state);
    const key = fact.spec && specKey(fact.spec);
    const holder = connection.chanIds.get(fact.chanId);
    // Said twice, or the answer to an earlier asking of a channel that was adopted meanwhile.
    const known = connection.orphans.has(fact.chanId) || (holder !== undefined && (key === null || key === holder));
    if (known) return [state, []];
    return sequence(evict(config, fact.conn, fact.chanId), disown(fact.conn, fact.chanId, key))(state);
  };

/** The channel is open under this id. Where it was released meanwhile, the id is given back. */
export const adopt = (config: SubscriptionsConfig, channel: Channel, chanId: number): Move =>
  sequence(
    evict(config, channel.conn, chanId),
    isWanted(channel) ? enter(channel, { _tag: 'Live', chanId }) : unsubscribe(config, channel, chanId),
  );

/** A channel id is free. Whoever was leaving it is gone, or is asked again. */
export const unsubscribed =
  (config: SubscriptionsConfig, { conn, chanId }: Pick<Fact<'Unsubscribed'>, 'conn' | 'chanId'>): Move =>
  (state) => {
    const connection = state.connections.get(conn);
    if (connection?.orphans.has(chanId)) return forgetOrphan(conn, chanId)(state);
    return evict(config, conn, chanId)(state);
  };

/**
 * Takes the id from the channel that holds it: a leaving one is gone, or asked again where it is wanted; a live one has
 * lost its continuity without a word from us, and is asked again.
 */
const evict =
  (config: SubscriptionsConfig, conn: number, chanId: number): Move =>
  (state) => {
    const holder = state.connections.get(conn)?.chanIds.get(chanId);
    if (holder === undefined) return [state, []];
    return withChannel(holder, (channel) => {
      if (!isWanted(channel)) return drop(channel);
      if (channel.phase._tag !== 'Live') return ask(config, channel, 1);
      const cause = 'the server unsubscribed the channel';
      return ask(config, { ...channel, purpose: 'again' }, 1, {
        type: 'ChannelRecovering',
        channel: channel.key,
        cause,
      });
    })(state);
  };

/** Gives back at once what nobody waits for, so that it does not live on the server unseen. */
const disown =
  (conn: number, chanId: number, key: ChannelKey | null): Move =>
  (state) => {
    if (!state.connections.has(conn)) return [state, []];
    return sequence(
      updateConnection(conn, (connection) => ({
        ...connection,
        orphans: new Map(connection.orphans).set(chanId, key),
      })),
      emit({ type: 'SendUnsubscribe', conn, chanId }),
    )(state);
  };

const forgetOrphan = (conn: number, chanId: number): Move =>
  updateConnection(conn, (connection) => {
    const orphans = new Map(connection.orphans);
    orphans.delete(chanId);
    return { ...connection, orphans };
  });
