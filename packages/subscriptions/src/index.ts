export type {
  ChannelKey,
  ConnectionId,
  SubscriptionEffect,
  SubscriptionEnd,
  SubscriptionId,
  SubscriptionInput,
  SubscriptionsConfig,
} from './contract.js';
