import { either as E } from 'fp-ts';
import { createFakeClock, createFakeNetwork, settle, type FakeSocket } from '@bitfinex-ws/testkit';
import { requests } from '../../test/live-book.js';
import { createClient, orThrow, raw, ticker, type ClientOptions, type StreamMessage } from '../index.js';

const open = (options: ClientOptions = {}) => {
  const [network, clock] = [createFakeNetwork(), createFakeClock()];
  const client = createClient({ transport: network.factory, clock, random: () => 0, ...options });
  const greet = async (flags = 196_608): Promise<FakeSocket> => {
    const socket = network.latest();
    socket.open();
    socket.deliver({ event: 'info', version: 2 });
    socket.deliver({ event: 'conf', status: 'OK', flags });
    await settle();
    return socket;
  };
  return { network, clock, client, greet };
};
const FUTURE = { channel: 'moon', phase: 'full', depth: 3 };

describe('a channel that is asked for by its bare request', () => {
  it('is asked for with its fields as they are, and brings its frames as they come', async () => {
    const { client, clock, greet } = open();
    const answer = client.subscribe(raw(FUTURE));
    const socket = await greet();
    const { subId, ...request } = requests(socket).at(-1) ?? {};
    expect(request).toEqual({ event: 'subscribe', ...FUTURE });
    socket.deliver({ event: 'subscribed', channel: 'moon', chanId: 7, subId });
    const live = await orThrow(answer);
    expect(live.spec).toEqual({ channel: 'raw', request: FUTURE });
    socket.deliver([7, { crater: 1 }, 1]);
    socket.deliver([7, 'xe', [1, 2], 3, 2]);
    socket.deliver([7, [], 3]);
    await client.close();
    const seen: StreamMessage[] = [];
    for await (const message of live) seen.push(message);
    const receivedAt = clock.now();
    expect(seen).toMatchObject([
      { type: 'raw', tag: null, payload: { crater: 1 }, raw: [7, { crater: 1 }, 1], seq: 1, receivedAt },
      { type: 'raw', tag: 'xe', payload: [1, 2], raw: [7, 'xe', [1, 2], 3, 2], receivedAt },
      { type: 'raw', tag: null, payload: [], seq: 3, receivedAt },
      { type: 'ended' },
    ]);
  });

  it('is acknowledged by what is echoed of it where no subId comes back', async () => {
    const { client, greet } = open();
    const [one, other] = [client.subscribe(raw(FUTURE)), client.subscribe(raw({ ...FUTURE, phase: 'new' }))];
    const socket = await greet();
    socket.deliver({ event: 'subscribed', channel: 'moon', chanId: 7, phase: 'new', depth: '3' });
    socket.deliver({ event: 'subscribed', channel: 'moon', chanId: 8, phase: 'full' });
    expect([(await orThrow(one)).spec.request, (await orThrow(other)).spec.request]).toMatchObject([
      { phase: 'full' },
      { phase: 'new' },
    ]);
    await client.close();
  });

  it('is what it is also where its name is known: nothing is read into it', async () => {
    const { client, greet } = open();
    const answer = client.subscribe(raw({ channel: 'book', symbol: 'tBTCUSD', prec: 'P9' }));
    const socket = await greet();
    socket.deliver({ ...requests(socket).at(-1), event: 'subscribed', chanId: 7, pair: 'BTCUSD' });
    const live = await orThrow(answer);
    socket.deliver([7, [[1, 2, 3]], 1]);
    const first = await live[Symbol.asyncIterator]().next();
    expect(first.value).toMatchObject({ type: 'raw', payload: [[1, 2, 3]] });
    await client.close();
  });

  it('does not take the acknowledgement of another channel for its own', async () => {
    const { client, greet } = open();
    const bare = client.subscribe(raw({ channel: 'ticker', symbol: 'tETHUSD' }));
    const known = client.subscribe(ticker('tBTCUSD'));
    const socket = await greet();
    const [, first, second] = requests(socket);
    socket.deliver({ ...second, event: 'subscribed', chanId: 8 });
    socket.deliver({ ...first, event: 'subscribed', chanId: 7 });
    expect([(await orThrow(bare)).spec.channel, (await orThrow(known)).spec.channel]).toEqual(['raw', 'ticker']);
    await client.close();
  });

  it('is asked for again after a reconnect with the identical request, and goes on with what comes', async () => {
    const { client, clock, network, greet } = open();
    const answer = client.subscribe(raw(FUTURE));
    const socket = await greet();
    socket.deliver({ ...requests(socket).at(-1), event: 'subscribed', chanId: 7 });
    const live = await orThrow(answer);
    const told: string[] = [];
    for (const type of ['gap', 'resynced', 'raw'] as const) live.on(type, (message) => told.push(message.type));
    socket.drop();
    await settle();
    await clock.advanceAsync(1_000);
    const second = await greet();
    const asked = requests(second).at(-1);
    expect({ ...asked, subId: null }).toEqual({ ...requests(socket).at(-1), subId: null });
    second.deliver({ event: 'subscribed', channel: 'moon', chanId: 9, subId: asked?.['subId'] });
    second.deliver([9, 'xe', [1], 1]);
    expect(told).toEqual(['gap', 'resynced', 'raw']);
    expect([live.id, live.state, network.sockets.length]).toEqual(['s1', 'live', 2]);
    await client.close();
  });

  it('can be refused, told by its subId or by its echo', async () => {
    const { client, greet } = open();
    const [one, other] = [client.subscribe(raw(FUTURE)), client.subscribe(raw({ channel: 'sun' }))];
    const socket = await greet();
    const [, first] = requests(socket);
    socket.deliver({ event: 'error', code: 10300, msg: 'channel: unknown', subId: first?.['subId'] });
    socket.deliver({ event: 'error', code: 10300, msg: 'channel: unknown', channel: 'sun' });
    const codes = (await Promise.all([one, other])).map((each) => (E.isLeft(each) ? each.left._tag : 'live'));
    expect(codes).toEqual(['SubscribeRejected', 'SubscribeRejected']);
    await client.close();
  });

  it('is one channel for all who ask for the same, in whichever order they write it', async () => {
    const { client, greet } = open();
    const answers = [raw({ channel: 'moon', a: 1, b: 2 }), raw({ b: 2, a: 1, channel: 'moon' })].map((channel) =>
      client.subscribe(channel),
    );
    const socket = await greet();
    expect(requests(socket).filter(({ event }) => event === 'subscribe')).toHaveLength(1);
    socket.deliver({ ...requests(socket).at(-1), event: 'subscribed', chanId: 7 });
    expect((await Promise.all(answers)).every(E.isRight)).toBe(true);
    await client.close();
  });
});
