import type { AuthError, Capabilities } from '@bitfinex-ws/auth';
import type { OrdersNews, ViewNews } from '@bitfinex-ws/trading';
import type { ClientEvent } from '../client-event.js';

/** Those events of a connection that an account's connection has as well. */
type FromConnection = Extract<
  ClientEvent,
  {
    readonly type:
      | 'connected'
      | 'disconnected'
      | 'connectFailed'
      | 'reconnecting'
      | 'paused'
      | 'resumed'
      | 'connectionEnded'
      | 'gap'
      | 'failure'
      | 'unrecognised';
  }
>;

/** What happens to the session of an account: its connection and its login. Times are in ms. */
export type SessionEvent =
  | FromConnection
  /** The account's heartbeat, every 15 s. */
  | { readonly type: 'heartbeat'; readonly at: number }
  /** The login succeeded; what is null the server left out. The snapshots follow. */
  | {
      readonly type: 'authenticated';
      readonly at: number;
      readonly userId: number | null;
      readonly authId: string | null;
      readonly caps: Capabilities | null;
    }
  /** The nonce was too small, or the token stale: another is tried on the same connection. */
  | { readonly type: 'loginRetrying'; readonly at: number; readonly retry: number }
  /**
   * The login failed. `final`: this key, or token, will not be tried again and the connection is closed; else it is tried again on
   * another connection.
   */
  | { readonly type: 'loginFailed'; readonly at: number; readonly error: AuthError; readonly final: boolean }
  /** The connection that was logged in is gone. */
  | { readonly type: 'loggedOut'; readonly at: number }
  /** The server refuses something, in an event of its own: a frame that it could not read, say. */
  | { readonly type: 'serverError'; readonly at: number; readonly code: number; readonly msg: string | null }
  /** A frame of the client's own, a login or an input, could not be handed to the socket. */
  | { readonly type: 'sendFailed'; readonly at: number; readonly why: string };

/** What happens to an account. Times are in ms. */
export type AccountEvent =
  | SessionEvent
  /** The snapshots are here (`ready`), for the first time; or again (`reconciled`), with what became another meanwhile. */
  | Exclude<ViewNews, { readonly type: 'changed' }>
  /** A refusal that names nothing that waits, and something of an order whose ticket was settled without it. */
  | (Extract<OrdersNews, { readonly type: 'unmatchedReject' | 'late' }> & { readonly at: number })
  /** An order leaves whose pair is not in the table that was given as `pairs`: its amount was checked by digits alone. */
  | { readonly type: 'pairUnknown'; readonly at: number; readonly symbol: string }
  /** The account was closed; the last event. */
  | { readonly type: 'closed'; readonly at: number };
