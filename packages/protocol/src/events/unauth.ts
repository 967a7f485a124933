import { objectCodec, type ObjectCodec } from '../object-codec.js';
import { objectReader, type ObjectReader } from '../object-reader.js';

/*
 * https://docs.bitfinex.com/v1/reference/ws-auth-unauthentication
 *
 * {"event":"unauth","status":"OK","chanId":0}
 * {"event":"unauth","status":"FAILED","chanId":0,"code":10200}
 */

/** The answer to `unauth`. Documented for the first version of the protocol alone. */
export interface UnauthMessage {
  readonly type: 'unauth';
  /** OK, or anything else: still logged in. */
  readonly status: string;
  /** Of a failure, see ERROR_CODES. */
  readonly code: number | null;
  readonly msg: string | null;
}

/** The reading half of the codec below. */
export const readUnauthMessage: ObjectReader<UnauthMessage> = /* @__PURE__ */ objectReader('unauth', (f) => ({
  type: 'unauth',
  status: f.text('status'),
  code: f.integerOrNull('code'),
  msg: f.textOrNull('msg'),
}));

/** Reads the answer to `unauth`. */
export const UnauthMessage: ObjectCodec<UnauthMessage> = /* @__PURE__ */ objectCodec({
  event: 'unauth',
  is: ({ type }) => type === 'unauth',
  read: readUnauthMessage,
  write: (m) => ({ event: 'unauth', status: m.status, chanId: 0, code: m.code ?? undefined, msg: m.msg ?? undefined }),
});
