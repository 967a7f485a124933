import { isLeft, right } from '@bitfinex-ws/machine';
import type { FrameBody } from '../encode/frame-text.js';
import type { Num, NumberMode } from '../numbers/number-mode.js';
import type { Row } from '../row.js';
import { rowCodecs, type RowCodecs, type RowOptions } from '../row-codec.js';
import { rowReader } from '../row-reader.js';
import { createScanner } from '../scan/scanner.js';
import { fundingTickerScan, tickerScan } from '../scan/ticker-scan.js';
import type { ChannelCodec, ChannelReader, ReaderContext } from './channel-codec.js';
import type { ChannelMessage } from './channel-message.js';
import { badPayload } from './payload.js';
import { isFunding, isTrading, type FundingSymbol, type TickerSpec, type TradingSymbol } from './spec.js';
import { readTickerSpec } from './wire-spec.js';

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

// Since 2025 a nameless null follows both rows.
const SENT: RowOptions = { width: 11 };
const FUNDING_SENT: RowOptions = { width: 17 };

const row = <N extends NumberMode>(c: Row<N>): Ticker<N> => ({
  bid: c.decimalOrNull(0, 'bid'),
  bidSize: c.decimalOrNull(1, 'bidSize'),
  ask: c.decimalOrNull(2, 'ask'),
  askSize: c.decimalOrNull(3, 'askSize'),
  dailyChange: c.decimalOrNull(4, 'dailyChange'),
  dailyChangeRelative: c.decimalOrNull(5, 'dailyChangeRelative'),
  lastPrice: c.decimalOrNull(6, 'lastPrice'),
  volume: c.decimalOrNull(7, 'volume'),
  high: c.decimalOrNull(8, 'high'),
  low: c.decimalOrNull(9, 'low'),
});

/** Reads the row of a trading ticker. Null where the pair was never quoted or traded. Since 2025 a nameless null follows. */
export const Ticker: RowCodecs<Ticker, Ticker<'text'>> = /* @__PURE__ */ rowCodecs(
  'Ticker',
  row<'number'>,
  row<'text'>,
  SENT,
);

const fundingRow = <N extends NumberMode>(c: Row<N>): FundingTicker<N> => ({
  frr: c.decimalOrNull(0, 'frr'),
  bid: c.decimalOrNull(1, 'bid'),
  bidPeriod: c.integerOrNull(2, 'bidPeriod'),
  bidSize: c.decimalOrNull(3, 'bidSize'),
  ask: c.decimalOrNull(4, 'ask'),
  askPeriod: c.integerOrNull(5, 'askPeriod'),
  askSize: c.decimalOrNull(6, 'askSize'),
  dailyChange: c.decimalOrNull(7, 'dailyChange'),
  dailyChangeRelative: c.decimalOrNull(8, 'dailyChangeRelative'),
  lastPrice: c.decimalOrNull(9, 'lastPrice'),
  volume: c.decimalOrNull(10, 'volume'),
  high: c.decimalOrNull(11, 'high'),
  low: c.decimalOrNull(12, 'low'),
  frrAmountAvailable: c.decimalIfSent(15, 'frrAmountAvailable'),
});

/** Reads the row of a funding ticker. Since 2025 a nameless null follows. */
export const FundingTicker: RowCodecs<FundingTicker, FundingTicker<'text'>> = /* @__PURE__ */ rowCodecs(
  'FundingTicker',
  fundingRow<'number'>,
  fundingRow<'text'>,
  FUNDING_SENT,
);

/** The state of a pair. Null: never quoted or traded. https://docs.bitfinex.com/reference/ws-public-ticker */
export interface Ticker<N extends NumberMode = 'number'> {
  /** Best bid. */
  readonly bid: Num<N> | null;
  /** Sum of the 25 best bids. */
  readonly bidSize: Num<N> | null;
  /** Best ask. */
  readonly ask: Num<N> | null;
  /** Sum of the 25 best asks. */
  readonly askSize: Num<N> | null;
  /** Since 24 h ago, in quote currency. */
  readonly dailyChange: Num<N> | null;
  /** Since 24 h ago, as a ratio: 0.01 is one per cent. */
  readonly dailyChangeRelative: Num<N> | null;
  /** Of the last trade, in quote currency. */
  readonly lastPrice: Num<N> | null;
  /** Of the last 24 h, in base currency. */
  readonly volume: Num<N> | null;
  /** Highest price of the last 24 h. */
  readonly high: Num<N> | null;
  /** Lowest price of the last 24 h. */
  readonly low: Num<N> | null;
}
/** The state of a funding currency. Rates are fractions a day. https://docs.bitfinex.com/reference/ws-public-ticker */
export interface FundingTicker<N extends NumberMode = 'number'> {
  /** Flash return rate. */
  readonly frr: Num<N> | null;
  /** Best rate that a borrower bids. */
  readonly bid: Num<N> | null;
  /** Days. */
  readonly bidPeriod: number | null;
  /** What is bid at the best bids, in the currency itself. */
  readonly bidSize: Num<N> | null;
  /** Best rate that a lender asks. */
  readonly ask: Num<N> | null;
  /** Days. */
  readonly askPeriod: number | null;
  /** What is offered at the best asks, in the currency itself. */
  readonly askSize: Num<N> | null;
  /** Of the rate, since 24 h ago. */
  readonly dailyChange: Num<N> | null;
  /** Since 24 h ago, as a ratio: 0.01 is one per cent. */
  readonly dailyChangeRelative: Num<N> | null;
  /** Rate of the last trade. */
  readonly lastPrice: Num<N> | null;
  /** Of the last 24 h, in the currency itself. */
  readonly volume: Num<N> | null;
  /** Highest rate of the last 24 h. */
  readonly high: Num<N> | null;
  /** Lowest rate of the last 24 h. */
  readonly low: Num<N> | null;
  /** What is offered at the flash return rate. Null in old frames, which end at `low`. */
  readonly frrAmountAvailable: Num<N> | null;
}
/** The ticker of a pair. */
export interface TickerMessage<N extends NumberMode = 'number'> extends ChannelMessage<
  'ticker',
  TickerSpec<TradingSymbol>
> {
  /** The whole ticker as it stands now. */
  readonly ticker: Ticker<N>;
}
/** The ticker of a funding currency. */
export interface FundingTickerMessage<N extends NumberMode = 'number'> extends ChannelMessage<
  'fundingTicker',
  TickerSpec<FundingSymbol>
> {
  /** The whole ticker as it stands now. */
  readonly ticker: FundingTicker<N>;
}

const tradingReader = <N extends NumberMode>(
  spec: TickerSpec<TradingSymbol>,
  { createCells, drift }: ReaderContext<N>,
): ChannelReader<N> => {
  const rows = rowReader('Ticker', row<N>, createCells(), SENT);
  return (frame) => {
    if (frame.tag !== null) return badPayload('Ticker', 'a row', frame);
    const { chanId, payload, texts, seq, accountSeq, serverTime } = frame;
    const read = rows.read(payload, texts, drift);
    if (isLeft(read)) return read;
    return right({ type: 'ticker', chanId, spec, seq, accountSeq, serverTime, ticker: read.right });
  };
};

const fundingReader = <N extends NumberMode>(
  spec: TickerSpec<FundingSymbol>,
  { createCells, drift }: ReaderContext<N>,
): ChannelReader<N> => {
  const rows = rowReader('FundingTicker', fundingRow<N>, createCells(), FUNDING_SENT);
  return (frame) => {
    if (frame.tag !== null) return badPayload('FundingTicker', 'a row', frame);
    const { chanId, payload, texts, seq, accountSeq, serverTime } = frame;
    const read = rows.read(payload, texts, drift);
    if (isLeft(read)) return read;
    return right({ type: 'fundingTicker', chanId, spec, seq, accountSeq, serverTime, ticker: read.right });
  };
};

/** Writes what a ticker's frame says. */
export const encodeTicker = (message: TickerMessage<NumberMode> | FundingTickerMessage<NumberMode>): FrameBody => ({
  tag: null,
  payload: message.type === 'ticker' ? Ticker.write(message.ticker) : FundingTicker.write(message.ticker),
});

const openTrading: ChannelCodec['open'] = (spec, context) =>
  spec.channel === 'ticker' && isTrading(spec) ? tradingReader(spec, context) : null;
const openFunding: ChannelCodec['open'] = (spec, context) =>
  spec.channel === 'ticker' && isFunding(spec) ? fundingReader(spec, context) : null;

/** The ticker channel, trading and funding. */
export const tickerChannel: ChannelCodec = {
  channel: 'ticker',
  parse: null,
  readSpec: readTickerSpec,
  open: (spec, context) => openTrading(spec, context) ?? openFunding(spec, context),
  shortCut: {
    createScanner,
    scan: (spec) => {
      if (spec.channel !== 'ticker') return null;
      if (isFunding(spec)) return fundingTickerScan(spec);
      return isTrading(spec) ? tickerScan(spec) : null;
    },
  },
};

/**
 * The same for pairs alone and without the short cut, every frame read by `JSON.parse`: for bundles in which bytes count more than
 * microseconds. The messages are the same.
 */
export const plainTickerChannel: ChannelCodec = {
  channel: 'ticker',
  parse: null,
  readSpec: readTickerSpec,
  open: openTrading,
};

/** The same for funding currencies. */
export const plainFundingTickerChannel: ChannelCodec = {
  channel: 'ticker',
  parse: null,
  readSpec: readTickerSpec,
  open: openFunding,
};
