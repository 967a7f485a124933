import type { Machine } from '@bitfinex-ws/machine';
import { subscribed, unsubscribed } from './answer.js';
import { connectionEnded, connectionLost, connectionPaused, connectionReady } from './connection.js';
import type { SubscriptionEffect, SubscriptionInput, SubscriptionsConfig } from './contract.js';
import type { Move } from './move.js';
import { rejected } from './reject.js';
import { connectionsAsked } from './reserve.js';
import { sendFailed, unsubscribeFailed } from './send-failed.js';
import { initialState, type SubscriptionsState } from './state.js';
import { timerFired } from './timer.js';
import { resyncAsked, subscribeAsked, unsubscribeAsked } from './want.js';

/**
 * The machine that knows what is wanted, which connection carries it, and what to ask for, again or no more. It never
 * fails: a fact that fits nothing leaves the state as it is, the same object, without effects.
 */
export const subscriptions = (
  config: SubscriptionsConfig,
): Machine<SubscriptionsState, SubscriptionInput, SubscriptionEffect> => ({
  initial: initialState,
  step: (state, input) => moveFor(config, input)(state),
});

const moveFor = (config: SubscriptionsConfig, input: SubscriptionInput): Move => {
  switch (input.type) {
    case 'SubscribeAsked':
      return subscribeAsked(config, input);
    case 'UnsubscribeAsked':
      return unsubscribeAsked(config, input);
    case 'ConnectionsAsked':
      return connectionsAsked(config, input);
    case 'ConnectionPaused':
      return connectionPaused(input);
    case 'ConnectionReady':
      return connectionReady(config, input);
    case 'ConnectionLost':
      return connectionLost(config, input);
    case 'ConnectionEnded':
      return connectionEnded(input);
    case 'Subscribed':
      return subscribed(config, input);
    case 'Unsubscribed':
      return unsubscribed(config, input);
    case 'Rejected':
      return rejected(config, input);
    case 'SendFailed':
      return sendFailed(input);
    case 'UnsubscribeFailed':
      return unsubscribeFailed(input);
    case 'TimerFired':
      return timerFired(config, input);
    case 'ResyncAsked':
      return resyncAsked(config, input);
  }
};
