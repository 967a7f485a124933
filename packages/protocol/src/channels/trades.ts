import { isLeft, right } from '@bitfinex-ws/machine';
import type { FrameBody } from '../encode/frame-text.js';
import type { Num, NumberMode } from '../numbers/number-mode.js';
import type { Row } from '../row.js';
import { rowCodecs, type RowCodecs } from '../row-codec.js';
import { rowReader } from '../row-reader.js';
import { createScanner } from '../scan/scanner.js';
import { fundingTradesScan, tradesScan } from '../scan/trades-scan.js';
import type { ChannelCodec, ChannelReader, ReaderContext } from './channel-codec.js';
import type { ChannelMessage } from './channel-message.js';
import { badPayload } from './payload.js';
import { isFunding, isTrading, type FundingSymbol, type TradesSpec, type TradingSymbol } from './spec.js';
import { readTradesSpec } from './wire-spec.js';

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

const row = <N extends NumberMode>(c: Row<N>): Trade<N> => ({
  id: c.id(0, 'id'),
  mts: c.time(1, 'mts'),
  amount: c.decimal(2, 'amount'),
  price: c.decimal(3, 'price'),
});

/** Reads the row of a trade. */
export const Trade: RowCodecs<Trade, Trade<'text'>> = /* @__PURE__ */ rowCodecs('Trade', row<'number'>, row<'text'>);

const fundingRow = <N extends NumberMode>(c: Row<N>): FundingTrade<N> => ({
  id: c.id(0, 'id'),
  mts: c.time(1, 'mts'),
  amount: c.decimal(2, 'amount'),
  rate: c.decimal(3, 'rate'),
  period: c.integer(4, 'period'),
});

/** Reads the row of a funding trade. */
export const FundingTrade: RowCodecs<FundingTrade, FundingTrade<'text'>> = /* @__PURE__ */ rowCodecs(
  'FundingTrade',
  fundingRow<'number'>,
  fundingRow<'text'>,
);

/** A trade of a pair. https://docs.bitfinex.com/reference/ws-public-trades */
export interface Trade<N extends NumberMode = 'number'> {
  /** Names the trade: te and tu of one trade have the same. */
  readonly id: Num<N>;
  /** ms */
  readonly mts: number;
  /** > 0: the taker bought; < 0: the taker sold. */
  readonly amount: Num<N>;
  /** In quote currency. */
  readonly price: Num<N>;
}
/** A trade of a funding currency. https://docs.bitfinex.com/reference/ws-public-trades */
export interface FundingTrade<N extends NumberMode = 'number'> {
  /** Names the trade: fte and ftu of one trade have the same. */
  readonly id: Num<N>;
  /** ms */
  readonly mts: number;
  /** > 0: provided; < 0: taken. */
  readonly amount: Num<N>;
  /** A fraction a day. */
  readonly rate: Num<N>;
  /** days */
  readonly period: number;
}
/** The snapshot: newest first, may be empty. */
export interface TradesMessage<N extends NumberMode = 'number'> extends ChannelMessage<
  'trades',
  TradesSpec<TradingSymbol>
> {
  /** Newest first. */
  readonly trades: ReadonlyArray<Trade<N>>;
}
/** `te`: at match time; `tu`: the same trade once persisted. */
export interface TradeMessage<N extends NumberMode = 'number'> extends ChannelMessage<
  'te' | 'tu',
  TradesSpec<TradingSymbol>
> {
  /** What was traded. */
  readonly trade: Trade<N>;
}
/** The snapshot of a funding currency: newest first, may be empty. */
export interface FundingTradesMessage<N extends NumberMode = 'number'> extends ChannelMessage<
  'fundingTrades',
  TradesSpec<FundingSymbol>
> {
  /** Newest first. */
  readonly trades: ReadonlyArray<FundingTrade<N>>;
}
/** `fte`: at match time; `ftu`: the same trade once persisted. */
export interface FundingTradeMessage<N extends NumberMode = 'number'> extends ChannelMessage<
  'fte' | 'ftu',
  TradesSpec<FundingSymbol>
> {
  /** What was traded. */
  readonly trade: FundingTrade<N>;
}

const EXPECTED = 'a list of rows, or a row tagged te, tu, fte or ftu';

// The moment that a tag tells, whether or not it has the f of funding; null for a tag of something else.
const momentOf = (tag: string): 'e' | 'u' | null => {
  if (tag === 'te' || tag === 'fte') return 'e';
  return tag === 'tu' || tag === 'ftu' ? 'u' : null;
};

const tradingReader = <N extends NumberMode>(
  spec: TradesSpec<TradingSymbol>,
  { createCells, drift }: ReaderContext<N>,
): ChannelReader<N> => {
  const reader = rowReader('Trade', row<N>, createCells());
  return (frame) => {
    const { chanId, tag, payload, texts, shape, seq, accountSeq, serverTime } = frame;
    if (tag === null) {
      if (shape === 'row' || !Array.isArray(payload)) return badPayload('Trade', EXPECTED, frame);
      const rows = reader.readAll(payload, texts, drift);
      if (isLeft(rows)) return rows;
      return right({ type: 'trades', chanId, spec, seq, accountSeq, serverTime, trades: rows.right });
    }
    const moment = momentOf(tag);
    if (moment === null) return badPayload('Trade', EXPECTED, frame);
    const read = reader.read(payload, texts, drift);
    if (isLeft(read)) return read;
    return right({ type: `t${moment}`, chanId, spec, seq, accountSeq, serverTime, trade: read.right });
  };
};

const fundingReader = <N extends NumberMode>(
  spec: TradesSpec<FundingSymbol>,
  { createCells, drift }: ReaderContext<N>,
): ChannelReader<N> => {
  const reader = rowReader('FundingTrade', fundingRow<N>, createCells());
  return (frame) => {
    const { chanId, tag, payload, texts, shape, seq, accountSeq, serverTime } = frame;
    if (tag === null) {
      if (shape === 'row' || !Array.isArray(payload)) return badPayload('FundingTrade', EXPECTED, frame);
      const rows = reader.readAll(payload, texts, drift);
      if (isLeft(rows)) return rows;
      return right({ type: 'fundingTrades', chanId, spec, seq, accountSeq, serverTime, trades: rows.right });
    }
    const moment = momentOf(tag);
    if (moment === null) return badPayload('FundingTrade', EXPECTED, frame);
    const read = reader.read(payload, texts, drift);
    if (isLeft(read)) return read;
    return right({ type: `ft${moment}`, chanId, spec, seq, accountSeq, serverTime, trade: read.right });
  };
};

type AnyTrades =
  | TradesMessage<NumberMode>
  | TradeMessage<NumberMode>
  | FundingTradesMessage<NumberMode>
  | FundingTradeMessage<NumberMode>;

/** Writes what the frame of a trade, or of a snapshot of trades, says. */
export const encodeTrades = (message: AnyTrades): FrameBody => {
  switch (message.type) {
    case 'trades':
      return { tag: null, payload: Trade.writeAll(message.trades) };
    case 'fundingTrades':
      return { tag: null, payload: FundingTrade.writeAll(message.trades) };
    case 'te':
    case 'tu':
      return { tag: message.type, payload: Trade.write(message.trade) };
    case 'fte':
    case 'ftu':
      return { tag: message.type, payload: FundingTrade.write(message.trade) };
  }
};

/** The trades channel, trading and funding. */
export const tradesChannel: ChannelCodec = {
  channel: 'trades',
  parse: null,
  readSpec: readTradesSpec,
  open: (spec, context) => {
    if (spec.channel !== 'trades') return null;
    if (isFunding(spec)) return fundingReader(spec, context);
    return isTrading(spec) ? tradingReader(spec, context) : null;
  },
  shortCut: {
    createScanner,
    scan: (spec) => {
      if (spec.channel !== 'trades') return null;
      if (isFunding(spec)) return fundingTradesScan(spec);
      return isTrading(spec) ? tradesScan(spec) : null;
    },
  },
};
