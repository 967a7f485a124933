import { either as E } from 'fp-ts';
import { createFakeClock, createFakeNetwork, settle } from '@bitfinex-ws/testkit';
import { createExchange, WILLING } from '../../test/exchange.js';
import { acknowledge, FRONTS, greet, left, opener, row, sentBy } from '../../test/fronts.js';
import { orThrow, trades } from '../index.js';
import type { CoreClientOptions } from './index.js';

describe.each(FRONTS)('$name', (front) => {
  const { create, ticker } = front;
  const { open, openLive } = opener(front);

  it('dials nothing before it must', async () => {
    const { network, clock, client } = open();
    client.on('connected', () => undefined);
    await settle();
    expect([network.sockets.length, clock.pending(), client.subscriptions()]).toEqual([0, 0, []]);
  });

  it('restores a subscription after a reconnect, on the same handle, and tells the gap in its stream', async () => {
    const { network, clock, client, live, told } = await openLive();
    network.latest().deliver([7, row(100), 1]);
    network.latest().drop(1006);
    await settle();
    expect([live.state, told]).toEqual(['recovering', ['bid 100', 'gap: disconnected']]);
    await clock.advanceAsync(500);
    await greet(network.latest());
    expect(sentBy(network.latest()).at(-1)).toMatchObject({ event: 'subscribe', channel: 'ticker', symbol: 'tBTCUSD' });
    await acknowledge(network.latest(), 9);
    network.latest().deliver([9, row(105), 1]);
    expect([live.state, client.subscription('s1')]).toEqual(['live', live]);
    expect(told).toEqual(['bid 100', 'gap: disconnected', 'resynced: replaced', 'bid 105']);
    await client.close();
  });

  it('keeps every subscription over losses of every connection, and asks for each of them once', async () => {
    const { network, clock, client } = open({ capacity: 2 });
    const peers = createExchange(network, WILLING);
    const serve = async (): Promise<void> => {
      for (let turns = 0; turns < 12; turns++) {
        for (const peer of peers()) {
          if (peer.socket.state() === 'dialing') peer.greet();
          if (peer.socket.state() === 'open') peer.serve();
        }
        await settle();
      }
    };
    const symbols = ['tAAAUSD', 'tBBBUSD', 'tCCCUSD', 'tDDDUSD', 'tEEEUSD'] as const;
    const answers = symbols.map((symbol) => client.subscribe(ticker(symbol)));
    await serve();
    const lives = await Promise.all(answers.map((answer) => orThrow(answer)));
    for (let round = 0; round < 3; round++) {
      for (const { socket } of peers()) if (socket.state() === 'open') socket.drop(1006);
      for (let waits = 0; waits < 20; waits++) {
        await clock.advanceAsync(1_000);
        await serve();
      }
      const carried = peers()
        .filter(({ socket }) => socket.state() === 'open')
        .flatMap(({ channels }) => [...channels().values()].map((spec) => ('symbol' in spec ? spec.symbol : '')));
      expect([lives.map(({ state }) => state), carried.sort()]).toEqual([symbols.map(() => 'live'), [...symbols]]);
    }
    await client.close();
  });

  it('says at once that an attempt failed, and goes on trying, later and later', async () => {
    const { network, clock, client } = open();
    const waits: number[] = [];
    client.on('reconnecting', ({ ms }) => waits.push(ms));
    const connected = client.connect();
    network.latest().refuse('nobody there');
    expect(left(await connected)).toMatchObject({ _tag: 'ConnectFailed', loss: { _tag: 'DialFailed' } });
    await clock.advanceAsync(500);
    network.latest().refuse('nobody there');
    await clock.advanceAsync(1_000);
    await greet(network.latest());
    expect([network.sockets.length, waits]).toEqual([3, [500, 1_000]]);
    expect(await client.connect()).toEqual(E.right(undefined));
    await client.close();
  });

  it('asks the governor before it dials, however often its socket breaks', async () => {
    const dials: string[] = [];
    const { network, clock, client } = open({
      url: 'wss://api-pub.bitfinex.com/ws/2',
      governor: {
        ask: ({ host, kind }, grant) => {
          dials.push(`${kind} ${host}`);
          grant();
          return { waitMs: 0, withdraw: () => undefined };
        },
        refused: () => undefined,
      },
    });
    void client.connect();
    for (let round = 0; round < 3; round++) {
      network.latest().refuse('nobody there');
      await clock.advanceAsync(10_000);
    }
    expect(dials).toHaveLength(network.sockets.length);
    expect(new Set(dials)).toEqual(new Set(['public api-pub.bitfinex.com']));
    await client.close();
  });

  it('lets no more than twenty dials a minute go to the exchange, where nobody else is asked', async () => {
    const { network, clock, client } = open({
      url: 'wss://api-pub.bitfinex.com/ws/2',
      backoff: { baseMs: 1, capMs: 1, slowMs: 0 },
    });
    void client.connect();
    for (let tick = 0; tick < 120; tick++) {
      const socket = network.latest();
      if (socket.state() === 'dialing') socket.refuse('nobody there');
      await clock.advanceAsync(500);
    }
    expect(network.sockets.length).toBeGreaterThan(15);
    expect(network.sockets.length).toBeLessThanOrEqual(20);
    await client.close();
  });

  it('hangs up when no pong comes', async () => {
    const { network, clock, client } = await openLive();
    const losses: string[] = [];
    client.on('disconnected', ({ loss }) => losses.push(loss._tag));
    await clock.advanceAsync(25_000);
    expect([losses, network.sockets[0]?.state()]).toEqual([['PongTimedOut'], 'closed']);
    await client.close();
  });

  it('settles all that is pending when it is closed, stops every timer and never dials again', async () => {
    const { network, clock, client, live } = await openLive();
    const pending = [client.subscribe(ticker('tETHUSD')), client.subscribe(trades('tBTCUSD'))];
    const last: string[] = [];
    client.on('closed', ({ type }) => last.push(type));
    expect(await Promise.all([client.close(), client.close()])).toEqual([E.right(undefined), E.right(undefined)]);
    expect((await Promise.all(pending)).map((answer) => left(answer)?._tag)).toEqual(['ClientClosed', 'ClientClosed']);
    expect([await live.ended, last]).toEqual([{ _tag: 'ClientClosed' }, ['closed']]);
    expect(left(await client.connect())).toEqual({ _tag: 'ClientClosed' });
    await clock.advanceAsync(600_000);
    expect([network.sockets.length, clock.pending()]).toEqual([1, 0]);
  });

  it('takes no longer to close than it may, whatever the sockets do', async () => {
    const network = createFakeNetwork();
    const clock = createFakeClock();
    const stubborn: NonNullable<CoreClientOptions['transport']> = (request) => ({
      ...network.factory(request),
      close: () => undefined,
      done: new Promise(() => undefined),
    });
    const client = create({ transport: stubborn, clock, shutdownTimeoutMs: 5_000 });
    void client.connect();
    await greet(network.latest());
    const closed = client.close();
    await clock.advanceAsync(5_000);
    expect(left(await closed)).toEqual({ _tag: 'ShutdownTimedOut', timeoutMs: 5_000, sockets: 1 });
    expect(clock.pending()).toBe(0);
  });
});
