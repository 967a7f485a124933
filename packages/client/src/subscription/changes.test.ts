import { settle } from '@bitfinex-ws/testkit';
import { openBook, snapshotOf, unsubscribed } from '../../test/live-book.js';
import { reader } from '../../test/reader.js';

// CRC-32 of 100:2:101:-3, reckoned with zlib.
const checksum = 1_420_966_277;

describe('changes', () => {
  it('begin with all levels and tell each change after that', async () => {
    const { client, live, server } = await openBook({ len: 25 });
    const next = reader(live.changes());
    for (const row of [
      [100, 1, 3],
      [100, 2, 3],
      [100, 2, 3],
      [99, 1, 1],
      [99, 0, 1],
    ])
      server.data(5, row);
    expect(await next()).toBe('bid 100: - > 2, ask 101: - > -3');
    expect([await next(), await next(), await next(), await next()]).toEqual([
      'bid 100: 2 > 3',
      'bid 100: 3 > 3',
      'bid 99: - > 1',
      'bid 99: 1 > -',
    ]);
    expect(await next()).toBe('waiting');
    await client.close();
    expect(await next()).toBe('done');
  });

  it('that are conflated tell what differs since the last read', async () => {
    const { client, live, server } = await openBook({ len: 25 });
    const next = reader(live.changes({ conflate: true }));
    expect(await next()).toBe('bid 100: - > 2, ask 101: - > -3');
    for (const row of [
      [100, 1, 3],
      [99, 1, 1],
      [100, 1, 4],
      [99, 0, 1],
    ])
      server.data(5, row);
    expect(await next()).toBe('bid 100: 2 > 4');
    server.data(5, [98, 1, 1]);
    server.data(5, [98, 0, 1]);
    expect(await next()).toBe('waiting');
    server.data(5, [101, 0, -1]);
    expect(await next()).toBe('ask 101: -3 > -');
    await client.close();
  });

  it.each([false, true])(
    'over a gap tell that the book is away, and what differs when it is back (conflated: %s)',
    async (conflate) => {
      const { client, socket, live, server } = await openBook({ len: 100 });
      const next = reader(live.changes({ conflate }));
      await next();
      server.data(5, 'cs', checksum + 1);
      expect(await next()).toBe('mismatch');
      server.data(5, [100, 1, 77]);
      socket.deliver({ event: 'unsubscribed', status: 'OK', chanId: unsubscribed(socket).at(-1) });
      socket.deliver({ ...(JSON.parse(socket.sent.at(-1) ?? '') as object), event: 'subscribed', chanId: 6 });
      await settle();
      expect(await next()).toBe('waiting');
      server.data(6, [
        [100, 1, 5],
        [102, 1, -3],
      ]);
      expect(await next()).toBe('ask 101: -3 > -, bid 100: 2 > 5, ask 102: - > -3');
      await client.close();
    },
  );

  it('say that the book is back where nothing changed meanwhile', async () => {
    const { client, live, server } = await openBook({ len: 25 });
    const next = reader(live.changes());
    await next();
    server.skip();
    server.data(5, 'hb');
    expect(await next()).toBe('gap');
    server.data(5, 'cs', checksum);
    expect([await next(), await next()]).toEqual(['', 'waiting']);
    await client.close();
  });

  it('begin with the reason where the book can not be read yet', async () => {
    const { client, live, server } = await openBook({ len: 100 });
    server.data(5, 'cs', checksum + 1);
    const next = reader(live.changes());
    expect([await next(), await next()]).toEqual(['mismatch', 'waiting']);
    await client.close();
  });

  it('for a reader that is too slow are folded and counted: steps are lost, no level is', async () => {
    const { client, live, server } = await openBook({ len: 25 });
    const next = reader(live.changes({ limit: 4 }));
    for (let amount = 1; amount <= 10; amount++) server.data(5, [99, 1, amount]);
    server.data(5, [100, 0, 1]);
    // The first item and eleven more came, and eight of them made room.
    expect([await next(), await next()]).toEqual(['dropped 8', 'bid 100: - > 2, ask 101: - > -3, bid 99: - > 8']);
    expect([await next(), await next(), await next()]).toEqual(['bid 99: 8 > 9', 'bid 99: 9 > 10', 'bid 100: 2 > -']);
    expect(await next()).toBe('waiting');
    expect(live.stats.dropped).toBe(8);
    await client.close();
  });

  it('that are folded still say that the book is away', async () => {
    const { client, live, server } = await openBook({ len: 25 });
    const next = reader(live.changes({ limit: 1 }));
    server.data(5, [99, 1, 4]);
    server.skip();
    server.data(5, 'hb');
    expect([await next(), await next(), await next()]).toEqual([
      'dropped 1',
      'bid 100: - > 2, ask 101: - > -3, bid 99: - > 4',
      'gap',
    ]);
    await client.close();
  });

  it('tell of a later snapshot only what differs', async () => {
    const { client, live, server } = await openBook({ len: 25 });
    const next = reader(live.changes());
    await next();
    server.data(5, [...snapshotOf({}), [98, 1, 1]]);
    expect([await next(), await next()]).toEqual(['bid 98: - > 1', 'waiting']);
    await client.close();
  });
});
