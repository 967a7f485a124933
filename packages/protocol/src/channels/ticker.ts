import type { ChannelMessage } from './channel-message.js';
import type { FundingSymbol, TickerSpec, TradingSymbol } from './spec.js';

/** https://docs.bitfinex.com/reference/ws-public-ticker */
export interface Ticker {
  readonly bid: number | null;
  readonly bidSize: number | null;
  readonly ask: number | null;
  readonly askSize: number | null;
  readonly dailyChange: number | null;
  readonly dailyChangeRelative: number | null;
  readonly lastPrice: number | null;
  readonly volume: number | null;
  readonly high: number | null;
  readonly low: number | null;
}
export interface FundingTicker {
  readonly frr: number | null;
  readonly bid: number | null;
  readonly bidPeriod: number | null;
  readonly bidSize: number | null;
  readonly ask: number | null;
  readonly askPeriod: number | null;
  readonly askSize: number | null;
  readonly dailyChange: number | null;
  readonly dailyChangeRelative: number | null;
  readonly lastPrice: number | null;
  readonly volume: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly frrAmountAvailable: number | null;
}
export interface TickerMessage extends ChannelMessage<'ticker', TickerSpec<TradingSymbol>> {
  readonly ticker: Ticker;
}
export interface FundingTickerMessage extends ChannelMessage<'fundingTicker', TickerSpec<FundingSymbol>> {
  readonly ticker: FundingTicker;
}
