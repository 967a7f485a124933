import type { ChannelMessage } from './channel-message.js';
import type { CandlesSpec } from './spec.js';

/** https://docs.bitfinex.com/reference/ws-public-candles */
export interface Candle {
  /** ms, start of the candle */
  readonly mts: number;
  readonly open: number;
  readonly close: number;
  readonly high: number;
  readonly low: number;
  readonly volume: number;
}
export interface CandlesMessage extends ChannelMessage<'candles', CandlesSpec> {
  readonly candles: ReadonlyArray<Candle>;
}
export interface CandleMessage extends ChannelMessage<'candle', CandlesSpec> {
  readonly candle: Candle;
}
