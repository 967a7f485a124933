import type { BookMessage } from './channels/book.js';
import type { CandleMessage, CandlesMessage } from './channels/candles.js';
import type { ChannelSpec } from './channels/spec.js';
import type { DerivativesStatusMessage, LiquidationsMessage } from './channels/status.js';
import type { FundingTickerMessage, TickerMessage } from './channels/ticker.js';
import type { FundingTradeMessage, FundingTradesMessage, TradeMessage, TradesMessage } from './channels/trades.js';
import type { EventMessage } from './events/event.js';
import type { Trailers } from './frame.js';

/** Every 15 s on each channel. `spec` is null for a channel whose `subscribed` has not arrived yet. */
export interface HeartbeatMessage extends Trailers {
  readonly type: 'heartbeat';
  readonly chanId: number;
  readonly spec: ChannelSpec | null;
}
/** A channel frame whose channel id nothing has introduced: still in flight after `unsubscribed`, or a stranger. */
export interface UnroutedMessage extends Trailers {
  readonly type: 'unrouted';
  readonly chanId: number;
  /** The frame as parsed JSON. */
  readonly raw: ReadonlyArray<unknown>;
}

/** A message that carries data of a subscribed channel. */
export type DataMessage =
  | TickerMessage
  | FundingTickerMessage
  | TradesMessage
  | TradeMessage
  | FundingTradesMessage
  | FundingTradeMessage
  | BookMessage
  | CandlesMessage
  | CandleMessage
  | DerivativesStatusMessage
  | LiquidationsMessage;

/** Everything that a connection can say. */
export type Message = EventMessage | DataMessage | HeartbeatMessage | UnroutedMessage;
