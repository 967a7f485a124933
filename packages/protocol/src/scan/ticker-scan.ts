import type { FundingSymbol, TickerSpec, TradingSymbol } from '../channels/spec.js';
import type { ChannelScan } from './channel-scan.js';
import type { RowShape } from './row-shape.js';

// Since 2025 a nameless null follows both.
const TRADING: RowShape = { width: 10, whole: 0, nullable: 0x3ff, nameless: 1 };
// Of sixteen columns two (13 and 14) have no name.
const FUNDING: RowShape = { width: 16, whole: 0b100100, nullable: 0xffff, nameless: 1 };

/** Scans tickers of a pair. */
export const tickerScan =
  (spec: TickerSpec<TradingSymbol>): ChannelScan =>
  (scanner, tag, _shape, flags) => {
    if (tag !== 0 || !scanner.row(TRADING) || !scanner.trailers(flags)) return null;
    const { chanId, seq, serverTime } = scanner;
    const ticker = {
      bid: scanner.valueOrNull(0),
      bidSize: scanner.valueOrNull(1),
      ask: scanner.valueOrNull(2),
      askSize: scanner.valueOrNull(3),
      dailyChange: scanner.valueOrNull(4),
      dailyChangeRelative: scanner.valueOrNull(5),
      lastPrice: scanner.valueOrNull(6),
      volume: scanner.valueOrNull(7),
      high: scanner.valueOrNull(8),
      low: scanner.valueOrNull(9),
    };
    return { type: 'ticker', chanId, spec, seq, accountSeq: null, serverTime, ticker };
  };

/** Scans tickers of a funding currency. */
export const fundingTickerScan =
  (spec: TickerSpec<FundingSymbol>): ChannelScan =>
  (scanner, tag, _shape, flags) => {
    if (tag !== 0 || !scanner.row(FUNDING) || !scanner.trailers(flags)) return null;
    const { chanId, seq, serverTime } = scanner;
    const ticker = {
      frr: scanner.valueOrNull(0),
      bid: scanner.valueOrNull(1),
      bidPeriod: scanner.valueOrNull(2),
      bidSize: scanner.valueOrNull(3),
      ask: scanner.valueOrNull(4),
      askPeriod: scanner.valueOrNull(5),
      askSize: scanner.valueOrNull(6),
      dailyChange: scanner.valueOrNull(7),
      dailyChangeRelative: scanner.valueOrNull(8),
      lastPrice: scanner.valueOrNull(9),
      volume: scanner.valueOrNull(10),
      high: scanner.valueOrNull(11),
      low: scanner.valueOrNull(12),
      frrAmountAvailable: scanner.valueOrNull(15),
    };
    return { type: 'fundingTicker', chanId, spec, seq, accountSeq: null, serverTime, ticker };
  };
