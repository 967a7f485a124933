import { objectCodec, type ObjectCodec } from '../object-codec.js';
import { objectReader, type ObjectReader } from '../object-reader.js';

/*
 * https://docs.bitfinex.com/docs/ws-general
 *
 * {"event":"pong","ts":1511545528111,"cid":1234}
 */

/** The answer to a `ping`. https://docs.bitfinex.com/docs/ws-general */
export interface PongMessage {
  readonly type: 'pong';
  /** Server time, ms. */
  readonly ts: number;
  /** That of the ping; null where it had none. */
  readonly cid: number | null;
}

/** The reading half of the codec below. */
export const readPongMessage: ObjectReader<PongMessage> = /* @__PURE__ */ objectReader('pong', (f) => ({
  type: 'pong',
  ts: f.integer('ts'),
  cid: f.integerOrNull('cid'),
}));

/** Reads the answer to a `ping`. */
export const PongMessage: ObjectCodec<PongMessage> = /* @__PURE__ */ objectCodec({
  event: 'pong',
  is: ({ type }) => type === 'pong',
  read: readPongMessage,
  write: (m) => ({ event: 'pong', ts: m.ts, cid: m.cid ?? undefined }),
});
