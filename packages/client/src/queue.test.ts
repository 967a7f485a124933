import { createQueue, type QueueConfig } from './queue.js';

type Item = number | string;

const open = (config: QueueConfig) => {
  const events: string[] = [];
  const queue = createQueue<Item>(config, {
    isNotice: (item) => item === 'gap' || item === 'resynced',
    dropped: (count) => `dropped ${count}`,
    overflowed: (limit) => `overflow ${limit}`,
    onReleased: () => void events.push('released'),
    onDropped: () => void events.push('dropped'),
  });
  return { ...queue, events };
};
const readAll = async (iterator: AsyncIterable<Item>): Promise<Item[]> => {
  const items: Item[] = [];
  for await (const item of iterator) items.push(item);
  return items;
};

describe('a queue', () => {
  it('delivers in order, then its last item, then ends', async () => {
    const { push, end, iterator } = open({ limit: 10, policy: 'drop-oldest' });
    [1, 2, 3].forEach(push);
    end('ended');
    push(4);
    expect(await readAll(iterator())).toEqual([1, 2, 3, 'ended']);
  });

  it('hands an item at once to whoever waits', async () => {
    const { push, iterator, status } = open({ limit: 1, policy: 'drop-oldest' });
    const waiting = [iterator().next(), iterator().next()];
    push(1);
    push(2);
    expect(await Promise.all(waiting)).toEqual([
      { done: false, value: 1 },
      { done: false, value: 2 },
    ]);
    expect(status()).toEqual({ policy: 'drop-oldest', limit: 1, depth: 0, dropped: 0 });
  });

  it('drops the oldest beyond its limit, and says how many in their place', async () => {
    const { push, end, iterator, events } = open({ limit: 3, policy: 'drop-oldest' });
    for (let item = 1; item <= 5_000; item++) push(item);
    end(null);
    expect(await readAll(iterator())).toEqual(['dropped 4997', 4_998, 4_999, 5_000]);
    expect(events).toHaveLength(4_997);
  });

  it('keeps every notice that had to make room, at its place', async () => {
    const { push, end, iterator } = open({ limit: 2, policy: 'drop-oldest' });
    [1, 'gap', 2, 'resynced', 3, 4, 5].forEach(push);
    end('ended');
    expect(await readAll(iterator())).toEqual([
      'dropped 1',
      'gap',
      'dropped 1',
      'resynced',
      'dropped 1',
      4,
      5,
      'ended',
    ]);
  });

  it('tells who wants the latest alone of every gap before it', async () => {
    const { push, end, iterator, status } = open({ limit: 100, policy: 'latest' });
    [1, 'gap', 2, 'resynced', 3].forEach(push);
    end(null);
    expect(status().dropped).toBe(2);
    expect(await readAll(iterator())).toEqual(['gap', 'resynced', 3]);
  });

  it('says so where even notices came in a flood', async () => {
    const { push, end, iterator, status } = open({ limit: 1, policy: 'latest' });
    for (let turn = 0; turn < 100; turn++) push('gap');
    end(null);
    const items = await readAll(iterator());
    expect([items[0], items.length, status().dropped]).toEqual(['dropped 35', 66, 35]);
  });

  it('keeps the latest alone where that is the policy', async () => {
    const { push, end, iterator } = open({ limit: 100, policy: 'latest' });
    [1, 2, 3].forEach(push);
    end(null);
    expect(await readAll(iterator())).toEqual([3]);
  });

  it('delivers what it holds and ends where it must not drop', async () => {
    const { push, iterator, events } = open({ limit: 2, policy: 'fail' });
    [1, 2, 3, 4].forEach(push);
    expect(await readAll(iterator())).toEqual([1, 2, 'overflow 2']);
    expect(events).toEqual(['dropped', 'released']);
  });

  it('lets go of everything when its consumer breaks out of the loop', async () => {
    const { push, iterator, events, status } = open({ limit: 10, policy: 'drop-oldest' });
    [1, 2, 3].forEach(push);
    for await (const item of iterator()) if (item === 1) break;
    push(4);
    expect([status().depth, events]).toEqual([0, ['released']]);
    expect(await iterator().next()).toEqual({ done: true, value: undefined });
  });
});
