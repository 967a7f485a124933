import type { ChannelSpec, DataMessage } from '@bitfinex-ws/protocol';
import { createConsumers } from '../consumers.js';
import { disposable } from '../disposable.js';
import { EARLY_BOOK_MS, EARLY_LIMIT } from '../limits.js';
import { createListeners } from '../listeners.js';
import type { QueueConfig, QueueStatus } from '../queue.js';
import type { BookFace, BookFacePorts } from './book-face.js';
import { extended } from './extended.js';
import type { EndedNotice, EndReason, GapNotice, Received, StreamMessage, StreamNotice } from './stream.js';
import type { Subscription, SubscriptionState, SubscriptionStats } from './subscription.js';

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
  readonly standing: () => HandleStanding;
  /** Settles when it is live for the first time, or ended before: then with the reason. */
  readonly ready: Promise<EndReason | null>;
}

/** What a handle knows beside what its face shows. */
interface HandleStanding {
  /** Since when it is in its state, ms. */
  readonly since: number;
  /** When its channel was last heard of, heartbeats included, ms; 0 before the first time. */
  readonly heardAt: number;
  /** The queues of its consumers. */
  readonly queues: ReadonlyArray<QueueStatus>;
}

/** Makes a handle that is pending. */
export const createHandle = (id: string, spec: ChannelSpec, ports: HandlePorts): Handle => {
  type Item = StreamMessage;
  const listeners = createListeners<Item>(ports.onListenerDefect);
  const stats = { messages: 0, duplicates: 0, gaps: 0, resyncs: 0, dropped: 0, lastMessageAt: null as number | null };
  let state: SubscriptionState = 'pending';
  let since = ports.now();
  let broken: GapNotice | null = null;
  // What came before anybody iterated; null once it was handed over, or given up because nobody seems to iterate:
  // from then on it is stats alone.
  let early: Item[] | null = [];
  let earlySince = 0;
  let missed = 0;
  const ended = (reason: EndReason): EndedNotice => ({ type: 'ended', reason, at: ports.now() });

  const onDropped = (count: number): void => void (stats.dropped += count);
  const consumers = createConsumers<Item>(ports.queue, {
    isNotice: (item) => item.type === 'gap' || item.type === 'resynced' || item.type === 'backfill',
    dropped: (count) => ({ type: 'dropped', count }),
    overflowed: (limit) => ended({ _tag: 'QueueOverflowed', limit }),
    refused: (error) => ended(error),
    onDropped,
  });
  const bookFace = ports.createFace({
    ...ports,
    limit: ports.queue.limit,
    onDropped,
  });

  let settleEnded: (reason: EndReason) => void = () => undefined;
  const over = new Promise<EndReason>((resolve) => (settleEnded = resolve));
  let settleReady: (reason: EndReason | null) => void = () => undefined;
  const ready = new Promise<EndReason | null>((resolve) => (settleReady = resolve));

  const keepEarly = (item: Item): void => {
    if (early === null) {
      if (missed > 0) missed++;
      return;
    }
    if (early.length === 0) earlySince = ports.now();
    const isOver = spec.channel === 'book' && ports.now() - earlySince > EARLY_BOOK_MS;
    if (early.length < EARLY_LIMIT && !isOver) {
      early.push(item);
      return;
    }
    // Of a book, whoever comes later than that joins late, and misses nothing by it.
    missed = isOver ? 0 : early.length + 1;
    early = null;
  };
  const hand = (item: Item): void => {
    keepEarly(item);
    consumers.push(item);
    listeners.emit(item);
  };

  /** What a new consumer has missed, as far as it can be had. */
  const catchUp = (push: (item: Item) => void): void => {
    const held = early;
    early = null;
    if (held !== null) return held.forEach(push);
    if (missed > 0) push({ type: 'dropped', count: missed });
    onDropped(missed);
    missed = 0;
    if (broken !== null) push(broken);
    const snapshot = ports.replay();
    if (snapshot !== null) push(snapshot);
  };

  const common: Omit<Subscription, typeof Symbol.asyncDispose> = {
    id,
    spec,
    get state() {
      return state;
    },
    get stats(): SubscriptionStats {
      return { ...stats };
    },
    ended: over,
    unsubscribe: ports.unsubscribe,
    on: listeners.on,
    messages: (options = {}) => consumers.open(options, catchUp),
    [Symbol.asyncIterator]: () => consumers.open({}, catchUp),
  };

  const face = disposable(common, () => ports.unsubscribe());

  return {
    face: bookFace === null ? face : extended(face, bookFace.reads),
    ready,
    standing: () => ({ since, heardAt: ports.heardAt(), queues: consumers.status() }),
    deliver: (message) => {
      stats.messages++;
      stats.lastMessageAt = message.receivedAt;
      hand(message);
      bookFace?.onMessage(message, message.receivedAt);
    },
    onDuplicate: () => void stats.duplicates++,
    onHeartbeat: (at) => bookFace?.onTurn(at),
    wantsMessages: () =>
      early !== null ||
      consumers.any() ||
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
      if (notice.type === 'gap') {
        stats.gaps++;
        broken = notice;
      }
      if (notice.type === 'resynced') {
        stats.resyncs++;
        broken = null;
      }
      hand(notice);
      bookFace?.onTurn(ports.now());
    },
    moveTo: (next) => {
      // What was never live has nothing to recover.
      if (state === 'ended' || (state === 'pending' && next === 'recovering')) return;
      if (state !== next) since = ports.now();
      state = next;
      if (next === 'live') settleReady(null);
    },
    end: (reason) => {
      if (state === 'ended') return;
      state = 'ended';
      since = ports.now();
      const last = ended(reason);
      consumers.end(last);
      bookFace?.onEnd();
      listeners.emit(last);
      listeners.clear();
      settleReady(reason);
      settleEnded(reason);
    },
  };
};
