import { specKey, type SessionDecoder } from '@bitfinex-ws/protocol';
import { connectionsOf, subscriptionOf, type ConnectionView } from '@bitfinex-ws/subscriptions';
import type { ConnectionLoss, ConnectionState } from './connection/contract.js';
import type { Announcement, Link } from './connection/link.js';
import type { Engine } from './engine-contract.js';
import { NO_COUNTERS, type InboundCounters } from './observe/inbound.js';
import type { Config } from './options.js';
import type { QueueStatus } from './queue.js';
import type { Handle } from './subscription/handle.js';
import type { SubscriptionState, SubscriptionStats } from './subscription/subscription.js';

/** How one connection stands. */
export interface ConnectionStatus {
  readonly conn: number;
  readonly state: ConnectionState['_tag'];
  /** The server said that its data is not to be relied on. */
  readonly paused: boolean;
  readonly serverId: string | null;
  /** The `conf` mask in force where it is open, else the one that the next socket is asked for. */
  readonly flags: number;
  /** Channels it carries, and has room for. */
  readonly used: number;
  readonly free: number;
  /** Of the channels it carries, those that the server has yet to acknowledge, for the first time or again. */
  readonly pending: number;
  /** Messages that wait in the queues of its subscriptions' consumers. */
  readonly queued: number;
  /** Dials so far. */
  readonly attempts: number;
  /** Losses in a row since it was last stable. */
  readonly failures: number;
  /** How often it was lost while it was open. */
  readonly losses: number;
  /** The last loss, or dial that failed, and when, ms; null before the first. */
  readonly lastLoss: { readonly at: number; readonly loss: ConnectionLoss } | null;
  /** Since when it is open, ms; null where it is not. */
  readonly openSince: number | null;
  /** The last sequence number of this socket; null before the first, and where frames are not numbered. Gaps: `counters.gaps`. */
  readonly seq: number | null;
  /** When the last frame was received, ms, and its age; null before the first of this socket. */
  readonly lastFrameAt: number | null;
  readonly lastFrameAgeMs: number | null;
  /** Of the last ping, ms; null before the first pong of this socket. */
  readonly roundTripMs: number | null;
  /** Bytes that wait for the network. */
  readonly buffered: number;
  /** Rows with more columns than are known, by family of message, on this socket. Empty where the protocol is as documented. */
  readonly drift: Readonly<Record<string, number>>;
  /** Over all its sockets. */
  readonly counters: InboundCounters;
}

/** How one subscription stands. */
export interface SubscriptionStatus extends SubscriptionStats {
  readonly id: string;
  /** `specKey` of its spec: those that have it in common share one channel. */
  readonly key: string;
  readonly state: SubscriptionState;
  /** Since when it stands so, ms. */
  readonly since: number;
  /** When its channel was last heard of, heartbeats included, ms; null before the first time. */
  readonly lastHeardAt: number | null;
  /** The queues of its consumers. */
  readonly queues: ReadonlyArray<QueueStatus>;
  /** The connection that carries it, and its channel id there; null where it has none. */
  readonly conn: number | null;
  readonly chanId: number | null;
}

/** Sums over all connections and subscriptions. */
export interface StatusTotals {
  /** Connections that are open. */
  readonly open: number;
  /** Channels that connections carry, and have room for. */
  readonly used: number;
  readonly free: number;
  readonly subscriptions: number;
  /** Messages that wait for a consumer, and that consumers had no room for; those of `messages()` of the client included. */
  readonly queued: number;
  readonly dropped: number;
  /** Bytes that wait for the network. */
  readonly buffered: number;
}

/** How the client stands: plain values, taken at one moment, fit for JSON. */
export interface ClientStatus {
  readonly state: 'open' | 'closed' | 'unusable';
  /** The moment, ms. */
  readonly at: number;
  readonly connections: ReadonlyArray<ConnectionStatus>;
  /** Those that have not ended. */
  readonly subscriptions: ReadonlyArray<SubscriptionStatus>;
  /** The queues of those who read `messages()` of the client. */
  readonly consumers: ReadonlyArray<QueueStatus>;
  /** Since the client was made, over all connections. */
  readonly counters: InboundCounters;
  readonly totals: StatusTotals;
}

type Losses = Pick<ConnectionStatus, 'losses' | 'lastLoss'>;
const NO_LOSSES: Losses = { losses: 0, lastLoss: null };

/** What a connection's status is made of. `view`: its slots; missing for a connection that carries no channel yet. */
interface ConnectionParts {
  readonly link: Link;
  readonly view: ConnectionView | undefined;
  readonly decoder: SessionDecoder | undefined;
  readonly losses: Losses;
  readonly capacity: number;
}

/** How a link stands at `now`, ms; `subscriptions`: those of the whole client. */
const connectionStatus = (
  { link, view, decoder, losses, capacity }: ConnectionParts,
  subscriptions: ReadonlyArray<SubscriptionStatus>,
  now: number,
): ConnectionStatus => {
  const state = link.state();
  const open = state._tag === 'Open' ? state : null;
  const lastFrameAt = link.lastFrameAt();
  const own = subscriptions.filter(({ conn }) => conn === link.conn);
  return {
    conn: link.conn,
    state: state._tag,
    paused: open !== null && open.pause !== null,
    serverId: open?.serverId ?? null,
    flags: state.flags,
    used: view?.used ?? 0,
    free: view?.free ?? capacity,
    pending: new Set(own.filter(({ state: stands }) => stands !== 'live').map(({ key }) => key)).size,
    queued: sum(own.flatMap(({ queues }) => queues.map(({ depth }) => depth))),
    attempts: state.attempt,
    failures: state.failures,
    openSince: open?.since ?? null,
    ...losses,
    seq: link.inbound()?.seq() ?? null,
    lastFrameAt,
    lastFrameAgeMs: lastFrameAt === null ? null : now - lastFrameAt,
    roundTripMs: open?.roundTripMs ?? null,
    buffered: link.buffered(),
    drift: Object.fromEntries(decoder?.drift() ?? []),
    counters: link.counters(),
  };
};

/** What the front door knows of it. */
interface FrontStatus {
  readonly state: ClientStatus['state'];
  readonly handles: ReadonlyArray<Handle>;
  readonly consumers: ReadonlyArray<QueueStatus>;
}

/** Keeps what a status tells of connections that are gone, and of what their frames were read with. */
interface StatusKeeper {
  /** Takes note of what reads the next socket of a connection. */
  readonly note: (conn: number, decoder: SessionDecoder) => SessionDecoder;
  /** Takes note of what became of a connection. */
  readonly hear: (link: Link, announcement: Announcement) => void;
  readonly status: (engine: Pick<Engine, 'links' | 'subscriptions'>, front: FrontStatus) => ClientStatus;
}

/** Nothing is known of any connection yet. */
export const createStatusKeeper = ({ clock, capacity }: Pick<Config, 'clock' | 'capacity'>): StatusKeeper => {
  const decoders = new Map<number, SessionDecoder>();
  const lost = new Map<number, Losses>();
  let past: InboundCounters = NO_COUNTERS;
  return {
    note: (conn, decoder) => {
      decoders.set(conn, decoder);
      return decoder;
    },
    hear: ({ conn, counters }, announcement) => {
      if (announcement.type === 'AnnounceLost') {
        const { at, loss, wasReady } = announcement;
        const before = (lost.get(conn) ?? NO_LOSSES).losses;
        lost.set(conn, { losses: wasReady ? before + 1 : before, lastLoss: { at, loss } });
      }
      if (announcement.type !== 'AnnounceEnded') return;
      past = addCounters(past, counters());
      decoders.delete(conn);
      lost.delete(conn);
    },
    status: (engine, { state, handles, consumers }) => {
      const at = clock.now();
      const links = engine.links();
      const views = new Map(connectionsOf(engine.subscriptions()).map((view) => [view.id, view]));
      const subscriptions = handles.map((handle): SubscriptionStatus => {
        const { id, spec, state: stands, stats } = handle.face;
        const { since, heardAt, queues } = handle.standing();
        const place = subscriptionOf(engine.subscriptions(), id);
        const lastHeardAt = heardAt === 0 ? null : heardAt;
        const { conn = null, chanId = null } = place ?? {};
        return { id, key: specKey(spec), state: stands, since, ...stats, lastHeardAt, queues, conn, chanId };
      });
      const connections = links.map((link) => {
        const { conn } = link;
        const losses = lost.get(conn) ?? NO_LOSSES;
        const parts = { link, view: views.get(conn), decoder: decoders.get(conn), losses, capacity };
        return connectionStatus(parts, subscriptions, at);
      });
      const totals: StatusTotals = {
        open: connections.filter((connection) => connection.state === 'Open').length,
        used: sum(connections.map(({ used }) => used)),
        free: sum(connections.map(({ free }) => free)),
        subscriptions: subscriptions.length,
        queued: sum([...subscriptions.flatMap(({ queues }) => queues), ...consumers].map(({ depth }) => depth)),
        dropped: sum([...subscriptions, ...consumers].map(({ dropped }) => dropped)),
        buffered: sum(connections.map(({ buffered }) => buffered)),
      };
      const counters = links.reduce((all, link) => addCounters(all, link.counters()), past);
      return { state, at, connections, subscriptions, consumers, counters, totals };
    },
  };
};

/** What came in on both. */
const addCounters = (a: InboundCounters, b: InboundCounters): InboundCounters => ({
  frames: a.frames + b.frames,
  decoded: a.decoded + b.decoded,
  failed: a.failed + b.failed,
  unrouted: a.unrouted + b.unrouted,
  gaps: a.gaps + b.gaps,
  accountGaps: a.accountGaps + b.accountGaps,
});

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((all, number) => all + number, 0);
