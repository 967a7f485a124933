/// <reference lib="esnext.disposable" preserve="true" />
import type { either as E } from 'fp-ts';
import type { Book } from '@bitfinex-ws/orderbook';
import type {
  BookMessage,
  BookSpec,
  CandleMessage,
  CandlesMessage,
  CandlesSpec,
  ChannelSpec,
  DataMessage,
} from '@bitfinex-ws/protocol';
import type { ClientError } from '../errors.js';
import type { Disposer, OfType } from '../listeners.js';
import type { QueueOptions } from '../options.js';
import type { CandleReads } from './candle-window.js';
import type { ChangesItem, ChangesOptions } from './changes.js';
import type { LatestItem } from './latest.js';
import type { EndReason, StreamMessage } from './stream.js';

/** What every call that takes time can be told. */
export interface CallOptions {
  /** Gives the call up; it answers `Aborted`. */
  readonly signal?: AbortSignal;
  /** How long it may take, ms. @default the client's `callTimeoutMs` */
  readonly timeoutMs?: number;
}

/**
 * Where a subscription stands. `pending`: asked for, not acknowledged yet; `live`: acknowledged; `recovering`: it lost its
 * channel and is being asked for again; `ended`: over, once and for all.
 */
export type SubscriptionState = 'pending' | 'live' | 'recovering' | 'ended';

/** Counts of one subscription since it was made. */
export interface SubscriptionStats {
  /** Data messages of its channel. */
  readonly messages: number;
  /** Trades that came again and were not delivered a second time. */
  readonly duplicates: number;
  readonly gaps: number;
  readonly resyncs: number;
  /** Messages that its iterators had no room for. */
  readonly dropped: number;
  /** When the last data message came, ms; null before the first. */
  readonly lastMessageAt: number | null;
}

/**
 * One subscription. The handle stays the same for life, whatever becomes of the sockets under it.
 *
 * Each iterator has a queue of its own, bounded by the client's `queue` option or by its own; to break out of the loop lets go of the
 * queue, not of the subscription. The first iterator also gets what came since the subscription was made; a later one on a
 * book or candles begins with a snapshot made from what is known, marked `replayed`. So does a subscription that joins the
 * channel of another one, also on trades.
 */
export interface Subscription<out M extends DataMessage = DataMessage, Spec extends ChannelSpec = ChannelSpec>
  extends AsyncIterable<StreamMessage<M>, undefined>, AsyncDisposable {
  readonly id: string;
  readonly spec: Spec;
  readonly state: SubscriptionState;
  readonly stats: SubscriptionStats;
  /** Settles once, with the reason; never rejects. */
  readonly ended: Promise<EndReason>;
  /**
   * Ends the subscription. Where it has ended already, that is fine. `await using` calls it at the end of its block. `SendQueueFull`: it has
   * ended, and the server is told as soon as there is room.
   */
  readonly unsubscribe: (options?: CallOptions) => Promise<E.Either<ClientError, void>>;
  /**
   * Calls back for each message of a type, at once when it comes in. One that throws hurts nobody. Written as a method, so
   * that the handle of one channel may stand where the handle of any channel is wanted.
   */
  on<Type extends StreamMessage<M>['type']>(
    type: Type,
    listener: (message: OfType<StreamMessage<M>, NoInfer<Type>>) => void,
  ): Disposer;
  /**
   * The stream with a queue that this consumer chooses; what it does not say is as in the client's `queue` option, which
   * plain iteration uses. With options that mean nothing its one item is `ended`, which says what is wrong with them.
   */
  readonly messages: (options?: QueueOptions) => AsyncIterableIterator<StreamMessage<M>, undefined>;
  /** As `messages()`, with the queue of the client’s options. */
  readonly [Symbol.asyncIterator]: () => AsyncIterableIterator<StreamMessage<M>, undefined>;
}

/** A live book as a reader sees it. Handles that share a channel share its book. */
export type LiveBook = Pick<Book, 'spec' | 'view' | 'checksum' | 'stats'>;

/** What a subscription to a book has beside its messages. */
export interface BookReads {
  /** Also `stale` once its channel has been silent for the book's `maxAgeMs`: heartbeats keep it young. */
  readonly book: LiveBook;
  /**
   * The newest readable view, each time another one is there to be read; a slow reader misses those in between. That the
   * book can not be read is told once, as `unavailable`. It ends with the subscription.
   */
  readonly latest: () => AsyncIterableIterator<LatestItem, undefined>;
  /**
   * Which levels changed, from what to what; the first item has them all. Each call is a stream of its own, from that moment
   * on; it ends with the subscription.
   */
  readonly changes: (options?: ChangesOptions) => AsyncIterableIterator<ChangesItem, undefined>;
}

/** A subscription to a book channel. */
export interface BookSubscription<out M extends DataMessage = BookMessage, Spec extends BookSpec = BookSpec>
  extends Subscription<M, Spec>, BookReads {}

/** A subscription to a candles channel. */
export interface CandlesSubscription extends Subscription<CandlesMessage | CandleMessage, CandlesSpec>, CandleReads {}
