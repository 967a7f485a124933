export type { Frame, Trailers } from './frame.js';

export type { Num, NumberMode } from './numbers/number-mode.js';
export { createSessionDecoder, type SessionDecoderOptions } from './session-decoder.js';
export { createDecoder, createNumberDecoder, createPublicDecoder, type DecoderOptions } from './decoder.js';
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
  type RawRequest,
  type RawSpec,
  type StatusSpec,
  type TickerSpec,
  type TradesSpec,
  type TradingSymbol,
} from './channels/spec.js';
export {
  bookSpec,
  parseChannelSpec,
  parseFrequency,
  parseLength,
  parsePrecision,
  type BookParameters,
  type BookTexts,
} from './channels/parse-spec.js';

export {
  isFundingSymbol,
  isPaperSymbol,
  isTradingSymbol,
  parseSymbol,
  printSymbol,
  type FundingParts,
  type PairParts,
  type PerpetualParts,
  type SymbolParts,
} from './words/symbol.js';
export {
  parseCandleKey,
  printCandleKey,
  type CandleKey,
  type CandleKeyText,
  type FundingCandleKey,
  type FundingPeriods,
  type TradingCandleKey,
} from './words/candle-key.js';
export { parseStatusKey, printStatusKey, type StatusKey, type StatusKeyText } from './words/status-key.js';
export {
  hasFills,
  isActiveStatus,
  isCanceledStatus,
  isFilledStatus,
  isRejectedStatus,
  parseOrderStatus,
  type OrderFill,
  type OrderState,
  type OrderStatus,
} from './words/order-status.js';
export {
  authFilterWarning,
  explainAuthFilterError,
  explainAuthFilterWarning,
  isRetryableAuthFilterError,
  parseAuthFilter,
  printAuthFilter,
  type AuthFilter,
  type AuthFilterError,
  type AuthFilterText,
  type AuthFilterWarning,
  type WalletType,
} from './words/auth-filter.js';
export { isCalcKey, type CalcKey } from './words/calc-key.js';

export type { ChannelMessage } from './channels/channel-message.js';
export type {
  ChannelCodec,
  ChannelFrame,
  ChannelReader,
  PayloadShape,
  ReaderContext,
  ShortCut,
} from './channels/channel-codec.js';
export {
  FundingTicker,
  plainFundingTickerChannel,
  plainTickerChannel,
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
export { rawChannel, type RawAsked, type RawMessage } from './channels/raw.js';
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
export { UnauthMessage } from './events/unauth.js';
export { UnsubscribedMessage } from './events/unsubscribed.js';

export {
  decodeRequest,
  encodePublicRequest,
  encodeRequest,
  type PublicRequest,
  type Request,
} from './requests/request.js';
export { auth, AuthRequest, type AuthOptions, type SignedAuth, type TokenAuth } from './requests/auth.js';
export { conf, ConfRequest } from './requests/conf.js';
export { ping, PingRequest } from './requests/ping.js';
export { subscribe, SubscribeRequest } from './requests/subscribe.js';
export { unauth, UnauthRequest } from './requests/unauth.js';
export { unsubscribe, UnsubscribeRequest } from './requests/unsubscribe.js';

export { decodeInput, encodeInput, type Input } from './inputs/input.js';
export type { InputCodec, WireInput } from './inputs/input-codec.js';
export { newOrder, NewOrderInput, type NewOrder } from './inputs/new-order.js';
export { updateOrder, UpdateOrderInput, type OrderUpdate } from './inputs/update-order.js';
export { cancelOrder, CancelOrderInput } from './inputs/cancel-order.js';
export { cancelOrders, CancelOrdersInput, type OrderTargets } from './inputs/cancel-orders.js';
export type { ClientTarget, OrderTarget } from './inputs/order-target.js';
export type { OrderId } from './inputs/input-checks.js';
export { orderOperations, OrderOperationsInput, type OrderOperation } from './inputs/order-operations.js';
export { newOffer, NewOfferInput, type NewOffer, type OfferFlags, type OfferType } from './inputs/new-offer.js';
export { cancelOffer, CancelOfferInput } from './inputs/cancel-offer.js';
export { calculate, CalculateInput } from './inputs/calculate.js';
export { broadcast, BroadcastInput, type BroadcastType } from './inputs/broadcast.js';
export { ORDER_TYPES, type OrderType } from './inputs/order-type.js';
export { ORDER_FLAGS, orderFlags, orderMask, type OrderFlags } from './inputs/order-flags.js';
export type { OrderMeta } from './inputs/order-meta.js';
export { explainInputError, isRetryableInputError, type DecimalSign, type InputError } from './inputs/input-error.js';

export { decimalText, MAX_DECIMAL_EXPONENT, type Decimal, type DecimalLike } from './decimal/decimal-text.js';
export { explainDecimalError, isRetryableDecimalError, type DecimalError } from './decimal/decimal-error.js';

export { rowCodecs, type RowCodec, type RowCodecs, type RowOptions, type WireRow } from './row-codec.js';
export { rowReader, type RowReader, type RowReaderOptions } from './row-reader.js';
export type { CellReader } from './cell-reader.js';
export type { Drift, DriftingRow } from './drift.js';
export type { ReadSpec } from './channels/wire-spec.js';
export type { ReadTrailers } from './envelope.js';
export type { LosslessParser } from './lossless.js';
export type { Column, ColumnKind, ConstantColumn, Row } from './row.js';
export type { ObjectCodec } from './object-codec.js';
export type { WireObject } from './fields.js';
export { parseLossless, type LosslessJson, type Texts } from './json.js';

export { FLAGS, hasFlag } from './flags.js';
export { INFO_CODES } from './info-codes.js';
export { ERROR_CODES, isRetryableErrorCode } from './error-codes.js';
export {
  ACCOUNT_DIAL_LIMIT,
  CALC_LIMIT,
  DIAL_BLOCK_MS,
  HEARTBEAT_MS,
  IDLE_DROP_MS,
  MAX_CALC_KEYS,
  MAX_CHANNELS_PER_CONNECTION,
  MAX_CLIENT_ID,
  MAX_FRAME_BYTES,
  MAX_LEVERAGE,
  MAX_OPERATIONS,
  MIN_FUNDING_PERIOD,
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
