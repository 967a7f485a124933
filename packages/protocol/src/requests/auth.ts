import type { Fields, WireObject } from '../fields.js';
import { objectCodec, type ObjectCodec } from '../object-codec.js';
import { objectReader, type ObjectReader } from '../object-reader.js';

/*
 * https://docs.bitfinex.com/docs/ws-auth
 *
 * {"event":"auth","apiKey":"apiKey1","authSig":"6e7e3ab7…06e0c3ae","authPayload":"AUTH1790134414850000",
 * "authNonce":1790134414850000,"dms":4,"filter":["trading","wallet","balance","notify"]}
 * {"event":"auth","token":"pub:api:665b6328","dms":0,"calc":0}
 */

/** What a login may ask for besides. */
export interface AuthOptions {
  /** Which account messages to send (`trading`, `wallet-exchange-BTC`, `notify` …). @default everything */
  readonly filter?: ReadonlyArray<string>;
  /** 4: cancel all orders of the account when this connection closes. @default off */
  readonly dms?: number;
  /** 1: send calculated values unasked; not documented any more. @default off */
  readonly calc?: number;
}

/** A login with a signature. */
export interface SignedAuth extends AuthOptions {
  /** The public half of the key. */
  readonly apiKey: string;
  /** Greater than the last one that the key was used with. */
  readonly authNonce: number | string;
  /** What was signed: AUTH and the nonce. */
  readonly authPayload: string;
  /** Hex of HMAC-SHA384 over `authPayload`. */
  readonly authSig: string;
}

/** A login with a token that was made elsewhere. https://docs.bitfinex.com/reference/generate-token */
export interface TokenAuth extends AuthOptions {
  /** The token. A secret. */
  readonly token: string;
}

/** Logs in. Sent once a connection; the frame is a secret. */
export type AuthRequest = { readonly event: 'auth' } & (SignedAuth | TokenAuth);

/** Makes the login. Fields that a login does not have are not taken over, so that a secret can not slip through. */
export const auth = (credentials: SignedAuth | TokenAuth): AuthRequest => {
  const options = optionsOf(credentials.filter, credentials.dms, credentials.calc);
  if ('token' in credentials) return { event: 'auth', token: credentials.token, ...options };
  const { apiKey, authNonce, authPayload, authSig } = credentials;
  return { event: 'auth', apiKey, authSig, authPayload, authNonce, ...options };
};

const optionsOf = (
  filter: ReadonlyArray<string> | null | undefined,
  dms: number | null | undefined,
  calc: number | null | undefined,
): AuthOptions => ({
  ...(dms === undefined || dms === null ? {} : { dms }),
  ...(filter === undefined || filter === null ? {} : { filter: [...filter] }),
  ...(calc === undefined || calc === null ? {} : { calc }),
});

const filterOf = (fields: Fields): ReadonlyArray<string> | null => {
  const sent = fields.get('filter');
  if (sent === null) return null;
  if (Array.isArray(sent) && sent.every((each): each is string => typeof each === 'string')) return sent;
  fields.bad('filter', 'a list of texts');
  return null;
};

const literal = (f: Fields): AuthRequest => {
  const options = optionsOf(filterOf(f), f.integerOrNull('dms'), f.integerOrNull('calc'));
  if (f.get('token') !== null) return { event: 'auth', token: f.text('token'), ...options };
  const authNonce = f.idOrNull('authNonce');
  if (authNonce === null) f.bad('authNonce', 'a number or a text');
  return {
    event: 'auth',
    apiKey: f.text('apiKey'),
    authSig: f.text('authSig'),
    authPayload: f.text('authPayload'),
    authNonce: authNonce ?? 0,
    ...options,
  };
};

/** Writes its fields one by one; what is undefined is not sent. */
export const writeAuthRequest = (r: AuthRequest): WireObject => {
  const options = { dms: r.dms, filter: r.filter, calc: r.calc };
  if ('token' in r) return { event: 'auth', token: r.token, ...options };
  const { apiKey, authSig, authPayload, authNonce } = r;
  return { event: 'auth', apiKey, authSig, authPayload, authNonce, ...options };
};

/** The reading half of the codec below. */
export const readAuthRequest: ObjectReader<AuthRequest> = /* @__PURE__ */ objectReader('auth', literal);

/** Reads and writes a login. */
export const AuthRequest: ObjectCodec<AuthRequest> = /* @__PURE__ */ objectCodec({
  event: 'auth',
  is: ({ event }) => event === 'auth',
  read: readAuthRequest,
  write: writeAuthRequest,
});
