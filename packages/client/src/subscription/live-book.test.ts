import { either as E } from 'fp-ts';
import { createFakeClock, createFakeNetwork, settle, type FakeSocket } from '@bitfinex-ws/testkit';
import { book, createClient, orThrow, ticker, trades, type StreamMessage, type Subscription } from '../index.js';

const greet = async (socket: FakeSocket): Promise<void> => {
  socket.open();
  socket.deliver({ event: 'info', version: 2 });
  socket.deliver({ event: 'conf', status: 'OK', flags: 196_608 });
  await settle();
};
const requests = (socket: FakeSocket): ReadonlyArray<Record<string, unknown>> =>
  socket.sent.map((frame) => JSON.parse(frame) as Record<string, unknown>);
const asked = (socket: FakeSocket): number => requests(socket).filter(({ event }) => event === 'subscribe').length;
const acknowledge = async (socket: FakeSocket, chanId: number): Promise<void> => {
  socket.deliver({ ...requests(socket).at(-1), event: 'subscribed', chanId });
  await settle();
};
/** Frames of one connection, numbered as the server numbers them. */
const numbered = (socket: FakeSocket) => {
  let seq = 0;
  return {
    data: (...frame: ReadonlyArray<unknown>) => socket.deliver([...frame, ++seq]),
    skip: () => void seq++,
  };
};
const snapshot = [
  [100, 1, 2],
  [101, 1, -3],
];
// CRC-32 of 100:2:101:-3, reckoned with zlib.
const checksum = 1_420_966_277;

const openBook = async () => {
  const network = createFakeNetwork();
  const clock = createFakeClock();
  const client = createClient({ transport: network.factory, clock, random: () => 0, resyncCooldownMs: 5_000 });
  const answer = client.subscribe(book('tBTCUSD', { prec: 'P1', len: 100 }));
  const socket = network.latest();
  await greet(socket);
  await acknowledge(socket, 5);
  const live = await orThrow(answer);
  const server = numbered(socket);
  server.data(5, snapshot);
  return { network, clock, client, socket, live, server };
};
/** What a handle has been told until it ends. */
const listen = (live: Subscription): string[] => {
  const told: string[] = [];
  const note = (message: StreamMessage): void =>
    void told.push('cause' in message ? `${message.type} ${message.cause}` : message.type);
  for (const type of ['gap', 'resynced', 'bookSnapshot', 'bookUpdate', 'ticker', 'te', 'ended'] as const) {
    live.on(type, note);
  }
  return told;
};
const reasonOf = (view: E.Either<{ readonly reason: string }, unknown>): string =>
  E.isLeft(view) ? view.left.reason : 'readable';

describe('a live book', () => {
  it('is unreadable from the wrong checksum to the next snapshot, and asked for again with the same request', async () => {
    const { client, socket, live, server } = await openBook();
    const told = listen(live);
    server.data(5, 'cs', checksum);
    expect(reasonOf(live.book.view())).toBe('readable');
    server.data(5, 'cs', checksum + 1);
    expect([reasonOf(live.book.view()), live.state]).toEqual(['mismatch', 'recovering']);
    expect(requests(socket).at(-1)).toEqual({ event: 'unsubscribe', chanId: 5 });
    server.data(5, [100, 1, 9]);
    socket.deliver({ event: 'unsubscribed', status: 'OK', chanId: 5 });
    const [first, again] = requests(socket).filter(({ event }) => event === 'subscribe');
    expect({ ...again, subId: null }).toEqual({ ...first, subId: null });
    await acknowledge(socket, 6);
    expect([reasonOf(live.book.view()), live.state]).toEqual(['mismatch', 'live']);
    server.data(6, snapshot);
    server.data(6, 'cs', checksum);
    expect([reasonOf(live.book.view()), told]).toEqual([
      'readable',
      ['gap checksum', 'resynced checksum', 'bookSnapshot'],
    ]);
    await client.close();
  });

  it('is asked for again once in a cool-down, and once more after it where it is broken again', async () => {
    const { client, clock, socket, live, server } = await openBook();
    for (let wrong = 1; wrong <= 5; wrong++) server.data(5, 'cs', checksum + wrong);
    socket.deliver({ event: 'unsubscribed', status: 'OK', chanId: 5 });
    await acknowledge(socket, 6);
    server.data(6, snapshot);
    server.data(6, 'cs', checksum + 1);
    expect([asked(socket), reasonOf(live.book.view())]).toEqual([2, 'mismatch']);
    await clock.advanceAsync(4_999);
    expect(requests(socket).at(-1)).not.toMatchObject({ event: 'unsubscribe' });
    await clock.advanceAsync(1);
    expect(requests(socket).at(-1)).toEqual({ event: 'unsubscribe', chanId: 6 });
    await client.close();
    expect(clock.pending()).toBe(0);
  });

  it('is unreadable from a missing frame on, while trades and tickers go on with their next message', async () => {
    const { client, socket, live, server } = await openBook();
    const answer = client.subscribe(ticker('tBTCUSD'));
    await acknowledge(socket, 8);
    const prices = await orThrow(answer);
    const [toBook, toTicker] = [listen(live), listen(prices)];
    server.skip();
    server.data(8, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(reasonOf(live.book.view())).toBe('gap');
    expect(toTicker).toEqual(['gap sequence', 'resynced sequence', 'ticker']);
    expect(toBook).toEqual(['gap sequence']);
    expect(requests(socket).at(-1)).toEqual({ event: 'unsubscribe', chanId: 5 });
    await client.close();
  });

  it('is stale where neither data nor a heartbeat came, and is asked for again alone', async () => {
    const { client, clock, socket, live, server } = await openBook();
    const answer = client.subscribe(ticker('tBTCUSD'));
    await acknowledge(socket, 8);
    const prices = await orThrow(answer);
    const told = listen(live);
    for (let beat = 1; beat <= 3; beat++) {
      if (beat < 3) server.data(5, 'hb');
      server.data(8, 'hb');
      const ping = requests(socket).at(-1);
      if (ping?.['event'] === 'ping') socket.deliver({ event: 'pong', ts: 1, cid: ping['cid'] });
      await clock.advanceAsync(beat < 3 ? 15_000 : 20_000);
    }
    expect([told, reasonOf(live.book.view())]).toEqual([['gap stale'], 'stale']);
    expect(requests(socket).at(-1)).toEqual({ event: 'unsubscribe', chanId: 5 });
    expect([prices.stats.gaps, prices.state, socket.state()]).toEqual([0, 'live', 'open']);
    await client.close();
    expect(clock.pending()).toBe(0);
  });

  it('comes back after a disconnect under the same handle', async () => {
    const { network, clock, client, socket, live } = await openBook();
    const told = listen(live);
    socket.drop();
    await settle();
    expect([reasonOf(live.book.view()), live.state]).toEqual(['disconnected', 'recovering']);
    await clock.advanceAsync(0);
    await greet(network.latest());
    await acknowledge(network.latest(), 77);
    numbered(network.latest()).data(77, snapshot);
    expect([reasonOf(live.book.view()), live.state, client.subscription(live.id)]).toEqual(['readable', 'live', live]);
    expect(told).toEqual(['gap disconnected', 'resynced disconnected', 'bookSnapshot']);
    expect(requests(network.latest()).at(-1)).toMatchObject({ prec: 'P1', freq: 'F0', len: '100' });
    await client.close();
  });

  it('is shared: a late handle begins with a snapshot made from it, marked as replayed', async () => {
    const { client, socket, live, server } = await openBook();
    server.data(5, [99, 2, 4]);
    const late = await orThrow(client.subscribe(book('tBTCUSD', { prec: 'P1', len: 100 })));
    expect([asked(socket), late.id === live.id]).toEqual([1, false]);
    server.data(5, [98, 1, 1]);
    await client.close();
    const seen: StreamMessage[] = [];
    for await (const message of late) seen.push(message);
    expect(seen).toMatchObject([
      {
        type: 'bookSnapshot',
        replayed: true,
        kind: 'price',
        rows: [{ price: 100 }, { price: 99, count: 2 }, { price: 101 }],
      },
      { type: 'bookUpdate', row: { price: 98 } },
      { type: 'ended', reason: { _tag: 'ClientClosed' } },
    ]);
  });

  it('lives on when one of its handles ends, and is closed with the last', async () => {
    const { client, socket, live, server } = await openBook();
    const late = await orThrow(client.subscribe(book('tBTCUSD', { prec: 'P1', len: 100 })));
    await live.unsubscribe();
    server.data(5, [98, 1, 1]);
    expect([reasonOf(late.book.view()), live.state, requests(socket).at(-1)?.['event']]).toEqual([
      'readable',
      'ended',
      'subscribe',
    ]);
    await late.unsubscribe();
    expect([reasonOf(late.book.view()), requests(socket).at(-1)?.['event']]).toEqual(['closed', 'unsubscribe']);
    await client.close();
  });
});

describe('the stream of a subscription', () => {
  it('begins with what came before anybody read it, and survives a reader that leaves', async () => {
    const { client, live, server } = await openBook();
    server.data(5, [99, 2, 4]);
    const first: string[] = [];
    for await (const message of live) {
      first.push(message.type);
      if (first.length === 2) break;
    }
    expect(first).toEqual(['bookSnapshot', 'bookUpdate']);
    for await (const message of live) {
      expect(message).toMatchObject({ type: 'bookSnapshot', replayed: true });
      break;
    }
    expect(live.state).toBe('live');
    await client.close();
  });

  it('does not hoard for a reader that never comes, and tells a late one what it missed', async () => {
    const { client, live, server } = await openBook();
    for (let amount = 1; amount <= 2_000; amount++) server.data(5, [99, 1, amount]);
    await client.close();
    const seen: string[] = [];
    for await (const message of live) seen.push('count' in message ? `${message.type} ${message.count}` : message.type);
    expect(seen).toEqual(['dropped 2001', 'ended']);
  });

  it('stamps each message with the time at which it came', async () => {
    const { client, clock, live, server } = await openBook();
    const [at, times]: [number, number[]] = [clock.now(), []];
    live.on('bookUpdate', ({ receivedAt }) => times.push(receivedAt));
    clock.advance(250);
    server.data(5, [99, 2, 4]);
    expect([times, live.stats.lastMessageAt]).toEqual([[at + 250], at + 250]);
    await client.close();
  });

  it('is not harmed by a listener that throws', async () => {
    const { client, socket, live, server } = await openBook();
    live.on('bookUpdate', () => {
      throw new Error('mine');
    });
    const told = listen(live);
    server.data(5, [99, 2, 4]);
    expect([told, socket.state(), live.state]).toEqual([['bookUpdate'], 'open', 'live']);
    await client.close();
  });

  it('brings trades of funding where the symbol begins with f', async () => {
    const { client, socket, server } = await openBook();
    const answer = client.subscribe(trades('fUSD'));
    await acknowledge(socket, 9);
    const live = await orThrow(answer);
    const rates: number[] = [];
    live.on('fte', ({ trade }) => rates.push(trade.rate));
    server.data(9, []);
    server.data(9, 'fte', [1, 2, -3, 0.0004, 30]);
    expect(rates).toEqual([0.0004]);
    await client.close();
  });
});
