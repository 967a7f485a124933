import { signingText } from './signer.js';

/** The `auth` request as sent. https://docs.bitfinex.com/docs/ws-auth */
export interface AuthRequest {
  readonly event: 'auth';
  readonly apiKey: string;
  readonly authNonce: number;
  readonly authPayload: string;
  readonly authSig: string;
  readonly filter?: ReadonlyArray<string>;
  readonly dms?: 4;
  readonly calc?: 0 | 1;
}

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

/** The request for one attempt. Field by field, so that nothing else the caller's object holds is ever sent. */
export const buildAuthRequest = ({ apiKey, nonce, signature, filter, dms, calc }: AuthFacts): AuthRequest => ({
  event: 'auth',
  apiKey,
  authNonce: nonce,
  authPayload: signingText(nonce),
  authSig: signature,
  ...(filter === undefined ? {} : { filter: [...filter] }),
  ...(dms === undefined ? {} : { dms }),
  ...(calc === undefined ? {} : { calc }),
});
