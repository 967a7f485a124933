/** What happens when a consumer's queue is full. */
export type QueuePolicy =
  /** The oldest message makes room; the consumer is told how many went. */
  | 'drop-oldest'
  /** Only the newest message is kept, whatever the limit. */
  | 'latest'
  /** What is queued is still delivered, then the iterator ends. */
  | 'fail';

/** The queue of one consumer, as it is in force. */
export interface QueueConfig {
  /** Messages that may wait for one consumer. */
  readonly limit: number;
  readonly policy: QueuePolicy;
}

/** What a queue has to know of its items. */
interface QueueTraits<A> {
  /** Tells of continuity: if it must make room, the newest such item is kept aside and delivered. */
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
export interface Queue<A> {
  readonly push: (item: A) => void;
  /** Delivers what is queued, then `last`, then ends. */
  readonly end: (last: A | null) => void;
  readonly size: () => number;
  readonly iterator: () => AsyncIterableIterator<A, undefined>;
}

type Result<A> = IteratorResult<A, undefined>;

/** Slots behind the head are given back once this many are empty. */
const COMPACT_AT = 1_024;

/** Makes an empty queue. What it does when it is full, its policy says. */
export const createQueue = <A>(config: QueueConfig, traits: QueueTraits<A>): Queue<A> => {
  const limit = config.policy === 'latest' ? 1 : config.limit;
  let items: A[] = [];
  let head = 0;
  let droppedHere = 0;
  let keptNotice: A | null = null;
  let condition: 'open' | 'ending' | 'released' = 'open';
  const waiting: Array<(result: Result<A>) => void> = [];

  const release = (): void => {
    if (condition === 'released') return;
    condition = 'released';
    traits.onReleased();
  };
  const take = (): A => {
    const item = items[head] as A;
    head++;
    if (head >= COMPACT_AT && head * 2 >= items.length) {
      items = items.slice(head);
      head = 0;
    }
    return item;
  };
  const dropOldest = (): void => {
    const item = take();
    if (traits.isNotice(item)) {
      keptNotice = item;
      return;
    }
    // Who asked for the latest alone does not want to hear of the others.
    if (config.policy !== 'latest') droppedHere++;
    traits.onDropped(1);
  };
  const settleWaiting = (item: A): boolean => {
    const waiter = waiting.shift();
    waiter?.({ done: false, value: item });
    return waiter !== undefined;
  };
  const finishWaiting = (): void => {
    for (const waiter of waiting.splice(0)) waiter({ done: true, value: undefined });
  };
  const end = (last: A | null): void => {
    if (condition !== 'open') return;
    condition = 'ending';
    if (last !== null && !settleWaiting(last)) items.push(last);
    finishWaiting();
  };

  const push = (item: A): void => {
    if (condition !== 'open' || settleWaiting(item)) return;
    if (items.length - head < limit) {
      items.push(item);
      return;
    }
    if (config.policy === 'fail') {
      traits.onDropped(1);
      end(traits.overflowed(limit));
      release();
      return;
    }
    dropOldest();
    items.push(item);
  };

  const next = (): Promise<Result<A>> => {
    if (droppedHere > 0) {
      const count = droppedHere;
      droppedHere = 0;
      return Promise.resolve({ done: false, value: traits.dropped(count) });
    }
    if (keptNotice !== null) {
      const notice = keptNotice;
      keptNotice = null;
      return Promise.resolve({ done: false, value: notice });
    }
    if (head < items.length) return Promise.resolve({ done: false, value: take() });
    if (condition !== 'open') return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => waiting.push(resolve));
  };

  const iterator: AsyncIterableIterator<A, undefined> = {
    next,
    return: () => {
      items = [];
      head = 0;
      droppedHere = 0;
      keptNotice = null;
      release();
      finishWaiting();
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]: () => iterator,
  };

  return { push, end, size: () => items.length - head, iterator: () => iterator };
};
