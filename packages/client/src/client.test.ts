import { either as E } from 'fp-ts';
import { createFakeClock, createFakeNetwork, settle, type FakeSocket } from '@bitfinex-ws/testkit';
import { createClient, orThrow, ClientFailure, ticker, trades, type Client, type ClientOptions } from './index.js';

const open = (options: ClientOptions = {}) => {
  const network = createFakeNetwork();
  const clock = createFakeClock();
  const client = createClient({ transport: network.factory, clock, random: () => 0.5, url: 'ws://test', ...options });
  return { network, clock, client };
};
/** Plays the server up to the acknowledged flags. */
const greet = async (socket: FakeSocket): Promise<void> => {
  socket.open();
  socket.deliver({ event: 'info', version: 2, serverId: 'a', platform: { status: 1 } });
  socket.deliver({ event: 'conf', status: 'OK', flags: 196_608 });
  await settle();
};
const sentBy = (socket: FakeSocket): ReadonlyArray<Record<string, unknown>> =>
  socket.sent.map((frame) => JSON.parse(frame) as Record<string, unknown>);
/** Acknowledges the last request of a socket. */
const acknowledge = async (socket: FakeSocket, chanId: number): Promise<void> => {
  socket.deliver({ ...sentBy(socket).at(-1), event: 'subscribed', chanId });
  await settle();
};
const left = <A>(answer: E.Either<A, unknown>): A | null => (E.isLeft(answer) ? answer.left : null);

describe('a client', () => {
  it('dials nothing before it must', async () => {
    const { network, clock, client } = open();
    client.on('connected', () => undefined);
    client.status();
    await settle();
    expect([network.sockets.length, clock.pending()]).toEqual([0, 0]);
  });

  it('sends its flags before the first subscription, and answers when that is acknowledged', async () => {
    const { network, client } = open();
    const answer = client.subscribe(ticker('tBTCUSD'));
    const socket = network.latest();
    await greet(socket);
    expect(sentBy(socket)).toMatchObject([
      { event: 'conf', flags: 196_608 },
      { event: 'subscribe', channel: 'ticker', symbol: 'tBTCUSD' },
    ]);
    await acknowledge(socket, 7);
    const live = await orThrow(answer);
    expect([live.id, live.state, live.spec]).toEqual(['s1', 'live', { channel: 'ticker', symbol: 'tBTCUSD' }]);
    await client.close();
  });

  it('uses the connection that connect() has opened', async () => {
    const { network, client } = open();
    const connected = client.connect();
    await greet(network.latest());
    expect(await connected).toEqual(E.right(undefined));
    expect(await client.connect()).toEqual(E.right(undefined));
    const answer = client.subscribe(ticker('tBTCUSD'));
    await acknowledge(network.latest(), 7);
    expect(E.isRight(await answer)).toBe(true);
    expect(network.sockets).toHaveLength(1);
    await client.close();
  });

  it.each(['nonsense', 'http://127.0.0.1/'])(
    'does not dial %s a second time: it never will be an address',
    async (url) => {
      const clock = createFakeClock();
      const client = createClient({ url, clock });
      expect(left(await client.connect())).toMatchObject({
        _tag: 'ConnectionEnded',
        end: { _tag: 'CannotDial', error: { _tag: 'BadUrl' } },
      });
      expect(left(await client.subscribe(ticker('tBTCUSD')))).toMatchObject({ _tag: 'ConnectionLost' });
      expect([client.status().connections, clock.pending()]).toEqual([[], 0]);
    },
  );

  it('gives a call up when its time is over, and takes back what it asked for', async () => {
    const { network, clock, client } = open();
    const answer = client.subscribe(ticker('tBTCUSD'), { timeoutMs: 3_000 });
    network.latest().refuse('nobody there');
    await clock.advanceAsync(3_000);
    expect(left(await answer)).toMatchObject({
      _tag: 'CallTimedOut',
      call: 'subscribe',
      timeoutMs: 3_000,
      lastLoss: { _tag: 'DialFailed' },
    });
    expect(client.status()).toMatchObject({ subscriptions: [], connections: [] });
    expect(clock.pending()).toBe(0);
  });

  it('gives a call up when its signal is aborted', async () => {
    const { client } = open();
    const abort = new AbortController();
    const answer = client.subscribe(ticker('tBTCUSD'), { signal: abort.signal });
    abort.abort();
    expect(left(await answer)).toEqual({ _tag: 'Aborted', call: 'subscribe' });
    expect(left(await client.connect({ signal: abort.signal }))).toEqual({ _tag: 'Aborted', call: 'connect' });
    expect(client.status().subscriptions).toEqual([]);
  });

  it('ends its subscriptions where it must not reconnect', async () => {
    const { network, clock, client } = open({ reconnect: false });
    const answer = client.subscribe(ticker('tBTCUSD'));
    await greet(network.latest());
    await acknowledge(network.latest(), 7);
    const live = await orThrow(answer);
    network.latest().drop(1006);
    expect(await live.ended).toMatchObject({ _tag: 'ConnectionLost' });
    await clock.advanceAsync(600_000);
    expect([network.sockets.length, clock.pending()]).toEqual([1, 0]);
    void client.subscribe(ticker('tBTCUSD'));
    expect(network.sockets).toHaveLength(2);
    await client.close();
  });

  it('pings with a cid, and hangs up when no pong comes', async () => {
    const { network, clock, client } = open();
    const losses: string[] = [];
    client.on('disconnected', ({ loss }) => losses.push(loss._tag));
    void client.connect();
    const socket = network.latest();
    await greet(socket);
    await clock.advanceAsync(15_000);
    expect(sentBy(socket).at(-1)).toEqual({ event: 'ping', cid: 1 });
    await clock.advanceAsync(40);
    socket.deliver({ event: 'pong', ts: 1, cid: 1 });
    expect(client.status().connections[0]?.roundTripMs).toBe(40);
    await clock.advanceAsync(15_000 + 10_000);
    expect([losses, socket.state()]).toEqual([['PongTimedOut'], 'closed']);
    await client.close();
  });

  it('ends a subscription by its handle or its id, any number of times', async () => {
    const { network, client } = open();
    const answer = client.subscribe(ticker('tBTCUSD'));
    await greet(network.latest());
    await acknowledge(network.latest(), 7);
    const live = await orThrow(answer);
    expect(await live.unsubscribe()).toEqual(E.right(undefined));
    expect(await client.unsubscribe(live)).toEqual(E.right(undefined));
    expect(await client.unsubscribe('s1')).toEqual(E.right(undefined));
    expect(left(await client.unsubscribe('s2'))).toEqual({ _tag: 'UnknownSubscription', id: 's2' });
    expect([await live.ended, live.state, client.subscription('s1')]).toEqual([
      { _tag: 'Unsubscribed' },
      'ended',
      null,
    ]);
    expect(sentBy(network.latest()).at(-1)).toEqual({ event: 'unsubscribe', chanId: 7 });
  });

  it('counts a frame that it can not read, tells of it, and calls it no gap', async () => {
    const { network, client } = open();
    const told: string[] = [];
    client.on('failure', ({ error }) => told.push(error._tag));
    client.on('gap', () => told.push('gap'));
    const answer = client.subscribe(ticker('tBTCUSD'));
    await greet(network.latest());
    await acknowledge(network.latest(), 7);
    network.latest().deliver([7, 'hb', 1]);
    network.latest().deliver('{"event":');
    network.latest().deliver([7, ['x'], 2]);
    network.latest().deliver([7, 'hb', 3]);
    expect(told).toEqual(['NotJson', 'BadColumn']);
    expect(client.status().counters).toEqual({
      frames: 7,
      decoded: 5,
      failed: 2,
      unrouted: 0,
      gaps: 0,
      accountGaps: 0,
    });
    expect(E.isRight(await answer)).toBe(true);
    await client.close();
  });

  it('rejects through orThrow with an Error that carries the facts', async () => {
    const { client } = open();
    await client.close();
    const failure: unknown = await orThrow(client.subscribe(trades('fUSD'))).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ClientFailure);
    expect(failure).toMatchObject({ message: 'The client is closed.', error: { _tag: 'ClientClosed' } });
  });
});

describe('closing a client', () => {
  const closeInAll = async (client: Client) => Promise.all([client.close(), client.close()]);

  it('settles every pending call, stops every timer and never dials again', async () => {
    const { network, clock, client } = open();
    const pending = [client.connect(), client.subscribe(ticker('tBTCUSD')), client.subscribe(trades('tBTCUSD'))];
    network.latest().refuse('nobody there');
    await settle();
    expect(await closeInAll(client)).toEqual([E.right(undefined), E.right(undefined)]);
    expect((await Promise.all(pending)).map((answer) => left(answer)?._tag)).toEqual([
      'ConnectFailed',
      'ClientClosed',
      'ClientClosed',
    ]);
    await clock.advanceAsync(600_000);
    expect([network.sockets.length, clock.pending()]).toEqual([1, 0]);
    expect(client.status()).toMatchObject({ state: 'closed', connections: [], subscriptions: [] });
  });

  it('ends every stream once, with the reason', async () => {
    const { network, clock, client } = open();
    const answer = client.subscribe(ticker('tBTCUSD'));
    const everything = client.messages();
    await greet(network.latest());
    await acknowledge(network.latest(), 7);
    const live = await orThrow(answer);
    const types: string[] = [];
    live.on('ended', ({ reason }) => types.push(reason._tag));
    await client.close();
    for await (const { type } of live) types.push(type);
    for await (const { type } of live) types.push(type);
    for await (const { type } of everything) types.push(type);
    expect(types).toEqual(['ClientClosed', 'ended', 'ended', 'info', 'conf', 'subscribed', 'ended']);
    expect(clock.pending()).toBe(0);
  });
});
