import { objectCodec, type ObjectCodec } from '../object-codec.js';
import { objectReader, type ObjectReader } from '../object-reader.js';

/*
 * https://docs.bitfinex.com/docs/ws-general
 *
 * {"event":"conf","status":"OK","flags":196608}
 */

/** The answer to a `conf` request. https://docs.bitfinex.com/docs/ws-general */
export interface ConfMessage {
  readonly type: 'conf';
  /** OK, or anything else: failed. */
  readonly status: string;
  /** The whole mask in force. Null where the server left it out. */
  readonly flags: number | null;
}

/** The reading half of the codec below. */
export const readConfMessage: ObjectReader<ConfMessage> = /* @__PURE__ */ objectReader('conf', (f) => ({
  type: 'conf',
  status: f.text('status'),
  flags: f.integerOrNull('flags'),
}));

/** Reads the answer to a `conf` request. */
export const ConfMessage: ObjectCodec<ConfMessage> = /* @__PURE__ */ objectCodec({
  event: 'conf',
  is: ({ type }) => type === 'conf',
  read: readConfMessage,
  write: (m) => ({ event: 'conf', status: m.status, flags: m.flags ?? undefined }),
});
