import type { Capabilities } from '@bitfinex-ws/auth';
import type { ViewCounters, ViewName } from '@bitfinex-ws/trading';
import type { ConnectionState } from '../connection/contract.js';
import type { InboundCounters } from '../observe/inbound.js';
import type { QueueStatus } from '../queue.js';

/**
 * Where an account stands. `idle`: nobody asked for it yet; `connecting`; `loggingIn`: connected; `loading`: logged in, snapshots awaited; `ready`;
 * `paused`: logged in, but the exchange says that it is not to be relied on; `refused`: the key is not taken; `ended`: not dialled any more; `closed`;
 * `unusable`: made with options that mean nothing.
 */
export type AccountState =
  'idle' | 'connecting' | 'loggingIn' | 'loading' | 'ready' | 'paused' | 'refused' | 'ended' | 'closed' | 'unusable';

/** How an account stands: plain values, taken at one moment, fit for JSON. */
export interface AccountStatus {
  readonly state: AccountState;
  /** The moment, ms. */
  readonly at: number;
  readonly connection: {
    readonly state: ConnectionState['_tag'];
    readonly serverId: string | null;
    readonly flags: number;
    /** Dials so far. */
    readonly attempts: number;
    /** Losses in a row since it was last stable. */
    readonly failures: number;
    readonly openSince: number | null;
    readonly lastFrameAgeMs: number | null;
    readonly roundTripMs: number | null;
    readonly buffered: number;
    readonly drift: Readonly<Record<string, number>>;
  };
  /** Null where nothing is logged in. */
  readonly login: {
    readonly userId: number | null;
    readonly authId: string | null;
    readonly caps: Capabilities | null;
    readonly since: number;
  } | null;
  /** How many logins have succeeded. */
  readonly logins: number;
  readonly views: Readonly<Record<ViewName, ViewCounters & { readonly ready: boolean }>>;
  /** Tickets without an outcome; requests, and calculations, without an answer. */
  readonly pending: {
    readonly orders: number;
    readonly offers: number;
    readonly requests: number;
    readonly calculations: number;
  };
  /** The queues of those who read `messages()` and `changes()`. */
  readonly consumers: ReadonlyArray<QueueStatus>;
  readonly counters: InboundCounters;
}
