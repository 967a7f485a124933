export type {
  BatchOperation,
  ConnectionId,
  KeyedOrder,
  OrdersConfig,
  OrdersEffect,
  OrdersInput,
  OrdersNews,
  OrdersState,
  RequestAnswer,
  RequestKey,
  Resolution,
  Ticket,
  TicketState,
} from './orders/contract.js';
export type { Acknowledgement, CanceledBy, Evidence, Fill, OrderOutcome } from './orders/outcome.js';
export type {
  OfferAcknowledgement,
  OfferKey,
  OfferOutcome,
  OffersConfig,
  OffersEffect,
  OffersInput,
  OffersNews,
  OffersState,
  OfferState,
  OfferTicket,
} from './offers/contract.js';
export {
  explainTradingError,
  isRetryableTradingError,
  type Asked,
  type NotSentCause,
  type TradingError,
  type UnknownCause,
} from './errors.js';
export { createAccountViews } from './views/account-views.js';
export type {
  AccountDiff,
  AccountViews,
  ChangeOf,
  NotReady,
  OwnFundingTrade,
  OwnTrade,
  ReadOfView,
  RowChange,
  RowEnd,
  RowOfView,
  RowsView,
  SnapshotView,
  StaleCause,
  TradesView,
  UnseenSpan,
  UpdateChange,
  Updated,
  UpdateView,
  View,
  ViewChange,
  ViewCounters,
  ViewDiff,
  ViewEffect,
  ViewInput,
  ViewName,
  ViewNews,
  ViewsConfig,
} from './views/contract.js';
export type { AmountVerdict, CheckError, PairLimit, PairLimits, PairLimitsError } from './checks/contract.js';
export { explainCheckError, isRetryableCheckError, explainPairLimitsError } from './checks/explain.js';
export { checkAmount, type AmountCheck } from './checks/amount.js';
export { checkPrice, roundPrice, type PriceCheck, type Side } from './checks/price.js';
export { pairLimitsOf } from './checks/pair-limits.js';
