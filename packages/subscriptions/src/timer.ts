import type { Fact, SubscriptionsConfig } from './contract.js';
import { ask, AT_REST, unsubscribe } from './ask.js';
import { ASK_TRIES } from './limits.js';
import { drop, end, enter, withChannel, type Move } from './move.js';
import { isPaused, isWanted, type Channel, type SubscriptionsState } from './state.js';
import { lookup, without } from './table.js';

/** A timer is over. One that is not running, because it was stopped meanwhile, changes nothing. */
export const timerFired =
  (config: SubscriptionsConfig, { timer }: Fact<'TimerFired'>): Move =>
  (state) => {
    const key = lookup(state.timers, timer);
    if (key === undefined) return [state, []];
    return withChannel(key, (channel) => overdue(config, state, channel))({
      ...state,
      timers: without(state.timers, timer),
    });
  };

const overdue = (config: SubscriptionsConfig, state: SubscriptionsState, channel: Channel): Move => {
  const { phase } = channel;
  if (phase._tag === 'Leaving' && phase.unsent) return unsubscribe(config, channel, phase.chanId);
  if (!isWanted(channel)) return drop(channel);
  switch (channel.phase._tag) {
    case 'Waiting':
      return ask(config, channel, channel.phase.tries + 1);
    case 'Asking':
      // A server that is busy with itself owes no answer; it is asked again afterwards.
      if (isPaused(state, channel)) return enter(channel, AT_REST);
      // The slot is free from here on. Should the server open the channel after all, it is given back on sight.
      return channel.purpose === 'again' && channel.phase.tries < ASK_TRIES
        ? ask(config, channel, channel.phase.tries + 1)
        : end(channel, { _tag: 'AckTimedOut', timeoutMs: config.ackTimeoutMs, spec: channel.spec });
    case 'Leaving':
      return ask(config, channel, 1);
    case 'Live':
      throw new Error(`the live channel ${channel.key} has no timer`);
  }
};
