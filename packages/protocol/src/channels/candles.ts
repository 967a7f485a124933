import { isLeft, right } from '@bitfinex-ws/machine';
import type { FrameBody } from '../encode/frame-text.js';
import type { Num, NumberMode } from '../numbers/number-mode.js';
import type { Row } from '../row.js';
import { rowCodecs, type RowCodecs } from '../row-codec.js';
import { rowReader } from '../row-reader.js';
import type { ChannelCodec, ChannelReader, ReaderContext } from './channel-codec.js';
import type { ChannelMessage } from './channel-message.js';
import { badPayload } from './payload.js';
import type { CandlesSpec } from './spec.js';
import { readCandlesSpec } from './wire-spec.js';

/*
 * https://docs.bitfinex.com/reference/ws-public-candles
 *
 * snapshot [CHAN_ID, [[MTS, OPEN, CLOSE, HIGH, LOW, VOLUME], …]]
 *          [343351,[[1574698260000,7379.785503,7383.8,7388.3,7379.785503,1.68829482]]]
 * update   [CHAN_ID, [MTS, OPEN, CLOSE, HIGH, LOW, VOLUME]]
 *          [343351,[1574698200000,7399.9,7379.7,7399.9,7371.8,41.63633658]]
 *
 * CLOSE stands before HIGH and LOW. An update replaces the candle of its time, which need not be the newest.
 */

const row = <N extends NumberMode>(c: Row<N>): Candle<N> => ({
  mts: c.time(0, 'mts'),
  open: c.decimal(1, 'open'),
  close: c.decimal(2, 'close'),
  high: c.decimal(3, 'high'),
  low: c.decimal(4, 'low'),
  volume: c.decimal(5, 'volume'),
});

/** Reads the row of a candle. */
export const Candle: RowCodecs<Candle, Candle<'text'>> = /* @__PURE__ */ rowCodecs(
  'Candle',
  row<'number'>,
  row<'text'>,
);

/** What an interval of time traded at. https://docs.bitfinex.com/reference/ws-public-candles */
export interface Candle<N extends NumberMode = 'number'> {
  /** ms, start of the candle */
  readonly mts: number;
  /** The first price of the interval, in quote currency; of funding candles a rate, as a fraction a day. */
  readonly open: Num<N>;
  /** The last price so far. */
  readonly close: Num<N>;
  /** The highest price so far. */
  readonly high: Num<N>;
  /** The lowest price so far. */
  readonly low: Num<N>;
  /** What was traded, in base currency; of funding candles in the currency that is lent. */
  readonly volume: Num<N>;
}
/** The snapshot; its order is not documented. */
export interface CandlesMessage<N extends NumberMode = 'number'> extends ChannelMessage<'candles', CandlesSpec> {
  /** In the order in which they came. */
  readonly candles: ReadonlyArray<Candle<N>>;
}
/** One candle: replaces that of the same `mts`, or is new. */
export interface CandleMessage<N extends NumberMode = 'number'> extends ChannelMessage<'candle', CandlesSpec> {
  /** The candle as it stands now. */
  readonly candle: Candle<N>;
}

const reader = <N extends NumberMode>(
  spec: CandlesSpec,
  { createCells, drift }: ReaderContext<N>,
): ChannelReader<N> => {
  const rowsOf = rowReader('Candle', row<N>, createCells());
  return (frame) => {
    const { chanId, tag, payload, texts, shape, seq, accountSeq, serverTime } = frame;
    if (tag !== null || !Array.isArray(payload)) return badPayload('Candle', 'a row or a list of rows', frame);
    if (shape === 'row') {
      const read = rowsOf.read(payload, texts, drift);
      if (isLeft(read)) return read;
      return right({ type: 'candle', chanId, spec, seq, accountSeq, serverTime, candle: read.right });
    }
    const rows = rowsOf.readAll(payload, texts, drift);
    if (isLeft(rows)) return rows;
    return right({ type: 'candles', chanId, spec, seq, accountSeq, serverTime, candles: rows.right });
  };
};

/** Writes what the frame of a candle, or of a snapshot of candles, says. */
export const encodeCandles = (message: CandleMessage<NumberMode> | CandlesMessage<NumberMode>): FrameBody => ({
  tag: null,
  payload: message.type === 'candle' ? Candle.write(message.candle) : Candle.writeAll(message.candles),
});

/** The candles channel, of pairs and of funding currencies. */
export const candlesChannel: ChannelCodec = {
  channel: 'candles',
  parse: null,
  readSpec: readCandlesSpec,
  open: (spec, context) => (spec.channel === 'candles' ? reader(spec, context) : null),
};
