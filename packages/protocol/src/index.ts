export type { Frame, Trailers } from './frame.js';
export {
  specKey,
  type BookSpec,
  type CandlesSpec,
  type ChannelSpec,
  type ChannelSymbol,
  type Frequency,
  type FundingSymbol,
  type Length,
  type Precision,
  type StatusSpec,
  type TickerSpec,
  type TradesSpec,
  type TradingSymbol,
} from './channels/spec.js';
export type { ChannelMessage } from './channels/channel-message.js';
export type { FundingTicker, FundingTickerMessage, Ticker, TickerMessage } from './channels/ticker.js';
export type {
  FundingTrade,
  FundingTradeMessage,
  FundingTradesMessage,
  Trade,
  TradeMessage,
  TradesMessage,
} from './channels/trades.js';
export {
  bookKind,
  type BookKind,
  type BookMessage,
  type BookSnapshotMessage,
  type BookUpdateMessage,
  type BookUpdatesMessage,
  type ChecksumMessage,
  type FundingRow,
  type OfferRow,
  type OrderRow,
  type PriceRow,
  type RowOf,
  type RowText,
} from './channels/book.js';
export type { Candle, CandleMessage, CandlesMessage } from './channels/candles.js';
export type {
  DerivativesStatus,
  DerivativesStatusMessage,
  Liquidation,
  LiquidationsMessage,
} from './channels/status.js';
export type { DataMessage, HeartbeatMessage, Message, UnroutedMessage } from './messages.js';
export type {
  AuthMessage,
  ConfMessage,
  ErrorMessage,
  EventMessage,
  InfoCodeMessage,
  InfoMessage,
  PongMessage,
  SubscribedMessage,
  UnrecognisedMessage,
  UnsubscribedMessage,
} from './events/event.js';
export type { SessionDecoder } from './session.js';
export type { DecodeError } from './errors.js';
