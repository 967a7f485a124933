import type { Fact, SubscriptionsConfig } from './contract.js';
import { adopt, unsubscribed } from './answer.js';
import { pauseBeforeNext } from './ask.js';
import { ALREADY_SUBSCRIBED, NOT_READY, NOT_SUBSCRIBED, TOO_MANY_CHANNELS, UNSUBSCRIBE_FAILED } from './codes.js';
import { ASK_TRIES } from './limits.js';
import { findRejected } from './match.js';
import { end, nothing, type Move } from './move.js';
import { claim, placeElsewhere, usedOf } from './place.js';
import { isWanted, type Channel, type Connection } from './state.js';

/** An `error` of the server: to a subscribe, or (with a channel id) to an unsubscribe. */
export const rejected =
  (config: SubscriptionsConfig, fact: Fact<'Rejected'>): Move =>
  (state) => {
    const connection = state.connections.get(fact.conn);
    if (!connection || connection.link === 'down') return [state, []];
    if (fact.code === UNSUBSCRIBE_FAILED || fact.code === NOT_SUBSCRIBED) {
      if (fact.chanId === null) return [state, []];
      return unsubscribed(config, { conn: fact.conn, chanId: fact.chanId })(state);
    }
    const channel = findRejected(state, connection, fact);
    if (channel?.phase._tag !== 'Asking') return [state, []];
    return refuse(config, connection, channel, channel.phase.tries, fact)(state);
  };

const refuse = (
  config: SubscriptionsConfig,
  connection: Connection,
  channel: Channel,
  tries: number,
  fact: Fact<'Rejected'>,
): Move => {
  const { code, msg } = fact;
  const give = end(channel, { _tag: 'SubscribeRejected', code, msg, spec: channel.spec });
  switch (code) {
    case ALREADY_SUBSCRIBED:
      return alreadySubscribed(config, connection, channel, tries, fact.chanId) ?? give;
    case TOO_MANY_CHANNELS:
      // Alone on its connection it fits nowhere: another connection would not help.
      if (usedOf(connection) <= 1) return give;
      return placeElsewhere(config, channel);
    case NOT_READY:
      if (channel.purpose === 'first' || !isWanted(channel) || tries >= ASK_TRIES) return give;
      return pauseBeforeNext(channel, tries);
    default:
      return give;
  }
};

/** What `dup` means for a channel that is being asked for; null where it is a refusal. */
const alreadySubscribed = (
  config: SubscriptionsConfig,
  connection: Connection,
  channel: Channel,
  tries: number,
  chanId: number | null,
): Move | null => {
  // Without an id only the answer to an earlier asking can tell it. Where there was one, wait for it.
  if (chanId === null) return tries > 1 ? nothing : null;
  if (connection.orphans.has(chanId)) return claim(config, channel, chanId);
  // The server holds the two specs for one. The other one has the channel.
  if (connection.chanIds.has(chanId)) return null;
  return adopt(config, channel, chanId);
};
