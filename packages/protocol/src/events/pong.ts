import { objectCodec, type ObjectCodec } from '../object-codec.js';

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

/** Reads the answer to a `ping`. */
export const PongMessage: ObjectCodec<PongMessage> = objectCodec({
  event: 'pong',
  is: ({ type }) => type === 'pong',
  read: (f) => ({ type: 'pong', ts: f.integer('ts'), cid: f.integerOrNull('cid') }),
  write: (m) => ({ event: 'pong', ts: m.ts, cid: m.cid ?? undefined }),
});
