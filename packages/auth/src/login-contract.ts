import type { AuthMessage } from '@bitfinex-ws/protocol';
import type { Capabilities } from './capabilities.js';
import type { AuthError } from './errors.js';
import type { AuthRequest } from './request.js';

/** The number that the shell gives a socket. Each new socket has a new one. */
export type ConnectionId = number;

/** Where the login stands. `nonce` is the last one that was used (µs); it outlives connections. */
export type LoginState =
  | { readonly _tag: 'Idle'; readonly nonce: number }
  /** It waits for its turn at the store of nonces. `nonce`: the least that it will do with. */
  | { readonly _tag: 'Leasing'; readonly nonce: number; readonly conn: ConnectionId; readonly retries: number }
  /**
   * The signature, or the token, is awaited. `nonce`: of a login by token nothing but the number of the attempt. `retries`: how often
   * the server has found the nonce too small, or the token stale, in this login.
   */
  | { readonly _tag: 'Signing'; readonly nonce: number; readonly conn: ConnectionId; readonly retries: number }
  | { readonly _tag: 'Pending'; readonly nonce: number; readonly conn: ConnectionId; readonly retries: number }
  | {
      readonly _tag: 'Authenticated';
      readonly nonce: number;
      readonly conn: ConnectionId;
      /** Null where the server left it out. */
      readonly userId: number | null;
      readonly authId: string | null;
      readonly caps: Capabilities | null;
      /** When the answer came, ms. */
      readonly since: number;
    }
  /** Over. Where `isRetryableAuthError(error)` is false, no connection will try this key again. */
  | {
      readonly _tag: 'Rejected';
      readonly nonce: number;
      readonly conn: ConnectionId;
      readonly error: AuthError;
      readonly since: number;
    };

/** Facts. Those of another connection, or of an attempt with another nonce, are ignored. `at`: ms. */
export type LoginInput =
  /** The connection is greeted and configured, and the account is wanted on it. */
  | { readonly type: 'LoginAsked'; readonly conn: ConnectionId; readonly at: number }
  /** The store gave this nonce, and nobody else gets one until it is released. `wanted`: the least that was asked for. */
  | { readonly type: 'NonceTaken'; readonly wanted: number; readonly nonce: number }
  | { readonly type: 'NonceRefused'; readonly wanted: number; readonly error: AuthError; readonly at: number }
  | { readonly type: 'Signed'; readonly nonce: number; readonly signature: string }
  | { readonly type: 'SigningFailed'; readonly nonce: number; readonly error: AuthError; readonly at: number }
  /** `nonce`: the attempt for which it was asked. A secret. */
  | { readonly type: 'TokenGiven'; readonly nonce: number; readonly token: string }
  | { readonly type: 'TokenFailed'; readonly nonce: number; readonly error: AuthError; readonly at: number }
  | {
      readonly type: 'AuthAnswered';
      readonly conn: ConnectionId;
      readonly at: number;
      readonly answer: Pick<AuthMessage, 'status' | 'userId' | 'authId' | 'code' | 'msg' | 'caps'>;
    }
  | { readonly type: 'ConnectionLost'; readonly conn: ConnectionId }
  | { readonly type: 'TimerFired'; readonly timer: string; readonly at: number };

/** Orders, to be carried out in order. */
export type LoginEffect =
  /** Have the store give a nonce of at least this, then tell `NonceTaken` or `NonceRefused`. */
  | { readonly type: 'TakeNonce'; readonly atLeast: number }
  /** The login that it was taken for is over, or never was: others may have theirs. */
  | { readonly type: 'ReleaseNonce'; readonly nonce: number }
  /** Have whoever makes tokens make one, then tell `TokenGiven` or `TokenFailed` with this number. */
  | { readonly type: 'AskToken'; readonly nonce: number }
  /** Have the signer sign `text`, then tell `Signed` or `SigningFailed` with this nonce. */
  | { readonly type: 'Sign'; readonly nonce: number; readonly text: string }
  /** Send, marked as sensitive: a recording must not hold a signature. */
  | { readonly type: 'SendAuth'; readonly conn: ConnectionId; readonly request: AuthRequest }
  | { readonly type: 'StartTimer'; readonly timer: string; readonly ms: number }
  | { readonly type: 'StopTimer'; readonly timer: string }
  | { readonly type: 'Announce'; readonly news: LoginNews };

/** What the rest of the client hears. */
export type LoginNews =
  | {
      readonly type: 'authenticated';
      readonly conn: ConnectionId;
      readonly userId: number | null;
      readonly authId: string | null;
      readonly caps: Capabilities | null;
    }
  /** The nonce was too small and a larger one is on its way; or the token was stale, and a new one is asked for. */
  | { readonly type: 'retrying'; readonly conn: ConnectionId; readonly retry: number }
  | { readonly type: 'loginFailed'; readonly conn: ConnectionId; readonly error: AuthError }
  /** The connection that was authenticated is gone. */
  | { readonly type: 'loggedOut'; readonly conn: ConnectionId };
