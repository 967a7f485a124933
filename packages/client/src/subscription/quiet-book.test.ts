import { openBook, unsubscribed } from '../../test/live-book.js';
import { reader } from '../../test/reader.js';

// CRC-32 of 100:2:101:-3, reckoned with zlib.
const checksum = 1_420_966_277;

describe('a book whose messages nobody wants', () => {
  /** A reader that has left: nobody may want what came before any more. */
  const openQuiet = async () => {
    const opened = await openBook({ len: 25 });
    await opened.live[Symbol.asyncIterator]().return?.();
    return opened;
  };

  it('is followed all the same', async () => {
    const { client, live, server } = await openQuiet();
    const [newest, net] = [reader(live.latest()), reader(live.changes({ conflate: true }))];
    await Promise.all([newest(), net()]);
    server.data(5, [100, 1, 3]);
    expect([await newest(), await net()]).toEqual(['bid 100 3', 'bid 100: 2 > 3']);
    const each = reader(live.changes());
    await each();
    server.data(5, [100, 1, 4]);
    expect([await newest(), await net(), await each()]).toEqual(['bid 100 4', 'bid 100: 3 > 4', 'bid 100: 3 > 4']);
    await client.close();
  });

  it('is in doubt after a gap, and comes back with its checksum', async () => {
    const { client, live, server } = await openQuiet();
    const next = reader(live.latest());
    await next();
    server.skip();
    server.data(5, [99, 1, 1]);
    expect(await next()).toBe('gap');
    server.data(5, [99, 0, 1]);
    server.data(5, 'cs', checksum);
    expect([await next(), live.stats.gaps, live.stats.resyncs]).toEqual(['bid 100 2', 1, 1]);
    await client.close();
  });

  it('has its checksums enforced', async () => {
    const { client, socket, live, server } = await openQuiet();
    const next = reader(live.latest());
    await next();
    server.data(5, 'cs', checksum + 1);
    expect([await next(), unsubscribed(socket), live.stats.gaps]).toEqual(['mismatch', [5], 1]);
    await client.close();
  });
});
