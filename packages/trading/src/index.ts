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
