import { either as E } from 'fp-ts';
import { rowCodec, type RowCodec } from '../row-codec.js';
import type { ChannelCodec, ChannelReader } from './channel-codec.js';
import type { ChannelMessage } from './channel-message.js';
import { badPayload } from './payload.js';
import { isFunding, isTrading, type FundingSymbol, type TradesSpec, type TradingSymbol } from './spec.js';

/*
 * https://docs.bitfinex.com/reference/ws-public-trades
 *
 * snapshot [CHAN_ID, [[ID, MTS, AMOUNT, PRICE], …]]                     newest first, may be []
 *          [17470,[[401597393,1574694475039,0.005,7244.9],[401597392,1574694470503,-0.01,7245.3]]]
 * update   [CHAN_ID, "te" | "tu", [ID, MTS, AMOUNT, PRICE]]
 *          [17470,"te",[401597395,1574694478808,0.005,7245.3]]
 * funding  [CHAN_ID, "fte" | "ftu", [ID, MTS, AMOUNT, RATE, PERIOD]]
 *          [337371,"fte",[133323543,1574694605000,-59.84,0.00023647,2]]
 *
 * Every trade comes twice: `te` when matched, `tu` once persisted. Older servers tag funding trades te and tu as well, so
 * the symbol decides what a row is, not the tag.
 */

/** Reads the row of a trade. */
export const Trade: RowCodec<Trade> = rowCodec('Trade', (c) => ({
  id: c.integer(0, 'id'),
  mts: c.time(1, 'mts'),
  amount: c.number(2, 'amount'),
  price: c.number(3, 'price'),
}));

/** Reads the row of a funding trade. */
export const FundingTrade: RowCodec<FundingTrade> = rowCodec('FundingTrade', (c) => ({
  id: c.integer(0, 'id'),
  mts: c.time(1, 'mts'),
  amount: c.number(2, 'amount'),
  rate: c.number(3, 'rate'),
  period: c.integer(4, 'period'),
}));

/** A trade of a pair. https://docs.bitfinex.com/reference/ws-public-trades */
export interface Trade {
  readonly id: number;
  /** ms */
  readonly mts: number;
  /** > 0: the taker bought; < 0: the taker sold. */
  readonly amount: number;
  readonly price: number;
}
/** A trade of a funding currency. https://docs.bitfinex.com/reference/ws-public-trades */
export interface FundingTrade {
  readonly id: number;
  /** ms */
  readonly mts: number;
  /** > 0: provided; < 0: taken. */
  readonly amount: number;
  /** A fraction a day. */
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
/** The snapshot of a funding currency: newest first, may be empty. */
export interface FundingTradesMessage extends ChannelMessage<'fundingTrades', TradesSpec<FundingSymbol>> {
  readonly trades: ReadonlyArray<FundingTrade>;
}
/** `fte`: at match time; `ftu`: the same trade once persisted. */
export interface FundingTradeMessage extends ChannelMessage<'fte' | 'ftu', TradesSpec<FundingSymbol>> {
  readonly trade: FundingTrade;
}

const EXPECTED = 'a list of rows, or a row tagged te, tu, fte or ftu';

// The moment that a tag tells, whether or not it has the f of funding; null for a tag of something else.
const momentOf = (tag: string): 'e' | 'u' | null => {
  if (tag === 'te' || tag === 'fte') return 'e';
  return tag === 'tu' || tag === 'ftu' ? 'u' : null;
};

const tradingReader =
  (spec: TradesSpec<TradingSymbol>): ChannelReader =>
  (frame) => {
    const { chanId, tag, payload, shape, seq, accountSeq, serverTime } = frame;
    if (tag === null) {
      if (shape === 'row' || !Array.isArray(payload)) return badPayload('Trade', EXPECTED, frame);
      const rows = Trade.readAll(payload);
      if (E.isLeft(rows)) return rows;
      return E.right({ type: 'trades', chanId, spec, seq, accountSeq, serverTime, trades: rows.right });
    }
    const moment = momentOf(tag);
    if (moment === null) return badPayload('Trade', EXPECTED, frame);
    const row = Trade.read(payload);
    if (E.isLeft(row)) return row;
    return E.right({ type: `t${moment}`, chanId, spec, seq, accountSeq, serverTime, trade: row.right });
  };

const fundingReader =
  (spec: TradesSpec<FundingSymbol>): ChannelReader =>
  (frame) => {
    const { chanId, tag, payload, shape, seq, accountSeq, serverTime } = frame;
    if (tag === null) {
      if (shape === 'row' || !Array.isArray(payload)) return badPayload('FundingTrade', EXPECTED, frame);
      const rows = FundingTrade.readAll(payload);
      if (E.isLeft(rows)) return rows;
      return E.right({ type: 'fundingTrades', chanId, spec, seq, accountSeq, serverTime, trades: rows.right });
    }
    const moment = momentOf(tag);
    if (moment === null) return badPayload('FundingTrade', EXPECTED, frame);
    const row = FundingTrade.read(payload);
    if (E.isLeft(row)) return row;
    return E.right({ type: `ft${moment}`, chanId, spec, seq, accountSeq, serverTime, trade: row.right });
  };

/** The trades channel, trading and funding. */
export const tradesChannel: ChannelCodec = {
  channel: 'trades',
  texts: false,
  open: (spec) => {
    if (spec.channel !== 'trades') return null;
    if (isFunding(spec)) return fundingReader(spec);
    return isTrading(spec) ? tradingReader(spec) : null;
  },
};
