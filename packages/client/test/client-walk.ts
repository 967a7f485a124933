import { specKey, type ChannelSpec } from '@bitfinex-ws/protocol';
import { createFakeClock, createFakeNetwork, createSeededRandom, settle } from '@bitfinex-ws/testkit';
import { book, createClient, ticker, type Channel, type Subscription } from '../src/index.js';
import { createExchange, type Peer } from './exchange.js';

const CAPACITY = 4;
const HOSTS = ['ws://127.0.0.1:1', 'wss://api-pub.bitfinex.com/ws/2'] as const;
const SYMBOLS = ['tAAAUSD', 'tBBBUSD', 'tCCCUSD', 'tDDDUSD', 'tEEEUSD', 'tFFFUSD', 'tGGGUSD'] as const;
const UNIVERSE: ReadonlyArray<Channel> = SYMBOLS.flatMap((symbol) => [ticker(symbol), book(symbol, { len: 100 })]);
const REFUSED = specKey({ channel: 'ticker', symbol: 'tGGGUSD' });

const must = (truth: boolean, what: string): void => {
  if (!truth) throw new Error(what);
};

/** A clock that counts what becomes of its timers. */
const countingClock = () => {
  const clock = createFakeClock(0);
  const counts = { started: 0, fired: 0, stopped: 0 };
  const after = (ms: number, fire: () => void): (() => void) => {
    counts.started++;
    let over = false;
    const stop = clock.after(ms, () => {
      over = true;
      counts.fired++;
      fire();
    });
    return () => {
      if (!over) counts.stopped++;
      over = true;
      stop();
    };
  };
  return { ...clock, after, counts };
};

/**
 * A whole client, at random: subscribe, unsubscribe, refuse, answer late or twice or never, cut, pause, scale, change flags, let
 * time pass; a step each. Servers keep tables of their own. Each step is looked at from outside, and where it comes to rest the client
 * and the servers must agree.
 */
export const createClientWalk = (seed: number, seen: Map<string, number>) => {
  const random = createSeededRandom(seed);
  const pick = <A>(all: ReadonlyArray<A>): A | undefined => all[Math.floor(random() * all.length)];
  const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  const clock = countingClock();
  const network = createFakeNetwork();
  const faults = seed % 2 === 0 ? 0 : 0.03;
  let calm = false;
  const peers = createExchange(network, {
    random,
    limit: seed % 3 === 0 ? CAPACITY - 1 : CAPACITY + 1,
    faults,
    refuses: (spec) => specKey(spec) === REFUSED,
    confStatus: () => (calm || random() < 0.95 ? 'OK' : 'ERROR'),
  });
  const dials: number[] = [];
  const url = HOSTS[seed % HOSTS.length] ?? HOSTS[0];
  const client = createClient({
    url,
    clock,
    random,
    transport: (request) => {
      dials.push(clock.now());
      return network.factory(request);
    },
    capacity: CAPACITY,
    ackTimeoutMs: 10_000,
    backoff: { capMs: 10_000, slowMs: 5_000 },
  });
  const handles = new Map<string, Subscription>();
  const endings = new Map<string, number>();
  let asked = 0;

  client.on('connected', () => count('connected'));
  client.on('disconnected', ({ loss }) => count(loss._tag));
  client.on('connectFailed', ({ loss }) => count(loss._tag));
  client.on('paused', ({ cause }) => count(cause));
  client.on('reconnecting', ({ reason }) => count(reason));

  const subscribe = (): void => {
    const channel = pick(UNIVERSE);
    if (channel === undefined) return;
    void client.subscribe(channel, { timeoutMs: 30_000 });
    const handle = client.subscription(`s${++asked}`);
    if (handle === null) throw new Error(`s${asked} is not known`);
    handles.set(handle.id, handle);
    void handle.ended.then(({ _tag }) => {
      endings.set(handle.id, (endings.get(handle.id) ?? 0) + 1);
      handles.delete(handle.id);
      count(`ended: ${_tag}`);
    });
  };
  const wanted = (): ReadonlySet<string> => new Set([...handles.values()].map(({ spec }) => specKey(spec)));

  const strike = ({ socket, beat }: Peer): void => {
    const chance = random();
    if (chance < 0.25) socket.drop(pick([1000, 1001, 1006, 1012, 1013]));
    else if (chance < 0.4) socket.deliver({ event: 'info', code: 20051, msg: '' });
    else if (chance < 0.6) socket.deliver({ event: 'info', code: 20060, msg: '' });
    else if (chance < 0.8) socket.deliver({ event: 'info', code: 20061, msg: '' });
    else beat();
  };
  const live = (): ReadonlyArray<Peer> => peers().filter(({ socket }) => socket.state() !== 'closed');
  const act = (): void => {
    const peer = pick(live());
    if (peer === undefined) return;
    if (peer.socket.state() === 'dialing') {
      const fate = random();
      if (fate < 0.8) peer.greet(random() < 0.9 ? 1 : 0);
      else if (fate < 0.85) peer.socket.open();
      else peer.socket.refuse('no', pick([{ status: 429 }, { status: 503 }, { code: 'ECONNREFUSED' }]) ?? {});
    } else if (random() < 0.06) strike(peer);
    else if (random() < 0.5) peer.hear();
    else peer.answer();
  };

  /** What can be seen from outside at any time. */
  const look = (): void => {
    const { connections, subscriptions } = client.status();
    const sockets = live().length;
    const holders = connections.filter(({ state }) => ['Dialing', 'Greeting', 'Configuring', 'Open'].includes(state));
    must(sockets === holders.length, `${sockets} sockets are live for ${holders.length} connections that hold one`);
    must(
      subscriptions.length === handles.size,
      `${subscriptions.length} subscriptions are known, ${handles.size} have not ended`,
    );
    const used = connections.reduce((sum, connection) => sum + connection.used, 0);
    must(used >= wanted().size, `${used} slots are used for ${wanted().size} channels that are wanted`);
    for (const { conn, used: slots, free } of connections) {
      must(slots + free <= CAPACITY, `connection ${conn} holds ${slots} slots, ${free} free`);
    }
    for (const { id, state } of handles.values()) must(client.subscription(id)?.state === state, `${id} is ${state}`);
  };

  const step = async (): Promise<void> => {
    const chance = random();
    if (chance < 0.06) subscribe();
    else if (chance < 0.12) void pick([...handles.values()])?.unsubscribe();
    else if (chance < 0.125) void client.scale(Math.floor(random() * 3), { timeoutMs: 5_000 });
    else if (chance < 0.13) void client.setFlags(pick([0, 65_536, 196_608]) ?? 0, { timeoutMs: 5_000 });
    else if (chance < 0.25) clock.advance(random() * 4_000);
    else act();
    await settle();
    look();
  };

  /** Everything is answered, and time passes, until every time-out that there is has had its time. */
  const comeToRest = async (): Promise<void> => {
    calm = true;
    void client.scale(0);
    for (const peer of live()) peer.socket.deliver({ event: 'info', code: 20061, msg: '' });
    for (let second = 0; second < 400; second += 5) {
      for (const peer of live()) {
        peer.calm();
        if (peer.socket.state() === 'dialing') peer.greet();
        if (peer.socket.state() === 'open') peer.serve();
        if (second % 15 === 0) peer.beat();
      }
      clock.advance(5_000);
      await settle();
      look();
    }
  };
  const compare = (): void => {
    for (const { id, state } of handles.values()) must(state === 'live', `${id} is ${state} at rest`);
    const keys = [...wanted()].sort();
    const used = client.status().connections.reduce((sum, connection) => sum + connection.used, 0);
    must(used === keys.length, `${used} slots are used for ${keys.length} channels at rest`);
    const open = live().flatMap((peer) => [...peer.channels().values()].map((spec: ChannelSpec) => specKey(spec)));
    // A request that was lost may leave a channel open that nobody knows of.
    const isSame = faults > 0 ? keys.every((key) => open.includes(key)) : keys.join() === [...open].sort().join();
    must(isSame, `the servers have open ${open.sort().join()}, wanted is ${keys.join()}`);
    seen.set('live at rest', (seen.get('live at rest') ?? 0) + handles.size);
    if (url === HOSTS[0]) return;
    for (const first of dials) {
      must(dials.filter((at) => at >= first && at <= first + 60_000).length <= 20, 'more than 20 dials in a minute');
    }
  };
  const close = async (): Promise<void> => {
    await client.close();
    await settle();
    const dialled = dials.length;
    const { started, fired, stopped } = clock.counts;
    must(started === fired + stopped, `of ${started} timers ${fired} fired and ${stopped} were stopped`);
    clock.advance(1_000_000);
    await settle();
    must(dials.length === dialled && clock.counts.started === started, 'something went on after the close');
    must(live().length === 0 && handles.size === 0, 'something is left after the close');
    must(endings.size === asked && [...endings.values()].every((times) => times === 1), 'each stream ends once');
  };

  return { step, comeToRest, compare, close };
};
