import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { createQueue, type QueuePolicy } from './queue.js';

type Item =
  | { readonly type: 'data'; readonly n: number }
  | { readonly type: 'notice'; readonly n: number }
  | { readonly type: 'dropped'; readonly count: number }
  | { readonly type: 'overflowed' };

const open = (policy: QueuePolicy, limit: number) => {
  const told = { dropped: 0, released: 0 };
  const queue = createQueue<Item>(
    { policy, limit },
    {
      isNotice: ({ type }) => type === 'notice',
      dropped: (count) => ({ type: 'dropped', count }),
      overflowed: () => ({ type: 'overflowed' }),
      onReleased: () => void told.released++,
      onDropped: (count) => void (told.dropped += count),
    },
  );
  return { queue, told, iterator: queue.iterator() };
};

/** What a producer and a reader do, in any order: nobody waits for anybody. */
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('push' as const), burst: fc.integer({ min: 1, max: 40 }) }) },
    { weight: 2, arbitrary: fc.constant({ do: 'notice' as const }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('read' as const), burst: fc.integer({ min: 1, max: 30 }) }) },
  ),
  { maxLength: 120 },
);
const seed = { seed: 20_260, numRuns: 300 };

/** Reads as many as there are, at most `most`; a read that finds nothing is not begun. */
const read = async (iterator: AsyncIterator<Item, undefined>, depth: () => number, most: number): Promise<Item[]> => {
  const items: Item[] = [];
  while (items.length < most && depth() > 0) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    items.push(value);
  }
  return items;
};
const numbered = (items: ReadonlyArray<Item>): number[] => items.flatMap((item) => ('n' in item ? [item.n] : []));

describe.each<QueuePolicy>(['drop-oldest', 'latest', 'fail'])('a queue under %s, whatever happens', (policy) => {
  it('delivers in order, and what it delivered and what it dropped is all that was pushed', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 25 }), async (walk, limit) => {
        const { queue, told, iterator } = open(policy, limit);
        const depth = (): number => queue.status().depth;
        const got: Item[] = [];
        let pushed = 0;
        for (const step of walk) {
          if (step.do === 'read') got.push(...(await read(iterator, depth, step.burst)));
          else if (step.do === 'notice') queue.push({ type: 'notice', n: pushed++ });
          else for (let left = step.burst; left > 0; left--) queue.push({ type: 'data', n: pushed++ });
          // `fail` may have room for one more: what says that it failed.
          expect(depth()).toBeLessThanOrEqual((policy === 'latest' ? 1 : limit) + 1);
          if (told.released > 0) break;
        }
        queue.end(null);
        for await (const item of iterator) got.push(item);

        const order = numbered(got);
        expect(order).toEqual([...order].sort((a, b) => a - b));
        expect(new Set(order).size).toBe(order.length);
        expect(queue.status().dropped).toBe(told.dropped);
        if (policy === 'fail') {
          // Everything up to the one for which there was no room, and then why.
          expect(order).toEqual(order.map((_, index) => index));
          expect(got.some(({ type }) => type === 'overflowed')).toBe(told.dropped > 0);
          if (told.dropped > 0) expect(got.at(-1)).toEqual({ type: 'overflowed' });
        } else {
          expect(order.length + told.dropped).toBe(pushed);
        }
        if (policy === 'drop-oldest') {
          const said = got.reduce((sum, item) => sum + (item.type === 'dropped' ? item.count : 0), 0);
          expect(said).toBe(told.dropped);
        }
      }),
      seed,
    );
  });

  it('loses no notice of continuity, as long as they do not come in a flood', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 60 }), async (kinds) => {
        const { queue, iterator } = open(policy, policy === 'fail' ? 60 : 3);
        kinds.forEach((isNotice, n) => queue.push({ type: isNotice ? 'notice' : 'data', n }));
        queue.end(null);
        const got: Item[] = [];
        for await (const item of iterator) got.push(item);
        const notices = got.filter(({ type }) => type === 'notice');
        expect(numbered(notices)).toEqual(kinds.flatMap((isNotice, n) => (isNotice ? [n] : [])));
      }),
      seed,
    );
  });
});

describe('the place at which messages are missing', () => {
  it('is where the reader is told of it: the numbers go on behind it by exactly as many', async () => {
    const { queue, iterator } = open('drop-oldest', 5);
    let n = 0;
    let expected = 0;
    for (let turn = 1; turn <= 50; turn++) {
      for (let burst = 0; burst < turn % 13; burst++) queue.push({ type: turn % 7 === 0 ? 'notice' : 'data', n: n++ });
      for (const item of await read(iterator, () => queue.status().depth, turn % 5)) {
        if (item.type === 'dropped') expected += item.count;
        else if ('n' in item) expect(item.n).toBe(expected++);
      }
    }
    expect(expected).toBeGreaterThan(100);
  });
});

describe('a reader that stands still', () => {
  // 100,000 messages a second for a minute, by number instead of by time.
  const MESSAGES = 6_000_000;

  it.each<QueuePolicy>(['drop-oldest', 'latest'])('costs no memory beyond its limit under %s', async (policy) => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const limit = 10_000;
    const { queue, iterator } = open(policy, limit);
    for (let n = 0; n < limit; n++) queue.push({ type: 'data', n });
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let n = limit; n < MESSAGES; n++) queue.push({ type: 'data', n });
    collect();
    const grown = (process.memoryUsage().heapUsed - before) / 2 ** 20;
    expect(grown).toBeLessThan(4);
    const kept = policy === 'latest' ? 1 : limit;
    expect(queue.status()).toMatchObject({ depth: kept, dropped: MESSAGES - kept });
    if (policy === 'drop-oldest') {
      expect(await iterator.next()).toEqual({ done: false, value: { type: 'dropped', count: MESSAGES - kept } });
    }
    expect(await iterator.next()).toEqual({ done: false, value: { type: 'data', n: MESSAGES - kept } });
  });
});
