import { NOTICES_KEPT } from './limits.js';
import { createRing } from './ring.js';

/** What happens when a consumer's queue is full. */
export type QueuePolicy =
  /** The oldest message makes room; the consumer is told how many went, at their place. */
  | 'drop-oldest'
  /** Only the newest message is kept, whatever the limit. How many went is counted and not told. */
  | 'latest'
  /** What is queued is still delivered, then the iterator ends and says why. */
  | 'fail';

/** The queue of one consumer, as it is in force. */
export interface QueueConfig {
  /** Messages that may wait for one consumer. */
  readonly limit: number;
  readonly policy: QueuePolicy;
}

/** How the queue of one consumer stands. */
export interface QueueStatus extends QueueConfig {
  /** Messages that wait. */
  readonly depth: number;
  /** Messages that it had no room for, since it was opened. */
  readonly dropped: number;
}

/** What a queue has to know of its items. */
export interface QueueTraits<A> {
  /** Tells of continuity: where it must make room it is kept aside, and delivered at its place. */
  readonly isNotice: (item: A) => boolean;
  /** The item that tells a consumer how many were dropped at this place. */
  readonly dropped: (count: number) => A;
  /** The item that ends an iterator whose queue ran over. */
  readonly overflowed: (limit: number) => A;
  /** Called once, when nothing will be pushed any more: it ran over, or its consumer left. */
  readonly onReleased: () => void;
  readonly onDropped: (count: number) => void;
}

/** A bounded queue between one producer that does not wait and one consumer that does. */
interface Queue<A> {
  readonly push: (item: A) => void;
  /** Delivers what is queued, then `last`, then ends. */
  readonly end: (last: A | null) => void;
  readonly status: () => QueueStatus;
  readonly iterator: () => AsyncIterableIterator<A, undefined>;
}

type Result<A> = IteratorResult<A, undefined>;

/** What went before the oldest item that waits: so many dropped, and then a notice that was kept. */
interface Aside<A> {
  dropped: number;
  notice: { readonly item: A } | null;
}

/** Makes an empty queue. What it does when it is full, its policy says; what it drops it counts. */
export const createQueue = <A>(config: QueueConfig, traits: QueueTraits<A>): Queue<A> => {
  const limit = config.policy === 'latest' ? 1 : config.limit;
  const items = createRing<A>();
  const waiting = createRing<(result: Result<A>) => void>();
  let aside: Array<Aside<A>> = [];
  let dropped = 0;
  let condition: 'open' | 'ending' | 'released' = 'open';

  const release = (): void => {
    if (condition === 'released') return;
    condition = 'released';
    traits.onReleased();
  };
  const countDropped = (): void => {
    dropped++;
    traits.onDropped(1);
  };

  const setAside = (notice: { readonly item: A }): void => {
    const last = aside.at(-1);
    if (last?.notice === null) last.notice = notice;
    else aside.push({ dropped: 0, notice });
    const [first, second] = aside;
    if (aside.length <= NOTICES_KEPT || first === undefined || second === undefined) return;
    // Notices come in a flood as well: the oldest then counts among what was dropped, and that is told.
    countDropped();
    second.dropped += first.dropped + 1;
    aside.shift();
  };
  const dropOldest = (): void => {
    const item = items.shift() as A;
    if (traits.isNotice(item)) return setAside({ item });
    countDropped();
    // Who asked for the latest alone does not want to hear of the others.
    if (config.policy === 'latest') return;
    const last = aside.at(-1);
    if (last?.notice === null) last.dropped++;
    else aside.push({ dropped: 1, notice: null });
  };

  const settleWaiting = (item: A): boolean => {
    const waiter = waiting.shift();
    waiter?.({ done: false, value: item });
    return waiter !== undefined;
  };
  const finishWaiting = (): void => {
    for (let waiter = waiting.shift(); waiter; waiter = waiting.shift()) waiter({ done: true, value: undefined });
  };
  const end = (last: A | null): void => {
    if (condition !== 'open') return;
    condition = 'ending';
    if (last !== null && !settleWaiting(last)) items.push(last);
    finishWaiting();
  };

  const push = (item: A): void => {
    if (condition !== 'open' || settleWaiting(item)) return;
    if (items.size() >= limit) {
      if (config.policy === 'fail') {
        countDropped();
        end(traits.overflowed(limit));
        return release();
      }
      dropOldest();
    }
    items.push(item);
  };

  const takeAside = (): A | null => {
    const [first] = aside;
    if (first === undefined) return null;
    const count = first.dropped;
    first.dropped = 0;
    if (count === 0 || first.notice === null) aside.shift();
    return count > 0 ? traits.dropped(count) : (first.notice?.item ?? null);
  };
  const next = (): Promise<Result<A>> => {
    const value = takeAside() ?? items.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (condition !== 'open') return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => waiting.push(resolve));
  };

  const iterator: AsyncIterableIterator<A, undefined> = {
    next,
    return: () => {
      items.clear();
      aside = [];
      release();
      finishWaiting();
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]: () => iterator,
  };

  return {
    push,
    end,
    status: () => ({ policy: config.policy, limit, depth: items.size(), dropped }),
    iterator: () => iterator,
  };
};
