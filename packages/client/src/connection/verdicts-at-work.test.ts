import { createFakeClock, createFakeNetwork, settle, type FakeSocket } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import type { TradingSymbol } from '@bitfinex-ws/protocol';
import { createExchange, WILLING } from '../../test/exchange.js';
import { createClient, explainClientError, isRetryableClientError, ticker, type ClientOptions } from '../index.js';

/** A client on an exchange that answers everything, and the waits that it announced. */
const open = (options: ClientOptions = {}) => {
  const clock = createFakeClock();
  const network = createFakeNetwork();
  const client = createClient({
    url: 'ws://127.0.0.1:1',
    clock,
    random: () => 0.5,
    transport: network.factory,
    ...options,
  });
  const peers = createExchange(network, WILLING);
  const waits: Array<number | string> = [];
  client.on('reconnecting', ({ ms }) => waits.push(ms));
  client.on('connectionEnded', ({ end }) => waits.push(end._tag));
  const serve = async (): Promise<void> => {
    for (const peer of peers()) {
      if (peer.socket.state() === 'dialing') peer.greet();
      if (peer.socket.state() === 'open') peer.serve();
    }
    await settle();
  };
  return { clock, network, client, waits, peers, serve };
};

describe('a dial that fails', () => {
  it.each([
    ['HTTP 403', { status: 403 }, 60_500],
    ['HTTP 408', { status: 408 }, 60_500],
    ['HTTP 429', { status: 429 }, 60_500],
    ['HTTP 502', { status: 502 }, 500],
    ['HTTP 503', { status: 503 }, 500],
    ['HTTP 503 that asks for two minutes', { status: 503, retryAfterMs: 120_000 }, 120_500],
    ['HTTP 503 that asks for a day: it gets ten minutes', { status: 503, retryAfterMs: 86_400_000 }, 600_500],
    ['HTTP 429 that asks for more than the documented minute', { status: 429, retryAfterMs: 90_000 }, 90_500],
    ['HTTP 429 that asks for less', { status: 429, retryAfterMs: 5_000 }, 60_500],
    ['HTTP 502 of a transport that talks nonsense', { status: 502, retryAfterMs: NaN }, 500],
    ['HTTP 404 that asks for a minute', { status: 404, retryAfterMs: 60_000 }, 'CannotDial'],
    ['a name that is not found', { code: 'ENOTFOUND' }, 500],
    ['a reset', { code: 'ECONNRESET' }, 500],
    ['a certificate that has expired', { code: 'CERT_HAS_EXPIRED' }, 60_500],
    ['a server without TLS', { code: 'EPROTO' }, 60_500],
    ['HTTP 404', { status: 404 }, 'CannotDial'],
    ['HTTP 401', { status: 401 }, 'CannotDial'],
    ['a header that is forbidden', { code: 'ERR_INVALID_CHAR' }, 'CannotDial'],
  ] as const)('for %s is made again when its cause says so, or never', async (reason, fault, expected) => {
    const { network, client, waits } = open();
    const connected = client.connect();
    network.latest().refuse(reason, fault);
    await settle();
    expect(waits).toEqual([expected]);
    expect(E.isLeft(await connected)).toBe(true);
    await client.close();
  });

  it('and never will succeed is the typed end of every stream', async () => {
    const { network, client } = open();
    const symbols: ReadonlyArray<TradingSymbol> = ['tBTCUSD', 'tETHUSD'];
    const answers = symbols.map((symbol) => client.subscribe(ticker(symbol)));
    network.latest().refuse('HTTP 404 Not Found', { status: 404 });
    for (const answer of await Promise.all(answers)) {
      if (E.isRight(answer)) throw new Error('subscribed to nothing');
      expect(answer.left).toMatchObject({
        _tag: 'ConnectionLost',
        why: { _tag: 'CannotDial', error: { _tag: 'DialFailed', status: 404 } },
      });
      expect(isRetryableClientError(answer.left)).toBe(false);
      expect(explainClientError(answer.left)).toContain('HTTP 404 Not Found');
    }
    expect(client.status().connections).toEqual([]);
  });
});

describe('a connection that breaks', () => {
  const live = async (options: ClientOptions = {}) => {
    const parts = open(options);
    const answer = parts.client.subscribe(ticker('tBTCUSD'));
    await parts.serve();
    const subscription = await answer;
    if (E.isLeft(subscription)) throw new Error('not subscribed');
    return { ...parts, subscription: subscription.right };
  };
  const causes: ReadonlyArray<readonly [string, (socket: FakeSocket) => void, number]> = [
    ['1000', (socket) => socket.drop(1000), 500],
    ['1001', (socket) => socket.drop(1001), 500],
    ['1006', (socket) => socket.drop(1006), 500],
    ['1012', (socket) => socket.drop(1012), 500],
    ['1013', (socket) => socket.drop(1013), 60_500],
    ['20051', (socket) => socket.deliver({ event: 'info', code: 20051, msg: 'stop' }), 500],
  ];

  it.each(causes)('by %s comes back when its cause says so, with the same handle', async (_cause, strike, wait) => {
    const { clock, network, client, waits, serve, subscription } = await live();
    strike(network.latest());
    await settle();
    expect([waits, subscription.state]).toEqual([[wait], 'recovering']);
    await clock.advanceAsync(wait);
    await serve();
    expect([network.sockets.length, subscription.state]).toEqual([2, 'live']);
    expect(network.latest().sent.map((frame) => (JSON.parse(frame) as { event: string }).event)).toEqual([
      'conf',
      'subscribe',
    ]);
    expect(client.subscription(subscription.id)).toBe(subscription);
    await client.close();
    expect(clock.pending()).toBe(0);
  });

  it('over and over is dialled at once each time where the server says so, and ever later where it does not', async () => {
    const waitsOf = async (strike: (socket: FakeSocket) => void): Promise<ReadonlyArray<number | string>> => {
      const { clock, network, client, waits, serve } = await live();
      for (let time = 0; time < 8; time++) {
        strike(network.latest());
        await settle();
        await clock.advanceAsync(Number(waits.at(-1)));
        await serve();
      }
      await client.close();
      return waits.slice(0, 8);
    };
    const [, , , , , stop] = causes;
    expect(await waitsOf((socket) => stop?.[1](socket))).toEqual([500, 1000, 2000, 2500, 2500, 2500, 2500, 2500]);
    expect(await waitsOf((socket) => socket.drop(1006))).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('is found out where it says nothing: no pong, or no frame', async () => {
    const losses: string[] = [];
    const { clock, client } = await live({ pingIntervalMs: 20_000, pongTimeoutMs: 5_000 });
    client.on('disconnected', ({ loss }) => losses.push(loss._tag));
    await clock.advanceAsync(25_000);
    expect(losses).toEqual(['PongTimedOut']);
    await client.close();
    const silent = await live({ pingIntervalMs: 100_000 });
    silent.client.on('disconnected', ({ loss }) => losses.push(loss._tag));
    await silent.clock.advanceAsync(35_000);
    expect(losses).toEqual(['PongTimedOut', 'Silent']);
    await silent.client.close();
  });

  it('ends its streams with what it was, where nothing is to be asked again', async () => {
    const { network, client, subscription } = await live({ resubscribe: false });
    network.latest().drop(1006);
    expect(await subscription.ended).toMatchObject({
      _tag: 'ConnectionLost',
      why: { _tag: 'SocketClosed', code: 1006 },
    });
    await client.close();
  });

  it('ends its streams with the last of its attempts, where those are counted', async () => {
    const { clock, network, client, subscription } = await live({ reconnect: { maxAttempts: 1 } });
    network.latest().drop(1006);
    await clock.advanceAsync(500);
    network.latest().refuse('nobody there', { code: 'ECONNREFUSED' });
    expect(await subscription.ended).toMatchObject({
      _tag: 'ConnectionLost',
      why: { _tag: 'AttemptsExhausted', attempts: 2, last: { error: { code: 'ECONNREFUSED' } } },
    });
    await client.close();
    expect(clock.pending()).toBe(0);
  });
});
