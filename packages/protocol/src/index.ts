export type { Frame, Trailers } from './frame.js';

export type { Num, NumberMode } from './numbers/number-mode.js';
export { createSessionDecoder, type SessionDecoderOptions } from './session-decoder.js';
export { createDecoder, type DecoderOptions } from './decoder.js';
export type { SessionDecoder } from './session.js';
export type { BookCursor, BookPlaces } from './scan/book-cursor.js';
export { encodeMessage } from './encode/encode-message.js';
export type { DataMessage, HeartbeatMessage, Message, UnroutedMessage } from './messages.js';

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
export {
  bookSpec,
  parseCandleKey,
  parseChannelSpec,
  parseFrequency,
  parseLength,
  parsePrecision,
  parseStatusKey,
  parseSymbol,
  type BookParameters,
  type BookTexts,
} from './channels/parse-spec.js';

export type { ChannelMessage } from './channels/channel-message.js';
export type {
  ChannelCodec,
  ChannelFrame,
  ChannelReader,
  PayloadShape,
  ReaderContext,
} from './channels/channel-codec.js';
export {
  FundingTicker,
  Ticker,
  tickerChannel,
  type FundingTickerMessage,
  type TickerMessage,
} from './channels/ticker.js';
export {
  FundingTrade,
  Trade,
  tradesChannel,
  type FundingTradeMessage,
  type FundingTradesMessage,
  type TradeMessage,
  type TradesMessage,
} from './channels/trades.js';
export {
  bookChannel,
  bookKind,
  FundingRow,
  OfferRow,
  OrderRow,
  PriceRow,
  type BookKind,
  type BookMessage,
  type BookSnapshotMessage,
  type BookUpdateMessage,
  type BookUpdatesMessage,
  type RowOf,
  type RowText,
} from './channels/book.js';
export type { ChecksumMessage } from './channels/checksum.js';
export { Candle, candlesChannel, type CandleMessage, type CandlesMessage } from './channels/candles.js';
export {
  DerivativesStatus,
  Liquidation,
  statusChannel,
  type DerivativesStatusMessage,
  type LiquidationsMessage,
} from './channels/status.js';
export type { ChannelScan } from './scan/channel-scan.js';
export { CHANNELS } from './channels/registry.js';

export { accountChannel, type AccountChannel, type AccountDecoder } from './account/account-channel.js';
export type { AccountData } from './account/account-frame.js';
export { isAccountMessage, type AccountMessage, type UnrecognisedAccountMessage } from './account/account-message.js';
export { Balance, type BalanceMessage } from './account/balance.js';
export { FundingCredit, type FundingCreditMessage, type FundingCreditsMessage } from './account/funding-credit.js';
export { FundingInfo, type FundingInfoMessage } from './account/funding-info.js';
export { FundingLoan, type FundingLoanMessage, type FundingLoansMessage } from './account/funding-loan.js';
export {
  FundingOffer,
  SparseFundingOffer,
  type FundingOfferMessage,
  type FundingOffersMessage,
} from './account/funding-offer.js';
export {
  AccountFundingTrade,
  type AccountFundingTradeMessage,
  type AccountFundingTradesMessage,
} from './account/funding-trade.js';
export { MarginBase, MarginSymbol, type MarginBaseMessage, type MarginSymbolMessage } from './account/margin.js';
export { NotificationRow, type Notification, type NotificationMessage } from './account/notification.js';
export type { NotifyInfo } from './account/notify-info.js';
export { Order, SparseOrder, type OrderMessage, type OrdersMessage } from './account/order.js';
export { Position, SparsePosition, type PositionMessage, type PositionsMessage } from './account/position.js';
export { PriceAlert } from './account/price-alert.js';
export type { RetiredCode, RetiredMessage } from './account/retired.js';
export type { Sparse } from './account/sparse.js';
export { AccountTrade, type AccountTradeMessage, type AccountTradesMessage } from './account/trade.js';
export { Wallet, type WalletMessage, type WalletsMessage } from './account/wallet.js';

export type { EventMessage } from './events/event.js';
export { AuthMessage, type Capability } from './events/auth.js';
export { ConfMessage } from './events/conf.js';
export { ErrorMessage } from './events/error.js';
export { InfoMessage } from './events/info.js';
export { InfoCodeMessage } from './events/info-code.js';
export { PongMessage } from './events/pong.js';
export { SubscribedMessage } from './events/subscribed.js';
export type { UnrecognisedMessage } from './events/unrecognised.js';
export { UnsubscribedMessage } from './events/unsubscribed.js';

export { decodeRequest, encodeRequest, type Request } from './requests/request.js';
export { auth, AuthRequest, type AuthOptions, type SignedAuth, type TokenAuth } from './requests/auth.js';
export { conf, ConfRequest } from './requests/conf.js';
export { ping, PingRequest } from './requests/ping.js';
export { subscribe, SubscribeRequest } from './requests/subscribe.js';
export { unsubscribe, UnsubscribeRequest } from './requests/unsubscribe.js';

export { rowCodecs, type RowCodec, type RowCodecs, type RowOptions, type WireRow } from './row-codec.js';
export type { Drift } from './drift.js';
export type { Column, ColumnKind, ConstantColumn, Row } from './row.js';
export type { ObjectCodec } from './object-codec.js';
export type { WireObject } from './fields.js';
export { parseLossless, type LosslessJson, type Texts } from './json.js';

export { FLAGS, hasFlag } from './flags.js';
export { INFO_CODES } from './info-codes.js';
export { ERROR_CODES, isRetryableErrorCode } from './error-codes.js';
export {
  ACCOUNT_DIAL_LIMIT,
  DIAL_BLOCK_MS,
  HEARTBEAT_MS,
  IDLE_DROP_MS,
  MAX_CHANNELS_PER_CONNECTION,
  MAX_FRAME_BYTES,
  PROTOCOL_VERSION,
  PUBLIC_DIAL_LIMIT,
  RESYNC_MS,
  SILENCE_MS,
} from './limits.js';
export {
  explainDecodeError,
  explainSpecError,
  isRetryableDecodeError,
  isRetryableSpecError,
  type DecodeError,
  type SpecError,
} from './errors.js';
