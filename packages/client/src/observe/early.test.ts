import { createFakeClock, createFakeNetwork, settle } from '@bitfinex-ws/testkit';
import { book, createClient, orThrow, trades, type BookSubscription } from '../index.js';
import { asked, listen, reasonOf, requests, unsubscribed } from '../../test/live-book.js';
import { createEarly } from './early.js';

const ROWS = [
  [100, 1, 2],
  [101, 1, -3],
];
const MATCHING = 1420966277;

/** A client that has asked for a book and waits; `data` numbers its frames. */
const asking = async () => {
  const network = createFakeNetwork();
  const client = createClient({ transport: network.factory, clock: createFakeClock(), random: () => 0 });
  const answer = client.subscribe(book('tBTCUSD'));
  const socket = network.latest();
  socket.open();
  socket.deliver({ event: 'info', version: 2 });
  socket.deliver({ event: 'conf', status: 'OK', flags: 196_608 });
  await settle();
  let seq = 0;
  const data = (...frame: ReadonlyArray<unknown>): void => socket.deliver([...frame, ++seq]);
  const acknowledge = async (): Promise<BookSubscription> => {
    socket.deliver({ ...requests(socket).at(-1), event: 'subscribed', chanId: 5 });
    return orThrow(answer);
  };
  const refuseAsDuplicate = async (): Promise<BookSubscription> => {
    const { event: _event, ...request } = requests(socket).at(-1) ?? {};
    socket.deliver({ ...request, event: 'error', code: 10_301, msg: 'subscribe: dup', chanId: 5 });
    return orThrow(answer);
  };
  return { client, socket, data, acknowledge, refuseAsDuplicate, skip: (): void => void seq++ };
};

describe('data before the acknowledgement', () => {
  it('is not lost: the book is there with it', async () => {
    const { client, data, acknowledge } = await asking();
    data(5, ROWS);
    data(5, 'hb');
    data(5, 'cs', MATCHING);
    const live = await acknowledge();
    expect(reasonOf(live.book.view())).toBe('checksum');
    expect(live.stats).toMatchObject({ messages: 2, gaps: 0 });
    expect(client.status().counters.unrouted).toBe(0);
    data(5, [100, 0, 1]);
    expect(live.stats.messages).toBe(3);
  });

  it('is not lost where `dup` comes in place of the acknowledgement, nor is what follows', async () => {
    const { socket, data, refuseAsDuplicate } = await asking();
    data(5, ROWS);
    const live = await refuseAsDuplicate();
    data(5, 'cs', MATCHING);
    expect([live.state, reasonOf(live.book.view()), asked(socket)]).toEqual(['live', 'checksum', 1]);
  });

  it('is asked for again at once where a frame of it went missing', async () => {
    const { socket, data, acknowledge, skip } = await asking();
    data(5, ROWS);
    skip();
    data(5, [100, 2, 4]);
    const live = await acknowledge();
    expect(unsubscribed(socket)).toEqual([5]);
    socket.deliver({ event: 'unsubscribed', status: 'OK', chanId: 5 });
    socket.deliver({ ...requests(socket).at(-1), event: 'subscribed', chanId: 6 });
    const told = listen(live);
    data(6, ROWS);
    data(6, 'cs', MATCHING);
    expect(told).toEqual(['resynced asked', 'bookSnapshot', 'checksum']);
    expect(reasonOf(live.book.view())).toBe('checksum');
  });

  it('keeps trades in order', async () => {
    const { client, socket, data } = await asking();
    const answer = client.subscribe(trades('tBTCUSD'));
    data(9, [[11, 1_000, 1, 100]]);
    data(9, 'te', [12, 1_001, 1, 100]);
    socket.deliver({ ...requests(socket).at(-1), event: 'subscribed', chanId: 9 });
    const live = await orThrow(answer);
    data(9, 'te', [13, 1_002, 1, 100]);
    await live.unsubscribe({ timeoutMs: 1 });
    const types: string[] = [];
    for await (const { type } of live) types.push(type);
    expect(types.slice(0, 3)).toEqual(['trades', 'te', 'te']);
  });
});

describe('the store of what came early', () => {
  it('gives everything or nothing, once', () => {
    const early = createEarly();
    early.keep(5, 'a', 1);
    early.keep(6, 'b', 2);
    early.spoil(6);
    expect([early.take(5), early.take(5), early.take(6)]).toEqual([[{ frame: 'a', at: 1 }], [], null]);
  });
  it('copies bytes, and holds no more of a channel than its bound', () => {
    const early = createEarly();
    const bytes = new Uint8Array([1, 2, 3]);
    early.keep(5, bytes, 1);
    bytes[0] = 9;
    for (let at = 0; at < 2_000; at++) early.keep(6, 'x', at);
    expect([early.take(5)?.[0]?.frame, early.take(6)]).toEqual([new Uint8Array([1, 2, 3]), null]);
  });
});
