import { isLeft, left } from '@bitfinex-ws/machine';
import type { Book } from '@bitfinex-ws/orderbook';
import type { BookMessage, DataMessage } from '@bitfinex-ws/protocol';
import { followChanges } from './changes.js';
import type { Follower } from './follower.js';
import { followLatest } from './latest.js';
import { createPull } from './pull.js';
import type { BookReads } from './subscription.js';

/** What the book of a handle needs of the client around it. */
export interface BookFacePorts {
  readonly now: () => number;
  readonly after: (ms: number, fire: () => void) => () => void;
  /** When the channel was last heard of, heartbeats included, ms. */
  readonly heardAt: () => number;
  /** A view of a channel that has been silent for this long, ms, is `stale`. */
  readonly maxAgeMs: number;
  /** Items that may wait for one reader of changes, where it does not say. */
  readonly limit: number;
  readonly onDropped: (count: number) => void;
}

/** The book of one handle: what its user may read, and how its channel keeps its followers posted. */
export interface BookFace {
  readonly reads: BookReads;
  /** Whether anybody follows who needs to see the messages themselves. */
  readonly wantsMessages: () => boolean;
  /** The book has taken a message, or refused it. Null: it was applied without being made, for nobody wanted it. */
  readonly onMessage: (message: DataMessage | null, at: number) => void;
  readonly onTurn: (at: number) => void;
  readonly onEnd: () => void;
}

/** Puts the reader's face on a book: only the channel's own messages change it, and it does not grow old in silence. */
export const createBookFace = (book: Book, ports: BookFacePorts): BookFace => {
  const { spec, checksum, stats } = book;
  let followers: ReadonlyArray<Follower<unknown>> = [];
  let over = false;
  let stopTimer: (() => void) | null = null;

  const view: Book['view'] = () => {
    const own = book.view();
    if (isLeft(own)) return own;
    const oldAt = ports.heardAt() + ports.maxAgeMs;
    return ports.now() < oldAt ? own : left({ _tag: 'BookUnavailable', reason: 'stale', since: oldAt });
  };

  const turn = (at: number): void => {
    for (const follower of followers) follower.onTurn(at);
  };
  /** Silence makes no message that would wake a reader: while there is one, a timer looks when the book would be old. */
  const watchAge = (): void => {
    const now = ports.now();
    const left = ports.heardAt() + ports.maxAgeMs - now;
    if (left <= 0) turn(now);
    stopTimer = ports.after(left > 0 ? left : ports.maxAgeMs, watchAge);
  };
  const settleTimer = (): void => {
    if (followers.length > 0 && stopTimer === null) watchAge();
    if (followers.length > 0) return;
    stopTimer?.();
    stopTimer = null;
  };

  const follow = <A>(make: (onReleased: () => void) => Follower<A>): AsyncIterableIterator<A, undefined> => {
    if (over) return nothing<A>();
    const follower: Follower<A> = make(() => {
      followers = followers.filter((other) => other !== follower);
      settleTimer();
    });
    followers = [...followers, follower];
    settleTimer();
    return follower.iterator;
  };

  return {
    reads: {
      book: { spec, view, checksum, stats },
      latest: () => follow((onReleased) => followLatest(view, onReleased)),
      changes: ({ conflate = false, limit = ports.limit } = {}) =>
        follow((onReleased) =>
          followChanges(spec, { conflate, limit }, { view, now: ports.now, onReleased, onDropped: ports.onDropped }),
        ),
    },
    wantsMessages: () => followers.some((follower) => follower.wantsMessages),
    onMessage: (message, at) => {
      // On the channel of a book nothing else comes.
      for (const follower of followers) follower.onMessage(message as BookMessage | null, at);
    },
    onTurn: turn,
    onEnd: () => {
      over = true;
      for (const follower of followers) follower.onEnd();
      followers = [];
      settleTimer();
    },
  };
};

/** The stream of a handle that is over. */
const nothing = <A>(): AsyncIterableIterator<A, undefined> => {
  const pull = createPull<A>(
    () => null,
    () => undefined,
  );
  pull.end();
  return pull.iterator;
};
