import { objectCodec, type ObjectCodec } from '../object-codec.js';

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

/** Reads the answer to a `conf` request. */
export const ConfMessage: ObjectCodec<ConfMessage> = objectCodec({
  event: 'conf',
  is: ({ type }) => type === 'conf',
  read: (f) => ({ type: 'conf', status: f.text('status'), flags: f.integerOrNull('flags') }),
  write: (m) => ({ event: 'conf', status: m.status, flags: m.flags ?? undefined }),
});
