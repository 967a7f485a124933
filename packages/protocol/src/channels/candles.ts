import { either as E } from 'fp-ts';
import { rowCodec, type RowCodec } from '../row-codec.js';
import type { ChannelCodec, ChannelReader } from './channel-codec.js';
import type { ChannelMessage } from './channel-message.js';
import { badPayload } from './payload.js';
import type { CandlesSpec } from './spec.js';

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

/** Reads the row of a candle. */
export const Candle: RowCodec<Candle> = rowCodec('Candle', (c) => ({
  mts: c.time(0, 'mts'),
  open: c.number(1, 'open'),
  close: c.number(2, 'close'),
  high: c.number(3, 'high'),
  low: c.number(4, 'low'),
  volume: c.number(5, 'volume'),
}));

/** What an interval of time traded at. https://docs.bitfinex.com/reference/ws-public-candles */
export interface Candle {
  /** ms, start of the candle */
  readonly mts: number;
  readonly open: number;
  readonly close: number;
  readonly high: number;
  readonly low: number;
  readonly volume: number;
}
/** The snapshot; its order is not documented. */
export interface CandlesMessage extends ChannelMessage<'candles', CandlesSpec> {
  readonly candles: ReadonlyArray<Candle>;
}
/** One candle: replaces that of the same `mts`, or is new. */
export interface CandleMessage extends ChannelMessage<'candle', CandlesSpec> {
  readonly candle: Candle;
}

const reader =
  (spec: CandlesSpec): ChannelReader =>
  (frame) => {
    const { chanId, tag, payload, shape, seq, accountSeq, serverTime } = frame;
    if (tag !== null || !Array.isArray(payload)) return badPayload('Candle', 'a row or a list of rows', frame);
    if (shape === 'row') {
      const row = Candle.read(payload);
      if (E.isLeft(row)) return row;
      return E.right({ type: 'candle', chanId, spec, seq, accountSeq, serverTime, candle: row.right });
    }
    const rows = Candle.readAll(payload);
    if (E.isLeft(rows)) return rows;
    return E.right({ type: 'candles', chanId, spec, seq, accountSeq, serverTime, candles: rows.right });
  };

/** The candles channel, of pairs and of funding currencies. */
export const candlesChannel: ChannelCodec = {
  channel: 'candles',
  texts: false,
  open: (spec) => (spec.channel === 'candles' ? reader(spec) : null),
};
