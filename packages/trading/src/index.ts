export { orders, pendingOf } from './orders/orders.js';
export { isCidTaken, openTickets, targetOf, ticketOf } from './orders/state.js';
export { nextCid, withClientIds } from './orders/cid.js';
export { ackErrorOf } from './orders/ack-error.js';
export { OFFERS_DEFAULTS, ORDERS_DEFAULTS } from './limits.js';
export { offers } from './offers/offers.js';
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
export { applyDiff, isEmptyDiff } from './views/diff.js';
export { explainNotReady, isRetryableNotReady } from './views/explain.js';
export { snapshotsOf, viewsOf } from './views/filter.js';
export { VIEW_DEFAULTS } from './views/limits.js';
export { walletKey } from './views/row-kinds.js';
export type {
  AccountDiff,
  AccountViews,
  ChangeOf,
  RowChange,
  RowEnd,
  RowsView,
  UpdateChange,
  Updated,
  View,
  ViewChange,
  ViewCounters,
  ViewDiff,
  ViewEffect,
  ViewInput,
  ViewNews,
  ViewsConfig,
} from './views/contract.js';
export type {
  MarginView,
  NotReady,
  OwnFundingTrade,
  OwnTrade,
  ReadOfView,
  RowOfView,
  SnapshotView,
  StaleCause,
  TradesView,
  UnseenSpan,
  UpdateView,
  ViewName,
} from './views/reading.js';

export { checkAmount, type AmountCheck } from './checks/amount.js';
export type { AmountVerdict, CheckError, PairLimit, PairLimits, PairLimitsError } from './checks/contract.js';
export {
  explainCheckError,
  explainPairLimitsError,
  isRetryableCheckError,
  isRetryablePairLimitsError,
} from './checks/explain.js';
export { AMOUNT_DECIMALS, PRICE_DIGITS } from './checks/limits.js';
export { pairLimitsOf } from './checks/pair-limits.js';
export { checkPrice, roundPrice, type PriceCheck, type Side } from './checks/price.js';

export { calculations } from './calc/calc.js';
export type {
  CalcAnswer,
  CalcConfig,
  CalcEffect,
  CalcError,
  CalcInput,
  CalcState,
  CalcValue,
} from './calc/contract.js';
export { explainCalcError, isRetryableCalcError } from './calc/explain.js';
export { CALC_DEADLINE_MS, CALC_DEFAULTS } from './calc/limits.js';

export type {
  LimiterConfig,
  LimiterEffect,
  LimiterError,
  LimiterInput,
  LimiterState,
  RateLimited,
} from './limiter/contract.js';
export { explainLimiterError, isRetryableLimiterError } from './limiter/explain.js';
export { limiter, rateOf, retryInMs } from './limiter/limiter.js';
export { LIMITER_DEFAULTS } from './limiter/limits.js';
export { saysRateLimited } from './limiter/says-rate-limited.js';
