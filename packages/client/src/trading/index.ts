export { createReadOnlyAccount } from './read-only-account.js';
export type { AccountAnswer, AccountEndedNotice, ChangesOf, LiveView, LiveViews, ReadOnlyAccount } from './account.js';
export { explainAccountError, isRetryableAccountError, type AccountCall, type AccountError } from './account-errors.js';
export type { AccountEvent, SessionEvent } from './account-event.js';
export type {
  AccountConfig,
  AccountOptions,
  OrderRateOptions,
  ReadOnlyAccountOptions,
  ResolvedOrder,
  Resolver,
  ResolverQuestion,
} from './account-options.js';
export type { AccountState, AccountStatus } from './account-status.js';
export { resolveAccountOptions, resolveReadOnlyOptions } from './resolve-account-options.js';
export { createAccount, type Account, type Trading } from './trading-account.js';
export type { OrderBatchItem, OrderBatchResult } from './order-batch.js';
export type { OrdersDesk } from './orders-desk.js';
export type { OrderChange, OrderStep, OrderTicket } from './order-ticket.js';
export type { Steps } from './ticket-stream.js';
export type { OfferStep, OfferTicket } from './offer-ticket.js';
export type { OffersDesk } from './offers-desk.js';
export type { Broadcast, Broadcasts } from './broadcasts.js';
export type { Calculate, Calculated } from './calculations.js';
export { logTo, type LogOptions } from '../log.js';
export { ClientFailure, type CallError } from '../or-throw.js';
export { orThrow, orThrowNow } from './or-throw.js';
