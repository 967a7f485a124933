import { createFakeClock, createFakeNetwork, settle, type FakeSocket } from '@bitfinex-ws/testkit';
import { createClient, logTo, orThrow, ticker, trades, type ClientEvent, type ClientOptions } from './index.js';

const NOW = 1_600_000_000_000;
const open = (options: ClientOptions = {}) => {
  const network = createFakeNetwork();
  const clock = createFakeClock(NOW);
  const client = createClient({ transport: network.factory, clock, url: 'ws://test', ...options });
  return { network, clock, client };
};
const greet = async (socket: FakeSocket): Promise<void> => {
  socket.open();
  socket.deliver({ event: 'info', version: 2, serverId: 'a' });
  socket.deliver({ event: 'conf', status: 'OK', flags: 196_608 });
  await settle();
};
const acknowledge = async (socket: FakeSocket, chanId: number): Promise<void> => {
  socket.deliver({ ...(JSON.parse(socket.sent.at(-1) ?? '{}') as object), event: 'subscribed', chanId });
  await settle();
};

describe('the status of a client', () => {
  it('says how each connection, each subscription and each queue stands', async () => {
    const { network, clock, client } = open();
    const answer = client.subscribe(ticker('tBTCUSD'));
    const socket = network.latest();
    await greet(socket);
    await acknowledge(socket, 7);
    const live = await orThrow(answer);
    void client.subscribe(trades('tBTCUSD'));
    await clock.advanceAsync(1_000);
    live.messages({ limit: 2 });
    const everything = client.messages();
    for (let seq = 1; seq <= 5; seq++) socket.deliver([7, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], seq]);
    socket.deliver([99, [1, 2], 6]);
    await clock.advanceAsync(40);

    const status = client.status();
    expect(status).toMatchObject({ state: 'open', at: NOW + 1_040 });
    expect(status.connections).toEqual([
      {
        conn: 1,
        state: 'Open',
        paused: false,
        serverId: 'a',
        flags: 196_608,
        used: 2,
        free: 23,
        pending: 1,
        queued: 2,
        attempts: 1,
        failures: 0,
        openSince: NOW,
        losses: 0,
        lastLoss: null,
        seq: 6,
        lastFrameAt: NOW + 1_000,
        lastFrameAgeMs: 40,
        roundTripMs: null,
        buffered: 0,
        drift: {},
        counters: { frames: 9, decoded: 9, failed: 0, unrouted: 1, gaps: 0, accountGaps: 0 },
      },
    ]);
    expect(status.subscriptions).toMatchObject([
      {
        id: 's1',
        key: 'ticker:tBTCUSD',
        state: 'live',
        since: NOW,
        conn: 1,
        chanId: 7,
        messages: 5,
        dropped: 3,
        gaps: 0,
        lastMessageAt: NOW + 1_000,
        lastHeardAt: NOW + 1_000,
        queues: [{ policy: 'drop-oldest', limit: 2, depth: 2, dropped: 3 }],
      },
      { id: 's2', key: 'trades:tBTCUSD', state: 'pending', since: NOW, chanId: null, lastHeardAt: null, queues: [] },
    ]);
    expect(status.consumers).toEqual([{ policy: 'drop-oldest', limit: 10_000, depth: 6, dropped: 0 }]);
    expect(status.totals).toEqual({ open: 1, used: 2, free: 23, subscriptions: 2, queued: 8, dropped: 3, buffered: 0 });
    expect(JSON.parse(JSON.stringify(status))).toEqual(status);
    expect(client.subscriptions().map(({ id }) => id)).toEqual(['s1', 's2']);
    await everything.return?.();
    await client.close();
    expect(client.status()).toMatchObject({ state: 'closed', subscriptions: [], consumers: [] });
  });

  it('tells of each connection what it lost, why and when, and where the numbering of its frames stands', async () => {
    const { network, clock, client } = open();
    const standing = () => client.status().connections[0];
    void client.connect();
    expect(standing()).toMatchObject({ losses: 0, lastLoss: null, seq: null, lastFrameAt: null });
    await greet(network.latest());
    expect(standing()).toMatchObject({ seq: null, lastFrameAt: NOW });
    network.latest().deliver([99, 'hb', 7]);
    network.latest().deliver([99, 'hb', 9]);
    expect(standing()).toMatchObject({ seq: 9, counters: { gaps: 1 } });

    network.latest().drop(1001);
    await settle();
    const closed = { losses: 1, lastLoss: { at: NOW, loss: { _tag: 'SocketClosed', code: 1001 } } };
    expect(standing()).toMatchObject({ ...closed, seq: null });
    // When it dials again is left to chance.
    while (network.sockets.length === 1) await clock.advanceAsync(100);
    network.latest().refuse('HTTP 503', { status: 503 });
    await settle();
    const refused = standing();
    expect(refused).toMatchObject({ losses: 1, lastLoss: { loss: { _tag: 'DialFailed' } } });
    expect(JSON.parse(JSON.stringify(refused))).toEqual(refused);
    await client.close();
  });

  it('counts what the server sends beyond the columns that are known', async () => {
    const { network, client } = open({ flags: 0 });
    void client.subscribe(ticker('tBTCUSD'));
    await greet(network.latest());
    await acknowledge(network.latest(), 7);
    const wide = Array.from({ length: 30 }, (_, column) => column);
    network.latest().deliver([7, wide]);
    network.latest().deliver([7, wide]);
    expect(client.status().connections[0]?.drift).toEqual({ Ticker: 2 });
    await client.close();
  });
});

describe('what could not be routed or sent', () => {
  it('is told as an event, and sampled to the logger', async () => {
    const told: string[] = [];
    const say = (_facts: unknown, text: string): void => void told.push(text);
    const { network, client } = open({ flags: 0, logger: logTo({ debug: say, warn: say }) });
    const events: ClientEvent[] = [];
    client.on('unrouted', (event) => events.push(event));
    client.on('unrecognised', (event) => events.push(event));
    client.on('sendFailed', (event) => events.push(event));
    void client.connect();
    await greet(network.latest());
    for (let frame = 0; frame < 100; frame++) network.latest().deliver([99, [1]]);
    network.latest().deliver({ event: 'surprise', data: 1 });
    expect(events.slice(99)).toEqual([
      { type: 'unrouted', conn: 1, at: NOW, chanId: 99 },
      { type: 'unrecognised', conn: 1, at: NOW, event: 'surprise' },
    ]);
    expect(told.filter((text) => text === 'a frame of no channel')).toHaveLength(11);
    expect(told).toContain('an unknown event "surprise"');

    network.latest().breakSends();
    void client.subscribe(ticker('tBTCUSD'));
    expect(events.at(-1)).toEqual({
      type: 'sendFailed',
      conn: 1,
      at: NOW,
      error: { _tag: 'NotOpen', url: 'ws://test' },
    });
    await client.close();
  });
});
