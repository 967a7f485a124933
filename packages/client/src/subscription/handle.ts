import type { ChannelSpec, DataMessage } from '@bitfinex-ws/protocol';
import { EARLY_LIMIT } from '../limits.js';
import { createListeners } from '../listeners.js';
import { isBookMessage } from '../observe/inbound.js';
import { createQueue, type Queue, type QueueConfig } from '../queue.js';
import type { BookFace, BookFacePorts } from './book-face.js';
import type { EndReason, Received, StreamMessage, StreamNotice } from './stream.js';
import type { BookSubscription, Subscription, SubscriptionState, SubscriptionStats } from './subscription.js';

/** What a handle needs of the client around it. */
interface HandlePorts extends Pick<BookFacePorts, 'now' | 'after' | 'heardAt' | 'maxAgeMs'> {
  readonly queue: QueueConfig;
  /** Makes what reads the book of its channel; null for channels without one. */
  readonly createFace: (ports: BookFacePorts) => BookFace | null;
  /** What is known of the channel as a message, for an iterator that joins late; null where there is nothing to tell. */
  readonly replay: () => Received<DataMessage> | null;
  readonly unsubscribe: Subscription['unsubscribe'];
  readonly onListenerDefect: (defect: unknown, type: string) => void;
}

/** The inside of a subscription: what the channel tells it, and the face that the user holds. */
export interface Handle {
  readonly face: Subscription;
  readonly deliver: (message: Received<DataMessage>) => void;
  /** Whether anybody waits for messages of its book: an iterator, a listener, or whoever may iterate first. */
  readonly wantsMessages: () => boolean;
  /** A message of its book came in that nobody wanted, and was not made. */
  readonly count: (at: number) => void;
  /** A message came in that had been delivered before, and is not delivered again. */
  readonly onDuplicate: () => void;
  readonly notice: (notice: StreamNotice) => void;
  /** The channel sent a heartbeat: a book that had grown old is young again. */
  readonly onHeartbeat: (at: number) => void;
  readonly moveTo: (state: Exclude<SubscriptionState, 'ended'>) => void;
  /** Ends it once; further calls do nothing. */
  readonly end: (reason: EndReason) => void;
  /** Settles when it is live for the first time, or ended before: then with the reason. */
  readonly ready: Promise<EndReason | null>;
}

/** Makes a handle that is pending. */
export const createHandle = (id: string, spec: ChannelSpec, ports: HandlePorts): Handle => {
  type Item = StreamMessage;
  const listeners = createListeners<Item>(ports.onListenerDefect);
  const stats = { messages: 0, duplicates: 0, gaps: 0, resyncs: 0, dropped: 0, lastMessageAt: null as number | null };
  let state: SubscriptionState = 'pending';
  let queues: ReadonlyArray<Queue<Item>> = [];
  let ending: StreamNotice | null = null;
  // What came before anybody iterated; null once it was handed over, or given up because nobody seems to iterate:
  // from then on it is stats alone.
  let early: Item[] | null = [];
  let missed = 0;

  const bookFace = ports.createFace({
    ...ports,
    limit: ports.queue.limit,
    onDropped: (count) => void (stats.dropped += count),
  });

  let settleEnded: (reason: EndReason) => void = () => undefined;
  const ended = new Promise<EndReason>((resolve) => (settleEnded = resolve));
  let settleReady: (reason: EndReason | null) => void = () => undefined;
  const ready = new Promise<EndReason | null>((resolve) => (settleReady = resolve));

  const keepEarly = (item: Item): void => {
    if (early === null) {
      if (missed > 0) missed++;
      return;
    }
    if (early.length < EARLY_LIMIT) {
      early.push(item);
      return;
    }
    missed = early.length + 1;
    early = null;
  };
  const hand = (item: Item): void => {
    keepEarly(item);
    for (const queue of queues) queue.push(item);
    listeners.emit(item);
  };

  const openQueue = (): Queue<Item> => {
    const queue: Queue<Item> = createQueue<Item>(ports.queue, {
      isNotice: (item) => item.type === 'gap' || item.type === 'resynced' || item.type === 'backfill',
      dropped: (count) => ({ type: 'dropped', count }),
      overflowed: (limit) => ({ type: 'ended', reason: { _tag: 'QueueOverflowed', limit }, at: ports.now() }),
      onReleased: () => (queues = queues.filter((other) => other !== queue)),
      onDropped: (count) => void (stats.dropped += count),
    });
    return queue;
  };
  const iterate = (): AsyncIterableIterator<Item, undefined> => {
    const queue = openQueue();
    queues = [...queues, queue];
    const held = early;
    early = null;
    if (held !== null) for (const item of held) queue.push(item);
    else {
      if (missed > 0) queue.push({ type: 'dropped', count: missed });
      missed = 0;
      const snapshot = ports.replay();
      if (snapshot !== null) queue.push(snapshot);
    }
    if (ending !== null) queue.end(ending);
    return queue.iterator();
  };

  const common: Subscription = {
    id,
    spec,
    get state() {
      return state;
    },
    get stats(): SubscriptionStats {
      return { ...stats };
    },
    ended,
    unsubscribe: ports.unsubscribe,
    on: listeners.on,
    [Symbol.asyncIterator]: iterate,
  };

  return {
    face: bookFace === null ? common : withBook(common, bookFace.reads),
    ready,
    deliver: (message) => {
      stats.messages++;
      stats.lastMessageAt = message.receivedAt;
      hand(message);
      if (isBookMessage(message)) bookFace?.onMessage(message, message.receivedAt);
    },
    onDuplicate: () => void stats.duplicates++,
    onHeartbeat: (at) => bookFace?.onTurn(at),
    wantsMessages: () =>
      early !== null ||
      queues.length > 0 ||
      listeners.has('bookUpdate') ||
      listeners.has('checksum') ||
      bookFace?.wantsMessages() === true,
    count: (at) => {
      stats.messages++;
      stats.lastMessageAt = at;
      if (missed > 0) missed++;
      bookFace?.onMessage(null, at);
    },
    notice: (notice) => {
      if (notice.type === 'gap') stats.gaps++;
      if (notice.type === 'resynced') stats.resyncs++;
      hand(notice);
      bookFace?.onTurn(ports.now());
    },
    moveTo: (next) => {
      // What was never live has nothing to recover.
      if (state === 'ended' || (state === 'pending' && next === 'recovering')) return;
      state = next;
      if (next === 'live') settleReady(null);
    },
    end: (reason) => {
      if (state === 'ended') return;
      state = 'ended';
      ending = { type: 'ended', reason, at: ports.now() };
      for (const queue of queues) queue.end(ending);
      queues = [];
      bookFace?.onEnd();
      listeners.emit(ending);
      listeners.clear();
      settleReady(reason);
      settleEnded(reason);
    },
  };
};

/** The same face with the book and what follows it. Its getters stay getters. */
const withBook = (face: Subscription, reads: BookFace['reads']): BookSubscription =>
  Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(face), ...Object.getOwnPropertyDescriptors(reads) },
  ) as BookSubscription;
