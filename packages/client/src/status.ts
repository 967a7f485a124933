import type { ConnectionView } from '@bitfinex-ws/subscriptions';
import type { ConnectionState } from './connection/contract.js';
import type { Link } from './connection/link.js';
import type { InboundCounters } from './observe/inbound.js';

/** How one connection stands. */
export interface ConnectionStatus {
  readonly conn: number;
  readonly state: ConnectionState['_tag'];
  /** The server said that its data is not to be relied on. */
  readonly paused: boolean;
  readonly serverId: string | null;
  /** Channels it carries, and has room for. */
  readonly used: number;
  readonly free: number;
  /** Dials so far. */
  readonly attempts: number;
  /** Losses in a row since it was last stable. */
  readonly failures: number;
  /** Since when it is open, ms; null where it is not. */
  readonly openSince: number | null;
  /** Age of the last frame, ms; null before the first of this socket. */
  readonly lastFrameAgeMs: number | null;
  /** Of the last ping, ms; null before the first pong of this socket. */
  readonly roundTripMs: number | null;
  /** Bytes that wait for the network. */
  readonly buffered: number;
}

/** How the client stands: plain values, taken at one moment. */
export interface ClientStatus {
  readonly state: 'open' | 'closed' | 'unusable';
  readonly connections: ReadonlyArray<ConnectionStatus>;
  /** Subscriptions that have not ended. */
  readonly subscriptions: number;
  /** Since the client was made, over all connections. */
  readonly counters: InboundCounters;
}

/** How a link stands at `now`, ms. `view`: its slots; missing for a connection that carries no channel yet. */
export const connectionStatus = (
  link: Link,
  view: ConnectionView | undefined,
  capacity: number,
  now: number,
): ConnectionStatus => {
  const state = link.state();
  const open = state._tag === 'Open' ? state : null;
  const lastFrameAt = link.lastFrameAt();
  return {
    conn: link.conn,
    state: state._tag,
    paused: open !== null && open.pause !== null,
    serverId: open?.serverId ?? null,
    used: view?.used ?? 0,
    free: view?.free ?? capacity,
    attempts: state.attempt,
    failures: state.failures,
    openSince: open?.since ?? null,
    lastFrameAgeMs: lastFrameAt === null ? null : now - lastFrameAt,
    roundTripMs: open?.roundTripMs ?? null,
    buffered: link.buffered(),
  };
};
