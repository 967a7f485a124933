export type {
  ChannelKey,
  ConnectionId,
  SubscriptionEffect,
  SubscriptionEnd,
  SubscriptionId,
  SubscriptionInput,
  SubscriptionsConfig,
} from './contract.js';
export { subscriptions } from './subscriptions.js';
export type { SubscriptionsState } from './state.js';
export {
  channelOf,
  connectionsOf,
  routeOf,
  subscriptionOf,
  type ChannelState,
  type ChannelView,
  type ConnectionView,
  type SubscriptionView,
} from './queries.js';
export { explainSubscriptionEnd, isRetryableSubscriptionEnd } from './errors.js';
export { ASK_TRIES, CHANNELS_PER_CONNECTION, RETRY_PAUSE_MAX_MS, RETRY_PAUSE_MS } from './limits.js';
