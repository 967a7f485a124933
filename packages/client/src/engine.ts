import { createLoop, createTimers, type Loop } from '@bitfinex-ws/machine';
import {
  encodePublicRequest,
  specKey,
  subscribe,
  unsubscribe,
  type ChannelCodec,
  type ChannelSpec,
  type RawAsked,
} from '@bitfinex-ws/protocol';
import {
  channelOf,
  subscriptions,
  type SubscriptionEffect,
  type SubscriptionInput,
  type SubscriptionsState,
} from '@bitfinex-ws/subscriptions';
import type { Transport } from '@bitfinex-ws/transport';
import type { ConnectionLoss } from './connection/contract.js';
import { createEndings } from './connection/endings.js';
import { createLink, type Announcement, type Link } from './connection/link.js';
import type { SendQueueFull } from './connection/outbox.js';
import { createTurns } from './connection/turns.js';
import type { Engine, EnginePorts } from './engine-contract.js';
import type { InboundSink } from './observe/inbound.js';
import { RESYNC_STAGGER_MS } from './limits.js';
import type { Config } from './options.js';
import type { Hub } from './subscription/hub.js';
import { createHubs } from './subscription/hubs.js';
import { toGapCause, type GapCause } from './subscription/stream.js';
import { connectionEvent, connectionFact, connectionNews, subscriptionFact } from './wiring.js';

/** Makes the running parts of a client. Nothing dials before `connect` or `subscribe`. */
export const createEngine = (config: Config, ports: EnginePorts): Engine => {
  const { clock } = config;
  const ackTimers = createTimers(clock);
  const links = new Map<number, Link>();
  const sockets = new Set<Transport>();
  // Every decoder reads this one list: a channel that is subscribed later is known to the connections that are there.
  const codecs: ChannelCodec[] = [];
  // So is this one: what is asked for by its bare request is known by that alone.
  const raw = new Map<string, RawAsked>();
  const turns = createTurns(clock);
  const endings = createEndings();
  let ahead = 0;
  let lastLoss: ConnectionLoss | null = null;
  let closed = false;

  const sinkOf = (link: Link, attempt: number): InboundSink => ({
    onMessage: (message, at) => ports.tap()?.({ ...message, conn: link.conn, receivedAt: at }),
    onHeartbeat: ({ chanId, spec }, at) => ports.emit({ type: 'heartbeat', conn: link.conn, at, chanId, spec }),
    wantsMessages: () => ports.tap() !== null,
    ...(ports.createAccountAudit && { accountAudit: ports.createAccountAudit() }),
    onEvent: (message, at) => {
      if (message.type === 'unrecognised') {
        return ports.emit({ type: 'unrecognised', conn: link.conn, at, event: message.event });
      }
      const toConnection = connectionFact(message, attempt);
      if (toConnection !== null) link.dispatch(toConnection);
      const toSubscriptions = subscriptionFact(message, link.conn);
      if (toSubscriptions !== null) dispatch(toSubscriptions);
    },
    onUnrouted: (chanId, at) => ports.emit({ type: 'unrouted', conn: link.conn, at, chanId }),
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
      config: { ...config, connection: { ...config.connection, flags: ports.flags() } },
      ...(ports.flagChanges && { flagChanges: ports.flagChanges }),
      createDecoder: () => ports.createDecoder(conn, { channels: codecs, raw }),
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
    ports.onAnnouncement(link, announcement);
    switch (announcement.type) {
      case 'AnnounceLost':
        lastLoss = announcement.loss;
        endings.note(conn, announcement.loss);
        turns.cancel(conn);
        for (const hub of announcement.wasReady ? hubs.on(conn) : []) hub.breakContinuity('disconnected', at);
        break;
      case 'AnnouncePaused':
        for (const hub of hubs.on(conn)) hub.breakContinuity('maintenance', at);
        break;
      case 'AskResync':
        for (const hub of hubs.on(conn)) hub.breakContinuity('maintenance', at);
        askAgainOn(conn, () => true, 'maintenance');
        break;
      case 'AnnounceEnded':
        links.delete(conn);
        endings.note(conn, announcement.end);
        turns.cancel(conn);
        break;
      case 'AnnounceReady':
      case 'AnnounceWaiting':
      case 'AnnounceResumed':
      case 'AnnounceFlags':
      case 'AnnounceFlagsRefused':
        break;
    }
    const event = connectionEvent(announcement, conn);
    if (event !== null) ports.emit(event);
    const news = connectionNews(announcement, conn);
    if (news !== null) dispatch(news);
  };

  const askAgainOn = (conn: number, isMeant: (hub: Hub) => boolean, cause: GapCause): void =>
    turns.take(
      conn,
      hubs
        .on(conn)
        .filter((hub) => channelOf(loop.state(), hub.key)?.state === 'live' && isMeant(hub))
        .map(({ key }) => key),
      RESYNC_STAGGER_MS,
      (channel) => dispatch({ type: 'ResyncAsked', channel, cause }),
    );

  /** A request that could not be sent is told. A socket that is gone says so itself, and what it carried is asked for again. */
  const ask = (conn: number, frame: string): SendQueueFull | null => {
    const sent = links.get(conn)?.send(frame);
    if (sent?._tag !== 'Left') return null;
    ports.emit({ type: 'sendFailed', conn, at: clock.now(), error: sent.left });
    return sent.left._tag === 'SendQueueFull' ? sent.left : null;
  };
  /** What became of the last unsubscribe: null where it was sent. */
  let unsent: SendQueueFull | null = null;
  const askFor = (conn: number, spec: ChannelSpec, subId: string): void => {
    const full = ask(conn, encodePublicRequest(subscribe(spec, subId)));
    if (full === null) return;
    endings.noteFull(spec, full);
    dispatch({ type: 'SendFailed', conn, subId, cause: full._tag });
  };
  const run = (effect: SubscriptionEffect): void => {
    switch (effect.type) {
      case 'OpenConnection':
        return openLink(effect.conn).dispatch({ type: 'ConnectAsked' });
      case 'CloseConnection':
        return links.get(effect.conn)?.dispatch({ type: 'CloseAsked' });
      case 'SendSubscribe':
        if (effect.spec.channel === 'raw') raw.set(specKey(effect.spec), { subId: effect.subId, spec: effect.spec });
        return askFor(effect.conn, effect.spec, effect.subId);
      case 'SendUnsubscribe':
        unsent = ask(effect.conn, encodePublicRequest(unsubscribe(effect.chanId)));
        return void (unsent && dispatch({ type: 'UnsubscribeFailed', conn: effect.conn, chanId: effect.chanId }));
      case 'StartTimer': {
        const { timer, ms } = effect;
        return ackTimers.start(timer, ms, () => dispatch({ type: 'TimerFired', timer }));
      }
      case 'StopTimer':
        return ackTimers.stop(effect.timer);
      case 'RouteOpened': {
        const hub = hubs.get(effect.channel);
        if (hub !== undefined) links.get(effect.conn)?.inbound()?.open(effect.chanId, hub.route, hub.spec);
        return;
      }
      case 'RouteClosed':
        return links.get(effect.conn)?.inbound()?.close(effect.chanId);
      case 'ChannelLive': {
        const { channel, conn, chanId } = effect;
        hubs.get(channel)?.onLive(conn, chanId);
        // Data may overtake the acknowledgement. Where some of it is lost, the snapshot may be.
        if (links.get(conn)?.inbound()?.replay(chanId) === false)
          dispatch({ type: 'ResyncAsked', channel, cause: 'asked' });
        return;
      }
      case 'ChannelRecovering':
        return hubs.get(effect.channel)?.onRecovering(toGapCause(effect.cause));
      case 'SubscriptionsEnded':
        hubs.end(effect.channel, effect.ids, endings.reason(effect.end));
        if (hubs.get(effect.channel) === undefined) raw.delete(effect.channel);
        return;
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
    flags: ports.flags,
    askResync: (channel, cause) => dispatch({ type: 'ResyncAsked', channel, cause }),
    onBookError: (spec, error, at) => ports.emit({ type: 'bookError', spec, error, at }),
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
    unsubscribe: (id) => {
      unsent = null;
      dispatch({ type: 'UnsubscribeAsked', id });
      return unsent;
    },
    connect: () => scale(Math.max(ahead, 1)),
    scale,
    links: () => [...links.values()],
    subscriptions: loop.state,
    askAgain: (isMeant, cause) => {
      for (const conn of links.keys()) askAgainOn(conn, isMeant, cause);
    },
    lastLoss: () => lastLoss,
    close: () => {
      // First deaf, then silent: the end of a connection must not be told as the reason why its subscriptions end.
      closed = true;
      for (const link of [...links.values()]) link.dispatch({ type: 'CloseAsked' });
      ackTimers.stopAll();
      hubs.close({ _tag: 'ClientClosed' });
      return [...sockets];
    },
  };
};
