export { createClient, type Client, type SendRequestOptions } from './client.js';
export type { Answer, CoreClient, SubscribeCall } from './core/core-client.js';
export {
  book,
  candles,
  candlesByKey,
  raw,
  status,
  ticker,
  trades,
  type BookChannel,
  type BookEngine,
  type BookRequest,
  type CandlesChannel,
  type CandlesRequest,
  type Channel,
  type Timeframe,
} from './channel.js';
export type { BackoffOptions, ClientOptions, Config, Logger, QueueOptions, ReconnectOptions } from './options.js';
export { logTo, type LogOptions } from './log.js';
export type { ClientLog, Reporter } from './log-contract.js';
export { resolveOptions } from './resolve-options.js';
export type { OptionsError, OptionsProblem } from './options-problem.js';
export type { QueueConfig, QueuePolicy, QueueStatus } from './queue.js';
export type { BookPolicy, BookPolicyConfig } from './book-policy.js';
export type { WindowCandle } from './subscription/candle-series.js';
export type { CandleReads, CandleWindow, CandleWindowOptions } from './subscription/candle-window.js';
export type { ChangesItem, ChangesOptions } from './subscription/changes.js';
export type { LatestItem, UnavailableNotice } from './subscription/latest.js';
export type {
  BookReads,
  BookSubscription,
  CallOptions,
  CandlesSubscription,
  LiveBook,
  Subscription,
  SubscriptionState,
  SubscriptionStats,
} from './subscription/subscription.js';
export type { Backfill, BackfillGap, BackfillOptions } from './subscription/backfill.js';
export type { Keeper, KeeperFactory, KeeperPorts } from './subscription/keeper.js';
export type {
  BackfillNotice,
  DroppedNotice,
  EndedNotice,
  EndReason,
  GapBound,
  GapCause,
  GapNotice,
  Received,
  ResyncedNotice,
  StreamMessage,
  StreamNotice,
} from './subscription/stream.js';
export type { ClientEndedNotice, ClientEvent, ClientMessage } from './client-event.js';
export type { ClientStatus, ConnectionStatus, StatusTotals, SubscriptionStatus } from './status.js';
export type { EffectiveOptions } from './effective-options.js';
export { createDialGovernor, type DialGovernorOptions } from './governor/governor.js';
export type { DialGovernor, DialKind, DialRequest, DialTicket } from './governor/contract.js';
export type { DialWindow } from './governor/limits.js';
export type {
  BackoffConfig,
  ConnectionConfig,
  ConnectionEnd,
  ConnectionLoss,
  ConnectionState,
  PauseCause,
} from './connection/contract.js';
export type { SendError, SendQueueFull } from './connection/outbox.js';
export { explainConnectionEnd, explainConnectionFault, explainConnectionLoss } from './connection/explain.js';
export { explainClientError, isRetryableClientError, type ClientCall, type ClientError } from './errors.js';
export { ClientFailure, orThrow, orThrowNow, type CallError } from './or-throw.js';
export type { AccountCall, AccountError } from './trading/account-errors.js';
export { observe } from './observe/observe.js';
export { createObserver, type ObserveOptions, type Observer } from './observe/observer.js';
export type { BookSummary, Observation, ObservationSummary, ObservedFrame } from './observe/observation.js';
export type { ObservedBook } from './observe/book-ledger.js';
export type { SequenceGap } from './observe/sequence.js';
export type { InboundCounters } from './observe/inbound.js';
export type { Disposer, OfType } from './listeners.js';
