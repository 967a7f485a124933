import { settle } from '@bitfinex-ws/testkit';
import { openBook } from '../../test/live-book.js';
import { reader, shown } from '../../test/reader.js';
import { book, orThrow } from '../index.js';

// CRC-32 of 100:2:101:-3, reckoned with zlib.
const checksum = 1_420_966_277;

describe('latest', () => {
  it('is the newest view alone, and waits where nothing is new', async () => {
    const { client, live, server } = await openBook({ len: 25 });
    const next = reader(live.latest());
    expect(await next()).toBe('bid 100 2');
    expect(await next()).toBe('waiting');
    for (const amount of [3, 4, 5]) server.data(5, [100, 1, amount]);
    expect(await next()).toBe('bid 100 5');
    expect(await next()).toBe('waiting');
    server.data(5, 'hb');
    expect(await next()).toBe('waiting');
    await client.close();
    expect(await next()).toBe('done');
  });

  it('is a valid view also where frames came between the waking of its reader and the reader’s turn', async () => {
    const { client, live, server } = await openBook({ len: 25 });
    const stream = live.latest();
    await stream.next();
    const read = stream.next().then(({ value }) => shown(value));
    await settle();
    server.data(5, [100, 1, 3]);
    server.data(5, [100, 1, 4]);
    expect(await read).toBe('bid 100 4');
    await client.close();
  });

  it('tells once that the book can not be read, and then the view that can', async () => {
    const { client, live, server } = await openBook({ len: 25 });
    const next = reader(live.latest());
    await next();
    server.skip();
    server.data(5, [99, 1, 4]);
    expect(await next()).toBe('gap');
    server.data(5, [99, 0, 1]);
    expect(await next()).toBe('waiting');
    server.data(5, 'cs', checksum);
    expect(await next()).toBe('bid 100 2');
    await client.close();
  });

  it('says so when the book grows old without a frame, and when a heartbeat makes it young again', async () => {
    const { client, clock, live, server } = await openBook({ len: 25, maxAgeMs: 4_000 });
    const next = reader(live.latest());
    await next();
    expect(await next()).toBe('waiting');
    await clock.advanceAsync(3_000);
    server.data(5, 'hb');
    await clock.advanceAsync(3_999);
    expect(await next()).toBe('waiting');
    await clock.advanceAsync(1);
    expect(await next()).toBe('stale');
    await clock.advanceAsync(9_000);
    expect(await next()).toBe('waiting');
    server.data(5, 'hb');
    expect(await next()).toBe('bid 100 2');
    await client.close();
    expect(clock.pending()).toBe(0);
  });

  it('lets go of its timer when its reader leaves, also one that waits', async () => {
    const { client, clock, live } = await openBook({ len: 25 });
    const before = clock.pending();
    const stream = live.latest();
    await stream.next();
    const waiting = stream.next();
    expect(clock.pending()).toBe(before + 1);
    await stream.return?.();
    expect([(await waiting).done, clock.pending()]).toEqual([true, before]);
    expect((await stream.next()).done).toBe(true);
    await client.close();
  });

  it('of a subscription that has ended is over', async () => {
    const { client, live } = await openBook({ len: 25 });
    await live.unsubscribe();
    expect(await reader(live.latest())()).toBe('done');
    expect(await reader(live.changes())()).toBe('done');
    await client.close();
  });

  it('ends with its own handle, not with those that share the book', async () => {
    const { client, live, server } = await openBook({ len: 25 });
    const other = await orThrow(client.subscribe(book('tBTCUSD', { len: 25 })));
    const [mine, theirs] = [reader(live.latest()), reader(other.latest())];
    await Promise.all([mine(), theirs()]);
    await live.unsubscribe();
    server.data(5, [100, 1, 3]);
    expect([await mine(), await theirs()]).toEqual(['done', 'bid 100 3']);
    await client.close();
  });
});
