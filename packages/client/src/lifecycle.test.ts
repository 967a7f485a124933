import { getEventListeners } from 'node:events';
import { either as E } from 'fp-ts';
import { createFakeClock, createFakeNetwork, createSeededRandom, settle, type FakeSocket } from '@bitfinex-ws/testkit';
import { disposable } from './disposable.js';
import { book, createClient, orThrow, ticker, trades, type Answer, type Channel, type ClientOptions } from './index.js';

const open = (options: ClientOptions = {}) => {
  const network = createFakeNetwork();
  const clock = createFakeClock();
  const client = createClient({ transport: network.factory, clock, random: () => 0.5, url: 'ws://test', ...options });
  return { network, clock, client };
};
const greet = async (socket: FakeSocket): Promise<void> => {
  socket.open();
  socket.deliver({ event: 'info', version: 2 });
  socket.deliver({ event: 'conf', status: 'OK', flags: 196_608 });
  await settle();
};
const lastSent = (socket: FakeSocket): object => JSON.parse(socket.sent.at(-1) ?? '{}') as object;
const acknowledge = async (socket: FakeSocket, chanId: number): Promise<void> => {
  socket.deliver({ ...lastSent(socket), event: 'subscribed', chanId });
  await settle();
};
const tagOf = (answer: E.Either<{ readonly _tag: string }, unknown>): string =>
  E.isLeft(answer) ? answer.left._tag : 'done';

describe('a client that is closed at any moment', () => {
  const CHANNELS: ReadonlyArray<Channel> = [
    ticker('tBTCUSD'),
    ticker('tETHUSD'),
    trades('tBTCUSD'),
    book('tBTCUSD'),
    book('tETHUSD', { prec: 'R0' }),
  ];

  it.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'settles all, ends all once, leaves nothing: walk %d',
    async (seed) => {
      const chance = createSeededRandom(seed);
      const pick = (below: number): number => Math.floor(chance() * below);
      const { network, clock, client } = open({ capacity: 2 });
      const answers: Array<Promise<string>> = [];
      const asked = (answer: Answer<unknown>): void => void answers.push(answer.then(tagOf));
      const ends = new Map<string, number>();
      const aborts: AbortController[] = [];
      const ids: string[] = [];
      let chanId = 0;

      const step = async (): Promise<void> => {
        const socket = network.sockets[pick(network.sockets.length)];
        switch (pick(10)) {
          case 0:
            return asked(client.connect());
          case 1:
          case 2: {
            const abort = new AbortController();
            aborts.push(abort);
            const answer = client.subscribe(CHANNELS[pick(CHANNELS.length)] ?? ticker('tBTCUSD'), {
              signal: abort.signal,
            });
            asked(answer);
            void answer.then((result) => {
              if (E.isLeft(result)) return;
              const live = result.right;
              const { id } = live;
              ids.push(id);
              live.on('ended', () => ends.set(id, (ends.get(id) ?? 0) + 1));
            });
            return;
          }
          case 3:
            return asked(client.unsubscribe(ids[pick(ids.length)] ?? 's1'));
          case 4:
          case 5:
            if (socket !== undefined) await greet(socket);
            return;
          case 6:
            if (socket !== undefined) await acknowledge(socket, ++chanId);
            return;
          case 7:
            if (chance() < 0.5) socket?.drop();
            else socket?.refuse('so');
            return settle();
          case 8:
            return clock.advanceAsync(pick(20_000));
          case 9:
            aborts[pick(aborts.length)]?.abort();
            return settle();
        }
      };
      for (let left = 5 + pick(60); left > 0; left--) await step();

      const stream = client.messages();
      const handles = ids.flatMap((id) => client.subscription(id) ?? []);
      const closed = client.close();
      const dialled = network.sockets.length;
      expect(tagOf(await closed)).toBe('done');
      await Promise.all(answers);
      for (const handle of handles) {
        expect([handle.state, (await handle.ended)._tag, ends.get(handle.id)]).toEqual(['ended', 'ClientClosed', 1]);
      }
      const last: string[] = [];
      for await (const { type } of stream) last.push(type);
      expect(last).toEqual(['ended']);
      await clock.advanceAsync(3_600_000);
      expect([clock.pending(), network.sockets.length]).toEqual([0, dialled]);
      expect(network.sockets.map((socket) => socket.state())).toEqual(network.sockets.map(() => 'closed'));
      expect(aborts.flatMap(({ signal }) => getEventListeners(signal, 'abort'))).toEqual([]);
    },
  );
});

describe('closing', () => {
  it('is done before anybody hears of it: who subscribes in an ended listener is told that the client is closed', async () => {
    const { network, clock, client } = open();
    const answer = client.subscribe(ticker('tBTCUSD'));
    await greet(network.latest());
    await acknowledge(network.latest(), 7);
    const live = await orThrow(answer);
    const late: Array<Promise<string>> = [];
    live.on('ended', () => late.push(client.subscribe(trades('tBTCUSD')).then(tagOf), client.close().then(tagOf)));
    await client.close();
    expect(await Promise.all(late)).toEqual(['ClientClosed', 'done']);
    expect([clock.pending(), network.sockets.length]).toEqual([0, 1]);
  });

  it('drops the sockets of a server that does not say goodbye, when the time is over or the caller has enough', async () => {
    for (const how of ['time', 'signal'] as const) {
      const { network, clock } = open();
      const drops: unknown[] = [];
      const client = createClient({
        clock,
        transport: (request) => ({
          ...network.factory(request),
          close: (asked) => void drops.push(asked?.now ?? false),
          done: new Promise(() => undefined),
        }),
      });
      void client.connect();
      await greet(network.latest());
      const abort = new AbortController();
      const closed = client.close({ signal: abort.signal, timeoutMs: 300 });
      await clock.advanceAsync(299);
      expect(drops).toEqual([false]);
      if (how === 'signal') abort.abort();
      await clock.advanceAsync(1);
      expect(await closed).toMatchObject({
        left:
          how === 'time'
            ? { _tag: 'ShutdownTimedOut', timeoutMs: 300, sockets: 1 }
            : { _tag: 'Aborted', call: 'close' },
      });
      expect([drops, clock.pending(), getEventListeners(abort.signal, 'abort')]).toEqual([[false, true], 0, []]);
    }
  });
});

describe('await using', () => {
  it('closes a client and ends a subscription at the end of the block', async () => {
    const { network, client } = open();
    let ended: Promise<unknown> | null = null;
    {
      await using own = client;
      const answer = own.subscribe(book('tBTCUSD'));
      await greet(network.latest());
      await acknowledge(network.latest(), 7);
      {
        await using live = await orThrow(answer);
        ended = live.ended;
        // The server answers what is asked at the end of this block.
        void settle().then(() => network.latest().deliver({ event: 'unsubscribed', status: 'OK', chanId: 7 }));
      }
      expect(await ended).toEqual({ _tag: 'Unsubscribed' });
      expect(own.status().state).toBe('open');
    }
    expect(client.status().state).toBe('closed');
  });

  it('ends what can not be ended any more without a word', async () => {
    const { network, client } = open();
    const answer = client.subscribe(ticker('tBTCUSD'));
    await greet(network.latest());
    await acknowledge(network.latest(), 7);
    const live = await orThrow(answer);
    await client.close();
    expect(await live[Symbol.asyncDispose]()).toBeUndefined();
    expect(await client[Symbol.asyncDispose]()).toBeUndefined();
    expect(await createClient({ capacity: 0 })[Symbol.asyncDispose]()).toBeUndefined();
  });

  it('is a key that a platform without it does not get', () => {
    const thing = { a: 1 };
    expect(disposable(thing, () => Promise.resolve(), null)).toBe(thing);
    expect(Reflect.ownKeys(thing)).toEqual(['a']);
  });
});
