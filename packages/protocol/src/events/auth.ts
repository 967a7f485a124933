import { objectCodec, type ObjectCodec } from '../object-codec.js';
import { objectReader, type ObjectReader } from '../object-reader.js';
import { isWireObject, type Fields } from '../fields.js';

/*
 * https://docs.bitfinex.com/docs/ws-auth
 *
 * {"event":"auth","status":"OK","chanId":0,"userId":2909250,"auth_id":"e652c76d-4b6f-4a3d-9755-25a25a9e0a66",
 * "caps":{"orders":{"read":1,"write":1},"account":{"read":1,"write":0}}}
 * {"event":"auth","status":"FAILED","chanId":0,"code":10100,"msg":"apikey: invalid"}
 *
 * The documentation shows caps as JSON within a text, with "1" and "0"; real servers send an object. Both are read.
 */

/** What a key may do in one scope. */
export interface Capability {
  /** Whether the key may look. */
  readonly read: boolean;
  /** Whether the key may change. */
  readonly write: boolean;
}

/** The answer to a login. https://docs.bitfinex.com/docs/ws-auth */
export interface AuthMessage {
  readonly type: 'auth';
  /** OK, or anything else: failed. */
  readonly status: string;
  /** Whose key it is; null where the login failed. */
  readonly userId: number | null;
  /** Names the login; null where it failed or the server is old. */
  readonly authId: string | null;
  /** Of a failure, see ERROR_CODES. */
  readonly code: number | null;
  /** What was wrong, for a person to read; null where nothing was. */
  readonly msg: string | null;
  /** Scope to capability, unknown scopes included; null where the server sent none. */
  readonly caps: Readonly<Record<string, Capability>> | null;
}

const bitOf = (value: unknown): boolean | null => {
  if (value === 1 || value === '1' || value === true) return true;
  return value === 0 || value === '0' || value === false ? false : null;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const capsOf = (f: Fields): AuthMessage['caps'] => {
  const sent = f.get('caps');
  if (sent === null) return null;
  const scopes = typeof sent === 'string' ? parsed(sent) : sent;
  const caps: Array<readonly [string, Capability]> = [];
  for (const [scope, bits] of isWireObject(scopes) ? Object.entries(scopes) : [['', null] as const]) {
    const read = isWireObject(bits) ? bitOf(bits['read']) : null;
    const write = isWireObject(bits) ? bitOf(bits['write']) : null;
    if (read === null || write === null) f.bad('caps', 'scopes with read and write, each 0 or 1');
    else caps.push([scope, { read, write }]);
  }
  return Object.fromEntries(caps);
};

const bit = (value: boolean): number => (value ? 1 : 0);

const wireCaps = (caps: AuthMessage['caps']): unknown => {
  if (!isWireObject(caps)) return undefined;
  const scopes = Object.entries(caps).map(([scope, each]) => [
    scope,
    isWireObject(each) ? { read: bit(each.read), write: bit(each.write) } : null,
  ]);
  return Object.fromEntries(scopes);
};

/** The reading half of the codec below. */
export const readAuthMessage: ObjectReader<AuthMessage> = /* @__PURE__ */ objectReader('auth', (f) => ({
  type: 'auth',
  status: f.text('status'),
  userId: f.integerOrNull('userId'),
  authId: f.textOrNull('auth_id'),
  code: f.integerOrNull('code'),
  msg: f.textOrNull('msg'),
  caps: capsOf(f),
}));

/** Reads the answer to a login. */
export const AuthMessage: ObjectCodec<AuthMessage> = /* @__PURE__ */ objectCodec({
  event: 'auth',
  is: ({ type }) => type === 'auth',
  read: readAuthMessage,
  write: (m) => ({
    event: 'auth',
    status: m.status,
    chanId: 0,
    userId: m.userId ?? undefined,
    auth_id: m.authId ?? undefined,
    code: m.code ?? undefined,
    msg: m.msg ?? undefined,
    caps: wireCaps(m.caps),
  }),
});
