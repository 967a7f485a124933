import { either as E } from 'fp-ts';
import { createFakeClock, createFakeNetwork, settle, type FakeSocket } from '@bitfinex-ws/testkit';
import { book, createClient, orThrow, type Client } from '../index.js';

/** A client with one live book, and what the server says to it, numbered. */
const openBook = async () => {
  const network = createFakeNetwork();
  const clock = createFakeClock();
  const client = createClient({ transport: network.factory, clock, random: () => 0, resyncCooldownMs: 5_000 });
  const answer = client.subscribe(book('tBTCUSD'));
  const socket: FakeSocket = network.latest();
  socket.open();
  socket.deliver({ event: 'info', version: 2 });
  socket.deliver({ event: 'conf', status: 'OK', flags: 196_608 });
  await settle();
  const request = JSON.parse(socket.sent.at(-1) ?? '{}') as Record<string, unknown>;
  socket.deliver({ ...request, event: 'subscribed', chanId: 5 });
  await settle();
  const live = await orThrow(answer);
  let seq = 0;
  const say = (...frame: ReadonlyArray<unknown>): void => socket.deliver([5, ...frame, ++seq]);
  say([
    [100, 1, 2],
    [101, 1, -3],
  ]);
  return { client, clock, socket, live, say, skip: () => void seq++ };
};
type Opened = Awaited<ReturnType<typeof openBook>>;

/** Somebody has iterated and gone: from here on nobody waits for messages. */
const lookedAt = async (): Promise<Opened> => {
  const opened = await openBook();
  for await (const message of opened.live) if (message.type === 'bookSnapshot') break;
  return opened;
};
/** The same with somebody who hears every message. */
const listenedTo = async (): Promise<Opened> => {
  const opened = await openBook();
  opened.live.on('bookUpdate', () => undefined);
  return opened;
};

const stateOf = ({ client, live }: { readonly client: Client; readonly live: Opened['live'] }): unknown => {
  const view = live.book.view();
  const { messages, gaps, resyncs, lastMessageAt } = live.stats;
  return {
    book: E.isLeft(view) ? view.left.reason : [view.right.verified, [...view.right.bids], [...view.right.asks]],
    stats: { ...live.book.stats(), messages, gaps, resyncs, lastMessageAt },
    counters: client.status().counters,
  };
};

const scenes: ReadonlyArray<readonly [name: string, play: (opened: Opened) => void]> = [
  ['updates', ({ say }) => [say([100, 2, 1.5]), say([99.5, 1, 4]), say([101, 0, -1])]],
  // CRC-32 of 100:2:101:-3, reckoned with zlib.
  ['a checksum that matches', ({ say }) => say('cs', 1_420_966_277)],
  ['a checksum that does not', ({ say }) => [say('cs', 1), say([99, 1, 1])]],
  ['a frame that is missing', ({ say, skip }) => [skip(), say([99, 1, 1]), say([98, 1, 1])]],
  ['a row that can not be read', ({ say }) => [say([99, 1]), say([99, 1, 1])]],
  ['an amount of no side', ({ say }) => say([99, 1, 0])],
  ['a heartbeat', ({ say }) => [say('hb'), say([99, 1, 1])]],
  ['texts that numbers do not say', ({ socket }) => socket.deliver('[5,[99.50,1,1.0],2]')],
];

describe('a book that nobody hears messages of', () => {
  it.each(scenes)('is after %s what it is where somebody does', async (_, play) => {
    const [quiet, loud] = [await lookedAt(), await listenedTo()];
    for (const opened of [quiet, loud]) {
      opened.clock.advance(10);
      play(opened);
    }
    expect(stateOf(quiet)).toEqual(stateOf(loud));
  });

  it('is told of again, from the very next message, as soon as somebody listens or iterates', async () => {
    const { live, say } = await lookedAt();
    say([99, 1, 1]);
    const heard: unknown[] = [];
    const stop = live.on('bookUpdate', ({ seq }) => heard.push(seq));
    say([98, 1, 1]);
    stop();
    say([97, 1, 1]);
    expect(heard).toEqual([3]);
    const iterator = live[Symbol.asyncIterator]();
    say([96, 1, 1]);
    expect(await iterator.next()).toMatchObject({ value: { type: 'bookSnapshot', replayed: true } });
    expect(await iterator.next()).toMatchObject({ value: { type: 'bookUpdate', seq: 5 } });
  });

  it('keeps its messages for a first reader no longer than 5 s: who comes later begins with a snapshot', async () => {
    const [soon, late] = [await openBook(), await openBook()];
    for (const { clock, say, live } of [soon, late]) {
      clock.advance(4_000);
      say([99, 1, 1]);
      if (live !== late.live) continue;
      clock.advance(2_000);
      say([98, 1, 1]);
      say([97, 1, 1]);
    }
    const types = async ({ live, client }: Opened): Promise<ReadonlyArray<unknown>> => {
      const iterator = live[Symbol.asyncIterator]();
      await client.close();
      const seen: unknown[] = [];
      for await (const message of iterator) seen.push('replayed' in message ? 'replayed' : message.type);
      return seen;
    };
    expect(await types(soon)).toEqual(['bookSnapshot', 'bookUpdate', 'ended']);
    expect(await types(late)).toEqual(['replayed', 'ended']);
  });

  it('is heard in full by whoever hears the whole client', async () => {
    const { client, say } = await lookedAt();
    const iterator = client.messages()[Symbol.asyncIterator]();
    say([99, 1, 1]);
    expect(await iterator.next()).toMatchObject({ value: { type: 'bookUpdate', seq: 2 } });
  });
});
