import { either as E } from 'fp-ts';
import { settle } from '@bitfinex-ws/testkit';
import { book, createClient, orThrow, type BookPolicy } from '../index.js';
import {
  asked,
  listen,
  openBook,
  otherBook,
  reasonOf,
  requests,
  snapshotOf,
  unsubscribed,
} from '../../test/live-book.js';

// CRC-32 of 100:2:101:-3, reckoned with zlib.
const checksum = 1_420_966_277;
const funding = [
  [0.0001, 30, 1, -5],
  [0.0002, 2, 1, 5],
];

describe('a sequence gap', () => {
  it('makes a book of 25 levels unreadable until its next checksum, and nobody is asked', async () => {
    const { client, socket, live, server } = await openBook({ len: 25 });
    const told = listen(live);
    server.skip();
    server.data(5, [99, 1, 1]);
    expect([reasonOf(live.book.view()), live.state]).toEqual(['gap', 'live']);
    server.data(5, [99, 0, 1]);
    server.data(5, 'cs', checksum);
    expect(reasonOf(live.book.view())).toBe('checksum');
    // The snapshot is for who builds on messages: it says what is whole again.
    expect(told).toEqual([
      'gap sequence',
      'bookUpdate',
      'bookUpdate',
      'resynced sequence',
      'bookSnapshot replayed',
      'checksum',
    ]);
    expect([asked(socket), unsubscribed(socket)]).toEqual([1, []]);
    await client.close();
  });

  it('is waited out for ten seconds, then the book is asked again, once', async () => {
    const { client, clock, socket, live, server } = await openBook({ len: 25 });
    server.skip();
    server.data(5, 'hb');
    await clock.advanceAsync(9_000);
    server.skip();
    server.data(5, 'hb');
    await clock.advanceAsync(999);
    expect([reasonOf(live.book.view()), unsubscribed(socket)]).toEqual(['gap', []]);
    await clock.advanceAsync(1);
    expect(unsubscribed(socket)).toEqual([5]);
    server.data(5, 'cs', checksum);
    expect(reasonOf(live.book.view())).toBe('gap');
    await clock.advanceAsync(8_000);
    expect(unsubscribed(socket)).toEqual([5]);
    await client.close();
    expect(clock.pending()).toBe(0);
  });

  it('is waited out also where the channel has been live for long', async () => {
    const { client, clock, socket, live, server } = await openBook({ len: 25 }, { pingIntervalMs: 600_000 });
    for (let beat = 0; beat < 4; beat++) {
      await clock.advanceAsync(14_000);
      server.data(5, 'hb');
    }
    server.skip();
    server.data(5, 'hb');
    await clock.advanceAsync(9_999);
    expect([reasonOf(live.book.view()), unsubscribed(socket)]).toEqual(['gap', []]);
    await clock.advanceAsync(1);
    expect(unsubscribed(socket)).toEqual([5]);
    await client.close();
  });

  it('ends the wait at once with a checksum that differs', async () => {
    const { client, socket, live, server } = await openBook({ len: 25 });
    const told = listen(live);
    server.skip();
    server.data(5, 'cs', checksum + 1);
    expect([reasonOf(live.book.view()), unsubscribed(socket)]).toEqual(['gap', [5]]);
    expect(told).toEqual(['gap sequence', 'checksum']);
    await client.close();
  });

  it('is no reason to ask again because of a deletion that the missing frame may explain', async () => {
    const { client, socket, live, server } = await openBook({ len: 25 });
    server.skip();
    server.data(5, [98, 0, 1]);
    expect([reasonOf(live.book.view()), unsubscribed(socket)]).toEqual(['gap', []]);
    server.data(5, 'cs', checksum);
    expect(reasonOf(live.book.view())).toBe('checksum');
    await client.close();
  });

  it.each([
    ['of length 100', { len: 100 }],
    ['of length 1', { len: 1 }],
    ['of funding', { symbol: 'fUSD', len: 25, rows: funding }],
    ['of orders', { prec: 'R0', len: 25, rows: [[11, 100, 2]] }],
    ['on a connection without checksums', { len: 25, flags: 65_536 }],
  ] as const)('has a book %s asked again at once, for no checksum can clear it', async (_, request) => {
    const { client, socket, live, server } = await openBook(request);
    expect(reasonOf(live.book.view())).toBe('sequence');
    server.skip();
    server.data(5, 'hb');
    expect([reasonOf(live.book.view()), unsubscribed(socket)]).toEqual(['gap', [5]]);
    await client.close();
  });
});

describe('the policy on checksums', () => {
  const cases = [
    ['enforces them in a trading book', {}, {}, 'mismatch'],
    ['only warns in a funding book', { symbol: 'fUSD', rows: funding }, {}, 'sequence'],
    ['is what the client says', {}, { books: { checksums: 'warn' } }, 'sequence'],
    [
      'is what the client says of funding too',
      { symbol: 'fUSD', rows: funding },
      { books: { checksums: 'enforce' } },
      'mismatch',
    ],
    ['is what the book says before that', { checksums: 'enforce' }, { books: { checksums: 'warn' } }, 'mismatch'],
  ] as const;
  it.each(cases)('%s', async (_, request, options, outcome) => {
    const { client, socket, live, server } = await openBook({ len: 25, ...request }, options);
    const errors: string[] = [];
    client.on('bookError', ({ error }) => errors.push(error._tag));
    server.data(5, 'cs', 1);
    expect([reasonOf(live.book.view()), errors]).toEqual([outcome, ['ChecksumMismatch']]);
    expect(unsubscribed(socket)).toEqual(outcome === 'mismatch' ? [5] : []);
    expect(live.book.stats().checksums).toEqual({ matched: 0, mismatched: 1 });
    await client.close();
  });

  it('that means nothing is told by the call', async () => {
    const client = createClient();
    const policy = JSON.parse('{ "checksums": "never", "maxAgeMs": 0 }') as BookPolicy;
    const answer = await client.subscribe(book('tBTCUSD', policy));
    expect(E.isLeft(answer) && answer.left).toMatchObject({
      _tag: 'BadOptions',
      problems: [{ path: 'book.checksums' }, { path: 'book.maxAgeMs' }],
    });
    await client.close();
  });
});

describe('a book in a silent channel', () => {
  it('reads as stale when it is older than its age limit, and a heartbeat makes it young again', async () => {
    const { client, clock, socket, live, server } = await openBook({ len: 25, maxAgeMs: 4_000 });
    const born = clock.now();
    await clock.advanceAsync(3_999);
    expect(reasonOf(live.book.view())).toBe('sequence');
    await clock.advanceAsync(1);
    expect(live.book.view()).toEqual(E.left({ _tag: 'BookUnavailable', reason: 'stale', since: born + 4_000 }));
    server.data(5, 'hb');
    expect([reasonOf(live.book.view()), live.stats.gaps, unsubscribed(socket)]).toEqual(['sequence', 0, []]);
    await client.close();
  });

  it('has the age limit of the client, and each handle its own', async () => {
    const { client, clock, live } = await openBook({ len: 25 }, { books: { maxAgeMs: 2_000 } });
    const patient = await orThrow(client.subscribe(book('tBTCUSD', { maxAgeMs: 10_000 })));
    await clock.advanceAsync(2_000);
    expect([reasonOf(live.book.view()), reasonOf(patient.book.view())]).toEqual(['stale', 'sequence']);
    await client.close();
  });

  it('is stale by default after the silence that has its channel asked again', async () => {
    const opened = await openBook({ len: 25 }, { silenceMs: 20_000, pingIntervalMs: 600_000 });
    const { client, clock, live, server } = opened;
    await otherBook(opened, 6);
    await clock.advanceAsync(1_000);
    server.data(5, 'hb');
    await clock.advanceAsync(15_000);
    server.data(6, 'hb');
    await clock.advanceAsync(4_999);
    expect(reasonOf(live.book.view())).toBe('sequence');
    await clock.advanceAsync(1);
    expect([reasonOf(live.book.view()), live.stats.gaps]).toEqual(['stale', 0]);
    await clock.advanceAsync(4_000);
    expect([reasonOf(live.book.view()), live.stats.gaps]).toEqual(['stale', 1]);
    await client.close();
  });
});

describe('a book that can not be right', () => {
  const unknown = [0.0003, 2, 0, 1];
  it.each([
    ['a funding book that deletes what it does not hold', { symbol: 'fUSD', rows: funding }, [unknown]],
    ['a deletion on the wrong side', {}, [[100, 0, -1]]],
    [
      'a side above its length for a second frame',
      { len: 1 },
      [
        [99, 1, 1],
        [98, 1, 1],
      ],
    ],
  ] as const)('is asked again alone and once: %s', async (_, request, frames) => {
    const opened = await openBook({ len: 25, ...request });
    const { client, socket, live, server } = opened;
    const other = await otherBook(opened, 6);
    const told = listen(live);
    for (const frame of frames) server.data(5, frame);
    for (const frame of frames) server.data(5, frame);
    expect([reasonOf(live.book.view()), unsubscribed(socket)]).toEqual(['desync', [5]]);
    const [first, , again] = await reopen(opened, 7);
    expect({ ...again, subId: null }).toEqual({ ...first, subId: null });
    server.data(7, snapshotOf(request));
    expect(reasonOf(live.book.view())).toBe('sequence');
    expect(told.filter((type) => /gap|resynced/.test(type))).toEqual(['gap desync', 'resynced desync']);
    expect([reasonOf(other.book.view()), other.stats.gaps, asked(socket)]).toEqual(['sequence', 0, 3]);
    await client.close();
  });

  it('is asked again once in a cool-down, however many bad checksums follow each snapshot', async () => {
    const opened = await openBook({ len: 25 }, { resyncCooldownMs: 5_000 });
    const { client, clock, socket, server } = opened;
    for (let wrong = 1; wrong <= 9; wrong++) server.data(5, 'cs', checksum + wrong);
    await reopen(opened, 6);
    server.data(6, snapshotOf({}));
    for (let wrong = 1; wrong <= 9; wrong++) server.data(6, 'cs', checksum + wrong);
    await clock.advanceAsync(4_999);
    expect([asked(socket), unsubscribed(socket)]).toEqual([2, [5]]);
    await clock.advanceAsync(1);
    await reopen(opened, 7);
    expect([asked(socket), unsubscribed(socket)]).toEqual([3, [5, 6]]);
    await client.close();
    expect(clock.pending()).toBe(0);
  });
});

describe('a late handle', () => {
  it('of a book that is broken is told so, and gets the next snapshot as the others do', async () => {
    const opened = await openBook({ len: 25 });
    const { client, live, server } = opened;
    server.data(5, 'cs', checksum + 1);
    const late = client.subscribe(book('tBTCUSD', { len: 25 }));
    await reopen(opened, 6);
    const handle = await orThrow(late);
    expect(reasonOf(handle.book.view())).toBe('mismatch');
    server.data(6, snapshotOf({}));
    expect(reasonOf(handle.book.view())).toBe('sequence');
    await client.close();
    const seen: string[] = [];
    for await (const message of handle)
      seen.push('cause' in message ? `${message.type} ${message.cause}` : message.type);
    expect(seen).toEqual(['gap checksum', 'resynced checksum', 'bookSnapshot', 'ended']);
    expect(live.stats).toMatchObject({ gaps: 1, resyncs: 1 });
  });

  it('of a book in doubt gets a snapshot when the doubt is over', async () => {
    const { client, server } = await openBook({ len: 25 });
    server.skip();
    server.data(5, 'hb');
    const late = await orThrow(client.subscribe(book('tBTCUSD', { len: 25 })));
    server.data(5, 'cs', checksum);
    await client.close();
    const seen: string[] = [];
    for await (const message of late) seen.push('replayed' in message ? `${message.type} replayed` : message.type);
    expect(seen).toEqual(['gap', 'resynced', 'bookSnapshot replayed', 'checksum', 'ended']);
  });
});

/** Answers the unsubscribe and the subscribe that follows it; answers all subscribe requests so far. */
const reopen = async ({ socket }: Awaited<ReturnType<typeof openBook>>, chanId: number) => {
  socket.deliver({ event: 'unsubscribed', status: 'OK', chanId: unsubscribed(socket).at(-1) });
  const subscribes = requests(socket).filter(({ event }) => event === 'subscribe');
  socket.deliver({ ...subscribes.at(-1), event: 'subscribed', chanId });
  await settle();
  return subscribes;
};
