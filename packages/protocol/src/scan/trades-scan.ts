import type { FundingSymbol, TradesSpec, TradingSymbol } from '../channels/spec.js';
import type { FundingTrade, Trade } from '../channels/trades.js';
import type { ChannelScan } from './channel-scan.js';
import { scanRows } from './rows.js';
import { COMMA } from './bytes.js';
import type { RowShape } from './row-shape.js';
import type { Scanner } from './scanner.js';
import { FTE, FTU, TE, TU } from './tags.js';

const TRADE: RowShape = { width: 4, whole: 0b0011, nullable: 0, nameless: 0 };
const FUNDING_TRADE: RowShape = { width: 5, whole: 0b10011, nullable: 0, nameless: 0 };

/** Scans trades of a pair. */
export const tradesScan =
  (spec: TradesSpec<TradingSymbol>): ChannelScan =>
  (scanner, tag, shape, flags) => {
    if (tag === 0) {
      const trades = shape === 'row' ? null : scanRows(scanner, tradeRow);
      if (trades === null || !scanner.trailers(flags)) return null;
      const { chanId, seq, serverTime } = scanner;
      return { type: 'trades', chanId, spec, seq, accountSeq: null, serverTime, trades };
    }
    if ((tag !== TE && tag !== TU) || !scanner.skip(COMMA)) return null;
    const trade = tradeRow(scanner);
    if (trade === null || !scanner.trailers(flags)) return null;
    const { chanId, seq, serverTime } = scanner;
    return { type: tag === TE ? 'te' : 'tu', chanId, spec, seq, accountSeq: null, serverTime, trade };
  };

/** Scans trades of a funding currency, which older servers tag like those of pairs. */
export const fundingTradesScan =
  (spec: TradesSpec<FundingSymbol>): ChannelScan =>
  (scanner, tag, shape, flags) => {
    if (tag === 0) {
      const trades = shape === 'row' ? null : scanRows(scanner, fundingTradeRow);
      if (trades === null || !scanner.trailers(flags)) return null;
      const { chanId, seq, serverTime } = scanner;
      return { type: 'fundingTrades', chanId, spec, seq, accountSeq: null, serverTime, trades };
    }
    const matched = tag === FTE || tag === TE;
    if ((!matched && tag !== FTU && tag !== TU) || !scanner.skip(COMMA)) return null;
    const trade = fundingTradeRow(scanner);
    if (trade === null || !scanner.trailers(flags)) return null;
    const { chanId, seq, serverTime } = scanner;
    return { type: matched ? 'fte' : 'ftu', chanId, spec, seq, accountSeq: null, serverTime, trade };
  };

const tradeRow = (scanner: Scanner): Trade | null =>
  scanner.row(TRADE)
    ? { id: scanner.value(0), mts: scanner.value(1), amount: scanner.value(2), price: scanner.value(3) }
    : null;

const fundingTradeRow = (scanner: Scanner): FundingTrade | null =>
  scanner.row(FUNDING_TRADE)
    ? {
        id: scanner.value(0),
        mts: scanner.value(1),
        amount: scanner.value(2),
        rate: scanner.value(3),
        period: scanner.value(4),
      }
    : null;
