import type { ChannelMessage } from './channel-message.js';
import type { FundingSymbol, TradesSpec, TradingSymbol } from './spec.js';

/** https://docs.bitfinex.com/reference/ws-public-trades */
export interface Trade {
  readonly id: number;
  /** ms */
  readonly mts: number;
  /** > 0: the taker bought; < 0: the taker sold. */
  readonly amount: number;
  readonly price: number;
}
export interface FundingTrade {
  readonly id: number;
  readonly mts: number;
  readonly amount: number;
  readonly rate: number;
  /** days */
  readonly period: number;
}
/** The snapshot: newest first, may be empty. */
export interface TradesMessage extends ChannelMessage<'trades', TradesSpec<TradingSymbol>> {
  readonly trades: ReadonlyArray<Trade>;
}
/** `te`: at match time; `tu`: the same trade once persisted. */
export interface TradeMessage extends ChannelMessage<'te' | 'tu', TradesSpec<TradingSymbol>> {
  readonly trade: Trade;
}
export interface FundingTradesMessage extends ChannelMessage<'fundingTrades', TradesSpec<FundingSymbol>> {
  readonly trades: ReadonlyArray<FundingTrade>;
}
export interface FundingTradeMessage extends ChannelMessage<'fte' | 'ftu', TradesSpec<FundingSymbol>> {
  readonly trade: FundingTrade;
}
