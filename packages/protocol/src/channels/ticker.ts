import { either as E } from 'fp-ts';
import { rowCodec, type RowCodec } from '../row-codec.js';
import type { ChannelCodec, ChannelReader } from './channel-codec.js';
import type { ChannelMessage } from './channel-message.js';
import { badPayload } from './payload.js';
import { isFunding, isTrading, type FundingSymbol, type TickerSpec, type TradingSymbol } from './spec.js';

/*
 * https://docs.bitfinex.com/reference/ws-public-ticker
 *
 * trading  [CHAN_ID, [BID, BID_SIZE, ASK, ASK_SIZE, DAILY_CHANGE, DAILY_CHANGE_RELATIVE, LAST_PRICE, VOLUME, HIGH, LOW]]
 *          [443378,[7616.5,31.89055171,7617.5,43.358118629999986,-550.8,-0.0674,7617.1,8314.71200815,8257.8,7500]]
 * funding  [CHAN_ID, [FRR, BID, BID_PERIOD, BID_SIZE, ASK, ASK_PERIOD, ASK_SIZE, DAILY_CHANGE, DAILY_CHANGE_RELATIVE,
 *          LAST_PRICE, VOLUME, HIGH, LOW, _, _, FRR_AMOUNT_AVAILABLE]]
 *          [234509,[0.0003193369863013699,0.0002401,30,3939629.6177260396,0.00019012,2,307776.1592138799,-0.00005823,
 *          -0.2344,0.00019016,122156333.45260866,0.00027397,6.8e-7,null,null,3441851.73330503]]
 *
 * Every frame is the whole ticker and replaces the one before, the first one too.
 */

/** Reads the row of a trading ticker. Null where the pair was never quoted or traded. */
export const Ticker: RowCodec<Ticker> = rowCodec('Ticker', (c) => ({
  bid: c.numberOrNull(0, 'bid'),
  bidSize: c.numberOrNull(1, 'bidSize'),
  ask: c.numberOrNull(2, 'ask'),
  askSize: c.numberOrNull(3, 'askSize'),
  dailyChange: c.numberOrNull(4, 'dailyChange'),
  dailyChangeRelative: c.numberOrNull(5, 'dailyChangeRelative'),
  lastPrice: c.numberOrNull(6, 'lastPrice'),
  volume: c.numberOrNull(7, 'volume'),
  high: c.numberOrNull(8, 'high'),
  low: c.numberOrNull(9, 'low'),
}));

/** Reads the row of a funding ticker. */
export const FundingTicker: RowCodec<FundingTicker> = rowCodec('FundingTicker', (c) => ({
  frr: c.numberOrNull(0, 'frr'),
  bid: c.numberOrNull(1, 'bid'),
  bidPeriod: c.integerOrNull(2, 'bidPeriod'),
  bidSize: c.numberOrNull(3, 'bidSize'),
  ask: c.numberOrNull(4, 'ask'),
  askPeriod: c.integerOrNull(5, 'askPeriod'),
  askSize: c.numberOrNull(6, 'askSize'),
  dailyChange: c.numberOrNull(7, 'dailyChange'),
  dailyChangeRelative: c.numberOrNull(8, 'dailyChangeRelative'),
  lastPrice: c.numberOrNull(9, 'lastPrice'),
  volume: c.numberOrNull(10, 'volume'),
  high: c.numberOrNull(11, 'high'),
  low: c.numberOrNull(12, 'low'),
  frrAmountAvailable: c.numberIfSent(15, 'frrAmountAvailable'),
}));

/** The state of a pair. Null: never quoted or traded. https://docs.bitfinex.com/reference/ws-public-ticker */
export interface Ticker {
  /** Best bid. */
  readonly bid: number | null;
  /** Sum of the 25 best bids. */
  readonly bidSize: number | null;
  /** Best ask. */
  readonly ask: number | null;
  /** Sum of the 25 best asks. */
  readonly askSize: number | null;
  /** Since 24 h ago, in quote currency. */
  readonly dailyChange: number | null;
  /** Since 24 h ago, as a ratio: 0.01 is one per cent. */
  readonly dailyChangeRelative: number | null;
  readonly lastPrice: number | null;
  /** Of the last 24 h, in base currency. */
  readonly volume: number | null;
  readonly high: number | null;
  readonly low: number | null;
}
/** The state of a funding currency. Rates are fractions a day. https://docs.bitfinex.com/reference/ws-public-ticker */
export interface FundingTicker {
  /** Flash return rate. */
  readonly frr: number | null;
  readonly bid: number | null;
  /** Days. */
  readonly bidPeriod: number | null;
  readonly bidSize: number | null;
  readonly ask: number | null;
  /** Days. */
  readonly askPeriod: number | null;
  readonly askSize: number | null;
  readonly dailyChange: number | null;
  readonly dailyChangeRelative: number | null;
  readonly lastPrice: number | null;
  readonly volume: number | null;
  readonly high: number | null;
  readonly low: number | null;
  /** What is offered at the flash return rate. Null in old frames, which end at `low`. */
  readonly frrAmountAvailable: number | null;
}
/** The ticker of a pair. */
export interface TickerMessage extends ChannelMessage<'ticker', TickerSpec<TradingSymbol>> {
  readonly ticker: Ticker;
}
/** The ticker of a funding currency. */
export interface FundingTickerMessage extends ChannelMessage<'fundingTicker', TickerSpec<FundingSymbol>> {
  readonly ticker: FundingTicker;
}

const tradingReader =
  (spec: TickerSpec<TradingSymbol>): ChannelReader =>
  (frame) => {
    if (frame.tag !== null) return badPayload('Ticker', 'a row', frame);
    const row = Ticker.read(frame.payload);
    if (E.isLeft(row)) return row;
    const { chanId, seq, accountSeq, serverTime } = frame;
    return E.right({ type: 'ticker', chanId, spec, seq, accountSeq, serverTime, ticker: row.right });
  };

const fundingReader =
  (spec: TickerSpec<FundingSymbol>): ChannelReader =>
  (frame) => {
    if (frame.tag !== null) return badPayload('FundingTicker', 'a row', frame);
    const row = FundingTicker.read(frame.payload);
    if (E.isLeft(row)) return row;
    const { chanId, seq, accountSeq, serverTime } = frame;
    return E.right({ type: 'fundingTicker', chanId, spec, seq, accountSeq, serverTime, ticker: row.right });
  };

/** The ticker channel, trading and funding. */
export const tickerChannel: ChannelCodec = {
  channel: 'ticker',
  texts: false,
  open: (spec) => {
    if (spec.channel !== 'ticker') return null;
    if (isFunding(spec)) return fundingReader(spec);
    return isTrading(spec) ? tradingReader(spec) : null;
  },
};
