import { createFakeClock, createFakeNetwork, settle, type FakeSocket } from '@bitfinex-ws/testkit';
import { createClient, logTo, orThrow, ticker, trades, type ClientOptions, type StreamMessage } from './index.js';

const TICK = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const TRADE = (id: number): unknown => [7, 'te', [id, 1_600_000_000_000, 0.5, 100]];

/** A client with one live subscription to trades, on channel 7. */
const open = async (options: ClientOptions = {}) => {
  const network = createFakeNetwork();
  const clock = createFakeClock();
  const told: string[] = [];
  const say = (_facts: unknown, text: unknown): void => void told.push(String(text));
  const logger = logTo({ error: say });
  const client = createClient({ transport: network.factory, clock, url: 'ws://test', flags: 0, logger, ...options });
  const answer = client.subscribe(trades('tBTCUSD'));
  const socket: FakeSocket = network.latest();
  socket.open();
  socket.deliver({ event: 'info', version: 2 });
  socket.deliver({ event: 'conf', status: 'OK', flags: 0 });
  await settle();
  socket.deliver({ ...(JSON.parse(socket.sent.at(-1) ?? '{}') as object), event: 'subscribed', chanId: 7 });
  socket.deliver([7, []]);
  const live = await orThrow(answer);
  return { client, clock, socket, live, told };
};
const tradesOf = (socket: FakeSocket, from: number, to: number): void => {
  for (let id = from; id <= to; id++) socket.deliver(TRADE(id));
};
const read = async (stream: AsyncIterator<StreamMessage, undefined>, count: number): Promise<StreamMessage[]> => {
  const items: StreamMessage[] = [];
  for (let left = count; left > 0; left--) {
    const { done, value } = await stream.next();
    if (done === true) break;
    items.push(value);
  }
  return items;
};
const brief = (items: ReadonlyArray<StreamMessage>): unknown[] =>
  items.map((item) => {
    if (item.type === 'dropped') return `dropped ${item.count}`;
    if (item.type === 'ended') return item.reason._tag;
    return 'trade' in item ? item.trade.id : item.type;
  });

describe('consumers of one subscription', () => {
  it('each choose what happens when they are slow, and do not feel each other', async () => {
    const { socket, live, client } = await open({ queue: { limit: 1_000 } });
    const all = live[Symbol.asyncIterator]();
    const few = live.messages({ limit: 3 });
    const newest = live.messages({ policy: 'latest' });
    const strict = live.messages({ policy: 'fail', limit: 4 });
    tradesOf(socket, 1, 20);
    await client.close();
    expect(brief(await read(all, 99))).toEqual([
      'trades',
      ...Array.from({ length: 20 }, (_, index) => index + 1),
      'ClientClosed',
    ]);
    expect(brief(await read(few, 99))).toEqual(['dropped 17', 18, 19, 20, 'ClientClosed']);
    expect(brief(await read(newest, 99))).toEqual([20, 'ClientClosed']);
    expect(brief(await read(strict, 99))).toEqual([1, 2, 3, 4, 'QueueOverflowed']);
    expect(live.stats.dropped).toBe(17 + 19 + 1);
  });

  it('hear what is wrong with the options that they gave', async () => {
    const { live, client } = await open();
    const stream = live.messages({ limit: 0, policy: 'newest' as 'latest' });
    const [only] = await read(stream, 2);
    expect(only).toMatchObject({ type: 'ended', reason: { _tag: 'BadOptions' } });
    expect(only?.type === 'ended' && 'problems' in only.reason && only.reason.problems).toMatchObject([
      { path: 'limit' },
      { path: 'policy' },
    ]);
    expect([live.state, await read(stream, 1)]).toEqual(['live', []]);
    await client.close();
  });

  it('that come while the channel is broken are told so', async () => {
    const { live, socket, client } = await open();
    await read(live.messages(), 1);
    socket.drop();
    await settle();
    expect(await read(live.messages(), 1)).toMatchObject([{ type: 'gap', cause: 'disconnected' }]);
    await client.close();
  });
});

describe('who reads everything', () => {
  it('chooses as well, and hears at the end why it ended', async () => {
    const { client, socket } = await open();
    const strict = client.messages({ policy: 'fail', limit: 2 });
    const few = client.messages({ limit: 2 });
    const rest = client.messages();
    tradesOf(socket, 1, 3);
    await client.close();
    const kinds = async (stream: AsyncIterable<{ readonly type: string }>): Promise<string[]> => {
      const types: string[] = [];
      for await (const message of stream) {
        types.push('reason' in message ? (message.reason as { readonly _tag: string })._tag : message.type);
      }
      return types;
    };
    expect(await kinds(strict)).toEqual(['te', 'te', 'QueueOverflowed']);
    expect(await kinds(few)).toEqual(['dropped', 'te', 'te', 'ClientClosed']);
    expect(await kinds(rest)).toEqual(['te', 'te', 'te', 'ClientClosed']);
    expect(await kinds(client.messages())).toEqual(['ClientClosed']);
  });
});

/** An asynchronous function where a plain one is expected: the types let it pass, only a linter minds. */
const later = (message: string): (() => void) => {
  const listener: () => unknown = async () => {
    await Promise.resolve();
    throw new Error(message);
  };
  return listener;
};

describe('a listener that fails', () => {
  it('hurts nobody else, whether it throws or its promise is rejected', async () => {
    const { live, socket, told, client } = await open();
    const heard: unknown[] = [];
    live.on('te', () => {
      throw new Error('mine');
    });
    live.on('te', later('mine, later'));
    live.on('te', (trade) => heard.push(trade.trade.id));
    client.on('disconnected', later('mine as well'));
    tradesOf(socket, 1, 2);
    await settle();
    socket.drop();
    await settle();
    expect(heard).toEqual([1, 2]);
    expect(told).toHaveLength(5);
    await client.close();
  });

  it('nor do two channels feel each other', async () => {
    const { socket, client } = await open();
    const answer = client.subscribe(ticker('tBTCUSD'));
    socket.deliver({ ...(JSON.parse(socket.sent.at(-1) ?? '{}') as object), event: 'subscribed', chanId: 8 });
    const other = await orThrow(answer);
    const reading = other[Symbol.asyncIterator]().next();
    tradesOf(socket, 1, 50);
    socket.deliver([8, TICK]);
    expect(await reading).toMatchObject({ value: { type: 'ticker' } });
    await client.close();
  });
});
