import type { ChannelSpec } from '../channels/spec.js';

/** The greeting, first frame of a connection. https://docs.bitfinex.com/docs/ws-general */
export interface InfoMessage {
  readonly type: 'info';
  readonly version: number;
  readonly serverId: string | null;
  /** 1 operative, 0 maintenance; null where the server said nothing. */
  readonly platformStatus: number | null;
}
/** A later `info`, which carries a code: 20051 stop, 20060 resync starts, 20061 resync stops, 5000 plain. */
export interface InfoCodeMessage {
  readonly type: 'infoCode';
  readonly code: number;
  readonly msg: string | null;
}
export interface ConfMessage {
  readonly type: 'conf';
  /** OK, or anything else: failed. */
  readonly status: string;
  /** The whole mask in force. Null where the server left it out. */
  readonly flags: number | null;
}
export interface AuthMessage {
  readonly type: 'auth';
  readonly status: string;
  readonly userId: number | null;
  readonly authId: string | null;
  readonly code: number | null;
  readonly msg: string | null;
  /** Scope to capability; null where the server sent none. */
  readonly caps: Readonly<Record<string, { readonly read: boolean; readonly write: boolean }>> | null;
}
export interface SubscribedMessage {
  readonly type: 'subscribed';
  readonly chanId: number;
  readonly subId: string | number | null;
  /** What was subscribed, from the echo. Null for a channel that this toolkit does not know. */
  readonly spec: ChannelSpec | null;
  /** The event as it came. */
  readonly raw: Readonly<Record<string, unknown>>;
}
export interface UnsubscribedMessage {
  readonly type: 'unsubscribed';
  readonly status: string;
  readonly chanId: number;
}
export interface ErrorMessage {
  readonly type: 'error';
  readonly code: number;
  readonly msg: string | null;
  readonly subId: string | number | null;
  readonly chanId: number | null;
  /** The request it answers, as far as it was echoed: `channel`, `symbol`, `prec`, `freq`, `len`, `key`, `pair`. */
  readonly echo: Readonly<Record<string, unknown>>;
}
export interface PongMessage {
  readonly type: 'pong';
  /** Server time, ms. */
  readonly ts: number;
  readonly cid: number | null;
}
/** An event this toolkit does not know. */
export interface UnrecognisedMessage {
  readonly type: 'unrecognised';
  readonly event: string;
  readonly raw: Readonly<Record<string, unknown>>;
}

export type EventMessage =
  | InfoMessage
  | InfoCodeMessage
  | ConfMessage
  | AuthMessage
  | SubscribedMessage
  | UnsubscribedMessage
  | ErrorMessage
  | PongMessage
  | UnrecognisedMessage;
