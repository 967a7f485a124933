import { signingText } from './signer.js';

/** What every `auth` request may have. */
interface Wished {
  readonly event: 'auth';
  readonly filter?: ReadonlyArray<string>;
  readonly dms?: 4;
  readonly calc?: 0 | 1;
}

/** The `auth` request with a signature, as sent. https://docs.bitfinex.com/docs/ws-auth */
export interface SignedAuthRequest extends Wished {
  readonly apiKey: string;
  readonly authNonce: number;
  readonly authPayload: string;
  readonly authSig: string;
}

/** The `auth` request with a short-lived token, as sent. https://docs.bitfinex.com/reference/generate-token */
export interface TokenAuthRequest extends Wished {
  /** A secret. */
  readonly token: string;
}

/** The `auth` request as sent. */
export type AuthRequest = SignedAuthRequest | TokenAuthRequest;

/** What a login asks for besides the login. */
export interface AuthWishes {
  /**
   * What channel 0 delivers: `trading`, `trading-tBTCUSD`, `funding`, `wallet`, `algo`, `balance`, `notify` … A filter
   * without `notify` takes away the answers to every request. @default everything
   */
  readonly filter?: ReadonlyArray<string> | undefined;
  /** 4: the server cancels all orders of the account when this socket closes. @default off */
  readonly dms?: 4 | undefined;
  /** 1: the server calculates margins and balances unasked. Undocumented today. @default left to the server */
  readonly calc?: 0 | 1 | undefined;
}

/** The facts of one attempt to log in. `signature` is that of `signingText(nonce)`. */
export interface AuthFacts extends AuthWishes {
  readonly apiKey: string;
  readonly nonce: number;
  readonly signature: string;
}

/** The facts of one attempt to log in with a token. */
export interface TokenFacts extends AuthWishes {
  readonly token: string;
}

/** The request for one attempt. Field by field, so that nothing else the caller's object holds is ever sent. */
export const buildAuthRequest = ({ apiKey, nonce, signature, ...wishes }: AuthFacts): SignedAuthRequest => ({
  event: 'auth',
  apiKey,
  authNonce: nonce,
  authPayload: signingText(nonce),
  authSig: signature,
  ...wished(wishes),
});

/** The request for one attempt with a token, field by field as well. */
export const buildTokenAuthRequest = ({ token, ...wishes }: TokenFacts): TokenAuthRequest => ({
  event: 'auth',
  token,
  ...wished(wishes),
});

const wished = ({ filter, dms, calc }: AuthWishes): Omit<Wished, 'event'> => ({
  ...(filter === undefined ? {} : { filter: [...filter] }),
  ...(dms === undefined ? {} : { dms }),
  ...(calc === undefined ? {} : { calc }),
});
