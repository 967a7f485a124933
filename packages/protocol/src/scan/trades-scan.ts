import type { FundingSymbol, TradesSpec, TradingSymbol } from '../channels/spec.js';
import type { ChannelScan } from './channel-scan.js';
import { COMMA, type RowShape } from './scanner.js';
import { FTE, FTU, TE, TU } from './tags.js';

const TRADE: RowShape = { width: 4, whole: 0b0011, nullable: 0, nameless: 0 };
const FUNDING_TRADE: RowShape = { width: 5, whole: 0b10011, nullable: 0, nameless: 0 };

/** Scans single trades of a pair. Snapshots come once and are left to the codec. */
export const tradesScan =
  (spec: TradesSpec<TradingSymbol>): ChannelScan =>
  (scanner, tag, _shape, flags) => {
    if (tag !== TE && tag !== TU) return null;
    if (!scanner.skip(COMMA) || !scanner.row(TRADE) || !scanner.trailers(flags)) return null;
    const { chanId, seq, serverTime } = scanner;
    const trade = { id: scanner.value(0), mts: scanner.value(1), amount: scanner.value(2), price: scanner.value(3) };
    return { type: tag === TE ? 'te' : 'tu', chanId, spec, seq, accountSeq: null, serverTime, trade };
  };

/** Scans single trades of a funding currency, which older servers tag like those of pairs. */
export const fundingTradesScan =
  (spec: TradesSpec<FundingSymbol>): ChannelScan =>
  (scanner, tag, _shape, flags) => {
    const matched = tag === FTE || tag === TE;
    if (!matched && tag !== FTU && tag !== TU) return null;
    if (!scanner.skip(COMMA) || !scanner.row(FUNDING_TRADE) || !scanner.trailers(flags)) return null;
    const { chanId, seq, serverTime } = scanner;
    const trade = {
      id: scanner.value(0),
      mts: scanner.value(1),
      amount: scanner.value(2),
      rate: scanner.value(3),
      period: scanner.value(4),
    };
    return { type: matched ? 'fte' : 'ftu', chanId, spec, seq, accountSeq: null, serverTime, trade };
  };
