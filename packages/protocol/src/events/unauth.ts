import { objectCodec, type ObjectCodec } from '../object-codec.js';

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

/** Reads the answer to `unauth`. */
export const UnauthMessage: ObjectCodec<UnauthMessage> = objectCodec({
  event: 'unauth',
  is: ({ type }) => type === 'unauth',
  read: (f) => ({
    type: 'unauth',
    status: f.text('status'),
    code: f.integerOrNull('code'),
    msg: f.textOrNull('msg'),
  }),
  write: (m) => ({ event: 'unauth', status: m.status, chanId: 0, code: m.code ?? undefined, msg: m.msg ?? undefined }),
});
