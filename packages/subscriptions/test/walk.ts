import type { ChannelSpec } from '@bitfinex-ws/protocol';
import { createChannelServer, createDriver, createSeededRandom, type ChannelServer } from '@bitfinex-ws/testkit';
import { channelOf, connectionsOf, routeOf, subscriptionOf, subscriptions } from '../src/index.js';
import type { ChannelView, SubscriptionEffect, SubscriptionInput } from '../src/index.js';
import { keyOf, refused, universe } from './universe.js';

const CAPACITY = 4;

/** One connection as the walk knows it. The server is there while the socket is up. */
interface Link {
  server: ChannelServer<ChannelSpec> | null;
  /** The server is not to be asked for anything new. */
  paused: boolean;
  readonly routes: Map<number, string>;
  /** Specs with a lost request on this socket: the server may keep what was given back. */
  readonly lost: Set<string>;
  /** Those, and specs with a late answer: the server may hold what was given up. */
  readonly doubtful: Set<string>;
  /** Channel ids that are given back and not confirmed, and their specs. */
  readonly leaving: Map<number, string>;
}

const must = (truth: boolean, what: string): void => {
  if (!truth) throw new Error(what);
};

const sameView = (one: ChannelView | null, other: ChannelView | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** The machine, a model of what it ought to know, and servers with tables of their own; one fact at random a step. */
export const createWalk = (seed: number, seen: Map<string, number>) => {
  const random = createSeededRandom(seed);
  const pick = <A>(all: ReadonlyArray<A>): A | undefined => all[Math.floor(random() * all.length)];
  const echo = seed % 3 === 0 ? 'spec' : 'whole';
  const resubscribe = seed % 5 !== 0;
  const driver = createDriver(subscriptions({ capacity: CAPACITY, ackTimeoutMs: 10_000, resubscribe }));

  // The model: what is wanted, which connections are open and how many in reserve, which timers run.
  const wanted = new Map<string, string>();
  const links = new Map<number, Link>();
  const timers = new Set<string>();
  const started = new Set<string>();
  let opened = 0;
  let asked = 0;
  let faults = 0.04;
  let reserve = 0;
  /** Requests that the sockets had no room for, still to be told. */
  const unsent: SubscriptionInput[] = [];

  const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  const link = (conn: number): Link => {
    const found = links.get(conn);
    if (!found) throw new Error(`connection ${conn} is not open`);
    return found;
  };
  const serverOf = (conn: number): ChannelServer<ChannelSpec> => {
    const { server } = link(conn);
    if (!server) throw new Error(`something was sent on connection ${conn}, which is down`);
    return server;
  };

  const obey = (effect: SubscriptionEffect, cause: SubscriptionInput): void => {
    count(effect.type);
    switch (effect.type) {
      case 'OpenConnection':
        must(effect.conn === ++opened, 'connections are numbered 1, 2, 3 …');
        links.set(effect.conn, {
          server: null,
          paused: false,
          routes: new Map(),
          lost: new Set(),
          doubtful: new Set(),
          leaving: new Map(),
        });
        return;
      case 'CloseConnection':
        must(link(effect.conn).routes.size === 0, 'a connection is closed without routes');
        must(links.size > reserve, 'a connection in reserve is kept');
        links.delete(effect.conn);
        return;
      case 'SendSubscribe': {
        const key = keyOf(effect.spec);
        must(effect.spec === universe.find(([known]) => known === key)?.[1], 'what is sent is the stored request');
        const { leaving, doubtful, paused } = link(effect.conn);
        must(!paused, 'nothing is asked during a pause');
        must(doubtful.has(key) || ![...leaving.values()].includes(key), `${key} is asked before the old one is gone`);
        if (faults > 0 && random() < 0.02) {
          count('no room');
          unsent.push({ type: 'SendFailed', conn: effect.conn, subId: effect.subId, cause: 'no room' });
          return;
        }
        serverOf(effect.conn).receive({ type: 'subscribe', spec: effect.spec, subId: effect.subId });
        return;
      }
      case 'SendUnsubscribe':
        link(effect.conn).leaving.set(
          effect.chanId,
          keyOf(serverOf(effect.conn).channels().get(effect.chanId) ?? null),
        );
        serverOf(effect.conn).receive({ type: 'unsubscribe', chanId: effect.chanId });
        return;
      case 'StartTimer':
        must(!started.has(effect.timer), `timer ${effect.timer} is started once`);
        started.add(effect.timer);
        timers.add(effect.timer);
        return;
      case 'StopTimer':
        must(timers.delete(effect.timer), `only a running timer is stopped: ${effect.timer}`);
        return;
      case 'RouteOpened':
        must(!link(effect.conn).routes.has(effect.chanId), 'a channel id has one route');
        link(effect.conn).routes.set(effect.chanId, effect.channel);
        return;
      case 'RouteClosed': {
        const known = links.get(effect.conn)?.routes;
        must(known?.get(effect.chanId) === effect.channel, 'only an open route is closed');
        known?.delete(effect.chanId);
        return;
      }
      case 'ChannelLive':
        must(link(effect.conn).routes.get(effect.chanId) === effect.channel, 'a live channel has its route');
        return;
      case 'ChannelRecovering':
        return;
      case 'SubscriptionsEnded': {
        const { _tag } = effect.end;
        count(_tag);
        for (const id of effect.ids) must(wanted.delete(id), `subscription ${id} ends once`);
        const causes = {
          Unsubscribed: ['UnsubscribeAsked'],
          SubscribeRejected: ['Rejected'],
          AckTimedOut: ['TimerFired'],
          NotSent: ['SendFailed'],
        };
        const lost = resubscribe ? ['ConnectionEnded'] : ['ConnectionEnded', 'ConnectionLost'];
        must((_tag === 'ConnectionLost' ? lost : causes[_tag]).includes(cause.type), `${cause.type} ends with ${_tag}`);
      }
    }
  };

  const compare = (): void => {
    const connections = connectionsOf(driver.state());
    must(connections.map(({ id }) => id).join() === [...links.keys()].join(), 'the same connections are open');
    const used = new Map<number, number>();
    const wanting = new Map<string, string[]>();
    for (const [id, key] of wanted) wanting.set(key, [...(wanting.get(key) ?? []), id]);
    for (const [key] of universe) {
      const ids = wanting.get(key) ?? [];
      const view = channelOf(driver.state(), key);
      must((view?.ids ?? []).join() === ids.join(), `${key} is wanted by ${ids.join()}`);
      if (!view) continue;
      must(ids.length > 0 || view.state === 'releasing', `${key} is ${view.state} though nobody wants it`);
      used.set(view.conn, (used.get(view.conn) ?? 0) + 1);
      const routed = view.state === 'live' && view.chanId !== null;
      must(!routed || routeOf(driver.state(), view.conn, view.chanId) === key, 'a live channel is routed');
    }
    for (const { id, used: slots, free, ready } of connections) {
      must(slots === (used.get(id) ?? 0), `connection ${id} holds ${slots} slots for ${used.get(id)} channels`);
      must(slots + free <= CAPACITY, `connection ${id} holds ${slots} slots, ${free} free`);
      must(slots > 0 || links.size <= reserve, `connection ${id} is kept for nothing`);
      must(ready === (link(id).server !== null && !link(id).paused), `connection ${id} is ${ready ? 'up' : 'down'}`);
      for (const [chanId, key] of link(id).routes) {
        must(routeOf(driver.state(), id, chanId) === key, 'the routes are those that were opened');
        must(channelOf(driver.state(), key)?.chanId === chanId, 'a route leads to a live channel');
      }
    }
    for (const [id, key] of wanted) must(subscriptionOf(driver.state(), id)?.channel === key, `${id} is subscribed`);
  };

  const take = (input: SubscriptionInput): void => {
    const before = driver.state();
    if (input.type === 'TimerFired') timers.delete(input.timer);
    const effects = driver.take(input);
    if (input.type === 'TimerFired') {
      // What ran out of time may still be carried out by the server.
      const touched = universe.filter(([key]) => !sameView(channelOf(before, key), channelOf(driver.state(), key)));
      for (const [key] of touched) links.get(channelOf(before, key)?.conn ?? 0)?.doubtful.add(key);
      // During a pause it is not seen from outside what ran out of time.
      for (const { paused, doubtful } of links.values()) if (paused) for (const [key] of universe) doubtful.add(key);
      for (const effect of effects)
        if (effect.type === 'SendSubscribe') link(effect.conn).doubtful.add(keyOf(effect.spec));
    }
    for (const effect of effects) obey(effect, input);
    if (input.type === 'ConnectionsAsked') must(links.size >= reserve, 'what is in reserve is opened');
    if (input.type === 'SubscribeAsked' && effects.some(({ type }) => type === 'OpenConnection')) {
      must(
        connectionsOf(before).every(({ free }) => free === 0),
        'a connection is opened only when all are full',
      );
    }
    if (input.type === 'ConnectionEnded') {
      must(link(input.conn).routes.size === 0, 'an ended connection has no routes');
      links.delete(input.conn);
    }
    compare();
    const told = unsent.shift();
    if (told !== undefined) take(told);
  };

  const handle = (conn: number): boolean => {
    const { server, lost, doubtful } = link(conn);
    const handled = server?.handle();
    if (!handled) return false;
    count(`server: ${handled.outcome}`);
    const key = keyOf(handled.spec);
    if (handled.outcome === 'lost') for (const set of [lost, doubtful]) set.add(key);
    const rare = handled.outcome === 'duplicate' || handled.outcome === 'notOpen';
    must(!rare || doubtful.has(key), `${key} was ${handled.outcome} though every answer came in time`);
    return true;
  };
  const answer = (conn: number): boolean => {
    const ready = link(conn).server?.answer();
    if (!ready) return false;
    if (ready.type !== 'Subscribed' && ready.chanId !== null) link(conn).leaving.delete(ready.chanId);
    take({ ...ready, conn });
    return true;
  };
  const ready = (conn: number): void => {
    const habits = { random, limit: conn % 3 === 0 ? 2 : CAPACITY + (conn % 2), echo, faults } as const;
    link(conn).server = createChannelServer({ ...habits, refuses: (spec: ChannelSpec) => keyOf(spec) === refused });
    take({ type: 'ConnectionReady', conn });
  };
  const cut = (conn: number, type: 'ConnectionLost' | 'ConnectionEnded'): void => {
    const known = link(conn);
    known.server = null;
    known.paused = false;
    for (const memory of [known.lost, known.doubtful, known.leaving]) memory.clear();
    take({ type, conn, cause: 'closed' });
  };

  const turnPause = (conn: number): void => {
    const known = link(conn);
    known.paused = !known.paused;
    if (known.paused) count('paused');
    take({ type: known.paused ? 'ConnectionPaused' : 'ConnectionReady', conn });
  };

  const step = (): void => {
    const chance = random();
    const conn = pick([...links.keys()]);
    const [key, spec] = pick(universe) ?? universe[0]!;
    if (chance < 0.14) {
      const id = `s${++asked}`;
      wanted.set(id, key);
      take({ type: 'SubscribeAsked', id, spec });
    } else if (chance < 0.24) take({ type: 'UnsubscribeAsked', id: pick([...wanted.keys()]) ?? 'nobody' });
    else if (chance < 0.29) take({ type: 'ResyncAsked', channel: key, cause: 'checksum' });
    else if (chance < 0.32) {
      const timer = pick([...timers]);
      if (timer !== undefined) take({ type: 'TimerFired', timer });
    } else if (conn === undefined) return;
    else if (chance < 0.62) handle(conn);
    else if (chance < 0.92) answer(conn);
    else if (link(conn).server === null) ready(conn);
    else if (chance >= 0.96) turnPause(conn);
    else if (chance >= 0.95) {
      reserve = Math.floor(random() * 4);
      take({ type: 'ConnectionsAsked', count: reserve });
    } else if (chance < 0.93) cut(conn, 'ConnectionLost');
    else if (chance < 0.932) cut(conn, 'ConnectionEnded');
  };

  /** No more faults and losses: everything is handled and answered, and where nothing moves, time passes. */
  const comeToRest = (): void => {
    faults = 0;
    for (const { server } of links.values()) server?.calm();
    for (let round = 0; round < 10_000; round++) {
      const conns = [...links.keys()];
      const down = conns.find((conn) => link(conn).server === null);
      const timer = pick([...timers]);
      const still = conns.find((conn) => link(conn).paused);
      if (down !== undefined) ready(down);
      else if (still !== undefined) turnPause(still);
      else if (conns.some((conn) => links.has(conn) && (handle(conn) || answer(conn)))) continue;
      else if (timer !== undefined) take({ type: 'TimerFired', timer });
      else return;
    }
    throw new Error('it never comes to rest');
  };

  const settled = (): void => {
    for (const [id, key] of wanted) {
      const view = subscriptionOf(driver.state(), id);
      must(view?.state === 'live', `${id} (${key}) is ${view?.state} at rest`);
      count('live at rest');
    }
    for (const [conn, { server, routes, lost }] of links) {
      const open = server?.channels() ?? new Map<number, ChannelSpec>();
      for (const [chanId, key] of routes) must(keyOf(open.get(chanId) ?? null) === key, `${key} is open on the server`);
      for (const [chanId, spec] of open) {
        const key = keyOf(spec);
        must(routes.get(chanId) === key || lost.has(key), `${key} is left open on connection ${conn}`);
      }
    }
  };

  return { step, comeToRest, settled };
};
