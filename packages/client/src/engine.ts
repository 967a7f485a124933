import type { either as E } from 'fp-ts';
import { createLoop, createTimers, type Loop } from '@bitfinex-ws/machine';
import {
  createDecoder,
  encodeRequest,
  specKey,
  subscribe,
  unsubscribe,
  type ChannelCodec,
} from '@bitfinex-ws/protocol';
import {
  channelOf,
  connectionsOf,
  subscriptions,
  type SubscriptionEffect,
  type SubscriptionInput,
  type SubscriptionsState,
} from '@bitfinex-ws/subscriptions';
import type { Transport } from '@bitfinex-ws/transport';
import type { BookPolicyConfig } from './book-policy.js';
import type { Channel } from './channel.js';
import type { ClientEvent, ClientMessage } from './client-event.js';
import type { ConnectionLoss } from './connection/contract.js';
import { createEndings } from './connection/endings.js';
import { createFlagsKeeper } from './connection/flags.js';
import { createLink, type Announcement, type Link } from './connection/link.js';
import { sendOn } from './connection/send-on.js';
import { createTurns } from './connection/turns.js';
import type { ClientError } from './errors.js';
import { addCounters, NO_COUNTERS, type InboundCounters, type InboundSink } from './observe/inbound.js';
import { BOOK_FLAGS, RESYNC_STAGGER_MS } from './limits.js';
import type { Config } from './options.js';
import { connectionStatus, type ClientStatus } from './status.js';
import type { Handle } from './subscription/handle.js';
import type { Hub } from './subscription/hub.js';
import { createHubs } from './subscription/hubs.js';
import { toGapCause, type GapCause } from './subscription/stream.js';
import { connectionFact, connectionNews, subscriptionFact } from './wiring.js';

/** What the engine tells the front door. */
interface EnginePorts {
  readonly emit: (event: ClientEvent) => void;
  /** Null while nobody listens to everything: then nothing is built for it. */
  readonly tap: () => ((message: ClientMessage) => void) | null;
  readonly onAnnouncement: (announcement: Announcement) => void;
  readonly onDefect: (defect: unknown, where: string) => void;
}

/** The running client behind the front door: both machines, their links, hubs and timers. */
interface Engine {
  /** Joins the hub of the channel's spec, and makes it where there is none. */
  readonly subscribe: (channel: Channel, policy: BookPolicyConfig, handleOf: (hub: Hub) => Handle) => Handle;
  readonly unsubscribe: (id: string) => void;
  /** Sees to it that there is a connection, and keeps one though it carries nothing. */
  readonly connect: () => void;
  /** Sees to it that there are so many connections, and keeps them though they carry nothing; empty ones beyond are closed. */
  readonly scale: (count: number) => void;
  /** How many connections are open. */
  readonly openCount: () => number;
  /** Puts other flags in force on every connection. `isGivenUp`: nobody waits for it any more. */
  readonly setFlags: (flags: number, isGivenUp: () => boolean) => Promise<E.Either<ClientError, void>>;
  /** Hands a frame to that connection, or to the first that is open. */
  readonly send: (frame: string, conn: number | null, sensitive: boolean) => E.Either<ClientError, void>;
  readonly lastLoss: () => ConnectionLoss | null;
  readonly status: () => Pick<ClientStatus, 'connections' | 'counters'>;
  /** Ends everything at once; answers the sockets that have not ended yet. */
  readonly close: () => ReadonlyArray<Transport>;
}

/** Makes the running parts of a client. Nothing dials before `connect` or `subscribe`. */
export const createEngine = (config: Config, ports: EnginePorts): Engine => {
  const { clock } = config;
  const ackTimers = createTimers(clock);
  const links = new Map<number, Link>();
  const sockets = new Set<Transport>();
  // Every decoder reads this one list: a channel that is subscribed later is known to the connections that are there.
  const codecs: ChannelCodec[] = [];
  const turns = createTurns(clock);
  const endings = createEndings();
  let past: InboundCounters = NO_COUNTERS;
  let ahead = 0;
  let lastLoss: ConnectionLoss | null = null;
  let closed = false;

  const sinkOf = (link: Link, attempt: number): InboundSink => ({
    onMessage: (message, at) => ports.tap()?.({ ...message, conn: link.conn, receivedAt: at }),
    onHeartbeat: ({ chanId, spec }, at) => ports.emit({ type: 'heartbeat', conn: link.conn, at, chanId, spec }),
    wantsMessages: () => ports.tap() !== null,
    onEvent: (message) => {
      const toConnection = connectionFact(message, attempt);
      if (toConnection !== null) link.dispatch(toConnection);
      const toSubscriptions = subscriptionFact(message, link.conn);
      if (toSubscriptions !== null) dispatch(toSubscriptions);
    },
    onFailure: (error, at) => ports.emit({ type: 'failure', conn: link.conn, at, error }),
    onGap: (gap, at) => {
      ports.emit({ type: 'gap', conn: link.conn, at, ...gap });
      // What the account missed is no channel's.
      if (gap.counter === 'account') return;
      // Tickers are whole again with their next message, some books with their next checksum. The others are asked again, one
      // after the other.
      const lost = hubs.on(link.conn).filter((hub) => !hub.doubt(at, gap));
      lost.forEach((hub, turn) => hub.recoverIn(turn * RESYNC_STAGGER_MS));
    },
  });

  const openLink = (conn: number): Link => {
    const link = createLink(conn, {
      config: { ...config, connection: { ...config.connection, flags: flags.current() } },
      createDecoder: () => createDecoder({ channels: codecs, ...(config.account && { account: config.account }) }),
      sink: sinkOf,
      announce,
      onDefect: ports.onDefect,
      onSocket: (socket) => {
        sockets.add(socket);
        const forget = (): boolean => sockets.delete(socket);
        socket.done.then(forget, forget);
      },
    });
    links.set(conn, link);
    return link;
  };

  const announce = (link: Link, announcement: Announcement): void => {
    const { conn } = link;
    const { at } = announcement;
    flags.hear(conn, announcement);
    switch (announcement.type) {
      case 'AnnounceReady':
        if (!announcement.again) ports.emit({ type: 'connected', conn, at, serverId: announcement.serverId });
        break;
      case 'AnnounceLost': {
        const { loss, wasReady } = announcement;
        lastLoss = loss;
        endings.note(conn, loss);
        turns.cancel(conn);
        for (const hub of wasReady ? hubs.on(conn) : []) hub.breakContinuity('disconnected', at);
        ports.emit({ type: wasReady ? 'disconnected' : 'connectFailed', conn, at, loss });
        break;
      }
      case 'AnnounceWaiting':
        ports.emit({
          type: 'reconnecting',
          conn,
          at,
          reason: announcement.reason,
          failures: announcement.failures,
          ms: announcement.ms,
        });
        break;
      case 'AnnouncePaused':
        for (const hub of hubs.on(conn)) hub.breakContinuity('maintenance', at);
        ports.emit({ type: 'paused', conn, at, cause: announcement.cause });
        break;
      case 'AnnounceResumed':
        ports.emit({ type: 'resumed', conn, at, by: announcement.by });
        break;
      case 'AskResync':
        for (const hub of hubs.on(conn)) hub.breakContinuity('maintenance', at);
        askAgain(conn, liveOn(conn), 'maintenance');
        break;
      case 'AnnounceFlags':
      case 'AnnounceFlagsRefused':
        break;
      case 'AnnounceEnded':
        past = addCounters(past, link.counters());
        links.delete(conn);
        endings.note(conn, announcement.end);
        turns.cancel(conn);
        ports.emit({ type: 'connectionEnded', conn, at, end: announcement.end });
        break;
    }
    const news = connectionNews(announcement, conn);
    if (news !== null) dispatch(news);
    ports.onAnnouncement(announcement);
  };

  const liveOn = (conn: number): ReadonlyArray<Hub> =>
    hubs.on(conn).filter(({ key }) => channelOf(loop.state(), key)?.state === 'live');
  const askAgain = (conn: number, lost: ReadonlyArray<Hub>, cause: GapCause): void =>
    turns.take(
      conn,
      lost.map(({ key }) => key),
      RESYNC_STAGGER_MS,
      (channel) => dispatch({ type: 'ResyncAsked', channel, cause }),
    );
  const flags = createFlagsKeeper({
    initial: config.connection.flags,
    links: () => [...links.values()],
    // What vouches for a book, and how its updates come, is settled by its snapshot.
    onChanged: (before, after) => {
      if (((before ^ after) & BOOK_FLAGS) === 0) return;
      for (const { conn } of links.values()) {
        askAgain(
          conn,
          liveOn(conn).filter(({ book }) => book !== null),
          'asked',
        );
      }
    },
  });

  const run = (effect: SubscriptionEffect): void => {
    switch (effect.type) {
      case 'OpenConnection':
        return openLink(effect.conn).dispatch({ type: 'ConnectAsked' });
      case 'CloseConnection':
        return links.get(effect.conn)?.dispatch({ type: 'CloseAsked' });
      // A send that fails means that the socket is going: its loss, or the acknowledgement's timer, takes care of it.
      case 'SendSubscribe':
        return void links.get(effect.conn)?.send(encodeRequest(subscribe(effect.spec, effect.subId)));
      case 'SendUnsubscribe':
        return void links.get(effect.conn)?.send(encodeRequest(unsubscribe(effect.chanId)));
      case 'StartTimer': {
        const { timer, ms } = effect;
        return ackTimers.start(timer, ms, () => dispatch({ type: 'TimerFired', timer }));
      }
      case 'StopTimer':
        return ackTimers.stop(effect.timer);
      case 'RouteOpened': {
        const hub = hubs.get(effect.channel);
        if (hub !== undefined) links.get(effect.conn)?.inbound()?.open(effect.chanId, hub.route);
        return;
      }
      case 'RouteClosed':
        return links.get(effect.conn)?.inbound()?.close(effect.chanId);
      case 'ChannelLive':
        return hubs.get(effect.channel)?.onLive(effect.conn, effect.chanId);
      case 'ChannelRecovering':
        return hubs.get(effect.channel)?.onRecovering(toGapCause(effect.cause));
      case 'SubscriptionsEnded':
        return hubs.end(effect.channel, effect.ids, endings.reason(effect.end));
    }
  };

  const loop: Loop<SubscriptionsState, SubscriptionInput> = createLoop(
    subscriptions({
      capacity: config.capacity,
      ackTimeoutMs: config.ackTimeoutMs,
      resubscribe: config.resubscribe,
    }),
    run,
    (defect) => ports.onDefect(defect, 'subscriptions'),
  );
  const dispatch = (input: SubscriptionInput): void => {
    if (!closed) loop.dispatch(input);
  };
  const hubs = createHubs(config, {
    askResync: (channel, cause) => dispatch({ type: 'ResyncAsked', channel, cause }),
    onBookError: ({ spec }, error, at) => ports.emit({ type: 'bookError', spec, error, at }),
    onStale: (spec, conn, silentMs, at) => ports.emit({ type: 'channelStale', conn, at, spec, silentMs }),
  });

  const scale: Engine['scale'] = (count) => {
    ahead = count;
    dispatch({ type: 'ConnectionsAsked', count });
  };

  return {
    subscribe: (channel, policy, handleOf) => {
      const key = specKey(channel.spec);
      if (!codecs.includes(channel.codec)) codecs.push(channel.codec);
      const hub = hubs.get(key) ?? hubs.open(key, channel, policy);
      const handle = handleOf(hub);
      hub.join(handle);
      dispatch({ type: 'SubscribeAsked', id: handle.face.id, spec: channel.spec });
      return handle;
    },
    unsubscribe: (id) => dispatch({ type: 'UnsubscribeAsked', id }),
    connect: () => scale(Math.max(ahead, 1)),
    scale,
    openCount: () => [...links.values()].filter((link) => link.state()._tag === 'Open').length,
    setFlags: flags.change,
    send: (frame, conn, sensitive) => sendOn([...links.values()], frame, conn, sensitive),
    lastLoss: () => lastLoss,
    status: () => {
      const views = new Map(connectionsOf(loop.state()).map((view) => [view.id, view]));
      const now = clock.now();
      return {
        connections: [...links.values()].map((link) =>
          connectionStatus(link, views.get(link.conn), config.capacity, now),
        ),
        counters: [...links.values()].reduce((all, link) => addCounters(all, link.counters()), past),
      };
    },
    close: () => {
      // First deaf, then silent: the end of a connection must not be told as the reason why its subscriptions end.
      closed = true;
      flags.close();
      turns.cancelAll();
      for (const link of [...links.values()]) link.dispatch({ type: 'CloseAsked' });
      ackTimers.stopAll();
      hubs.close({ _tag: 'ClientClosed' });
      return [...sockets];
    },
  };
};
