import { specKey } from '@bitfinex-ws/protocol';
import type { Fact, SubscriptionsConfig } from './contract.js';
import { AT_REST, unsubscribe } from './ask.js';
import { drop, emit, enter, nothing, numbered, sequence, storeChannel, withChannel, type Move } from './move.js';
import { place } from './place.js';
import { isWanted, type Channel } from './state.js';
import { lookup, put, without } from './table.js';

/** Joins the channel of that spec, or places a new one. An id that is in use already changes nothing. */
export const subscribeAsked =
  (config: SubscriptionsConfig, { id, spec }: Fact<'SubscribeAsked'>): Move =>
  (state) => {
    if (lookup(state.subscriptions, id) !== undefined) return [state, []];
    const key = specKey(spec);
    const channel = lookup(state.channels, key);
    const move = channel
      ? join(config, channel, id)
      : place(config, { key, spec, ids: new Set([id]), conn: 0, purpose: 'first', phase: AT_REST });
    return move({ ...state, subscriptions: put(state.subscriptions, id, key) });
  };

/** Ends the handle at once. With the last one the channel is given back, as soon as its id is known. */
export const unsubscribeAsked =
  (config: SubscriptionsConfig, { id }: Fact<'UnsubscribeAsked'>): Move =>
  (state) => {
    const key = lookup(state.subscriptions, id);
    if (key === undefined) return [state, []];
    return sequence(
      emit({ type: 'SubscriptionsEnded', channel: key, ids: [id], end: { _tag: 'Unsubscribed' } }),
      withChannel(key, (channel) => release(config, { ...channel, ids: withoutId(channel, id) })),
    )({ ...state, subscriptions: without(state.subscriptions, id) });
  };

/** Unsubscribes a live channel and asks for it again. While that goes on, further requests change nothing. */
export const resyncAsked = (config: SubscriptionsConfig, { channel: key, cause }: Fact<'ResyncAsked'>): Move =>
  withChannel(key, (channel) =>
    channel.phase._tag !== 'Live'
      ? nothing
      : unsubscribe(config, { ...channel, purpose: 'again' }, channel.phase.chanId, {
          type: 'ChannelRecovering',
          channel: key,
          cause,
        }),
  );

const join = (config: SubscriptionsConfig, channel: Channel, id: string): Move => {
  const ids = new Set(channel.ids).add(id);
  if (isWanted(channel)) return storeChannel({ ...channel, ids });
  // It was being released. From now on it is a first asking, whatever it was before, and its user gets the whole time.
  const wanted: Channel = { ...channel, ids, purpose: 'first' };
  const { phase } = wanted;
  if (phase._tag !== 'Asking') return storeChannel(wanted);
  return numbered((fresh) =>
    enter(wanted, { ...phase, tries: 1, timer: { name: `ack:${fresh}`, ms: config.ackTimeoutMs } }),
  );
};

const release = (config: SubscriptionsConfig, channel: Channel): Move => {
  if (isWanted(channel)) return storeChannel(channel);
  switch (channel.phase._tag) {
    case 'Waiting':
      return drop(channel);
    case 'Live':
      return unsubscribe(config, channel, channel.phase.chanId);
    case 'Asking':
    case 'Leaving':
      return storeChannel(channel);
  }
};

const withoutId = (channel: Channel, id: string): ReadonlySet<string> => {
  const ids = new Set(channel.ids);
  ids.delete(id);
  return ids;
};
