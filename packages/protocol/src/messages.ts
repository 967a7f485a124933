import type { AccountMessage } from './account/account-message.js';
import type { BookKind, BookMessage } from './channels/book.js';
import type { CandleMessage, CandlesMessage } from './channels/candles.js';
import type { RawMessage } from './channels/raw.js';
import type { ChannelSpec } from './channels/spec.js';
import type { DerivativesStatusMessage, LiquidationsMessage } from './channels/status.js';
import type { FundingTickerMessage, TickerMessage } from './channels/ticker.js';
import type { FundingTradeMessage, FundingTradesMessage, TradeMessage, TradesMessage } from './channels/trades.js';
import type { EventMessage } from './events/event.js';
import type { Trailers } from './frame.js';
import type { Texts } from './json.js';
import type { NumberMode } from './numbers/number-mode.js';

/** Every 15 s on each channel. `spec` is null for a channel whose `subscribed` has not arrived yet. */
export interface HeartbeatMessage extends Trailers {
  readonly type: 'heartbeat';
  /** The channel that is alive; 0 is the account. */
  readonly chanId: number;
  /** What the channel was subscribed with. */
  readonly spec: ChannelSpec | null;
}
/** A channel frame whose channel id nothing has introduced: still in flight after `unsubscribed`, or a stranger. */
export interface UnroutedMessage extends Trailers {
  readonly type: 'unrouted';
  /** The id that the frame begins with. */
  readonly chanId: number;
  /** The frame as parsed JSON, trailers included. */
  readonly raw: ReadonlyArray<unknown>;
  /** The texts of the numbers in `raw`, place by place, in text mode; null otherwise. Numbers inside objects have none. */
  readonly texts: Texts;
}

/** A message that carries data of a subscribed channel, with decimals and ids in a number mode. */
export type DataMessage<N extends NumberMode = 'number'> =
  | TickerMessage<N>
  | FundingTickerMessage<N>
  | TradesMessage<N>
  | TradeMessage<N>
  | FundingTradesMessage<N>
  | FundingTradeMessage<N>
  | BookMessage<BookKind, N>
  | CandlesMessage<N>
  | CandleMessage<N>
  | DerivativesStatusMessage<N>
  | LiquidationsMessage<N>
  | RawMessage;

/** Everything that a connection can say. */
export type Message<N extends NumberMode = 'number'> =
  EventMessage | DataMessage<N> | AccountMessage<N> | HeartbeatMessage | UnroutedMessage;
