import { isRight } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import {
  createChangeTracker,
  netChanges,
  type BookUnavailable,
  type BookView,
  type LevelChange,
  type UnavailableReason,
} from '@bitfinex-ws/orderbook';
import type { BookMessage, BookSpec } from '@bitfinex-ws/protocol';
import type { Follower } from './follower.js';
import type { UnavailableNotice } from './latest.js';
import { createPull } from './pull.js';
import type { DroppedNotice } from './stream.js';

/** What a change stream is to carry. */
export interface ChangesOptions {
  /**
   * False: one item a message, with every change. True: each read gets the net changes since the read before, in which a level
   * that came and went does not appear. @default false
   */
  readonly conflate?: boolean;
  /** Items that may wait for a reader; beyond it they are folded into one of net changes. @default the client's `queue.limit` */
  readonly limit?: number;
}

/** One item of `changes()`. The changes of all items, applied in order to nothing, are the book. */
export type ChangesItem =
  /**
   * The levels that changed. The first item has all levels, and so has the first after `unavailable` whatever changed
   * meanwhile: there the list may be empty, and says that the book is back as it was.
   */
  | { readonly type: 'changes'; readonly changes: ReadonlyArray<LevelChange>; readonly at: number }
  | UnavailableNotice
  /** This reader was too slow: so many items were folded into the next one. No level is lost, steps are. */
  | DroppedNotice;

/** What a change stream needs of the book and of the handle around it. */
interface ChangesPorts {
  readonly view: () => E.Either<BookUnavailable, BookView>;
  readonly now: () => number;
  readonly onReleased: () => void;
  readonly onDropped: (count: number) => void;
}

/** Follows a book for a reader that wants to know what changed in it. */
export const followChanges = (
  spec: BookSpec,
  { conflate, limit }: Required<ChangesOptions>,
  ports: ChangesPorts,
): Follower<ChangesItem> => {
  const tracker = createChangeTracker(spec);
  let items: ChangesItem[] = [];
  let folded = 0;
  /** Whether what the tracker holds is the book; false at first and while it can not be read. */
  let whole = false;
  let told: UnavailableReason | null = null;

  /** All that waits as one item; the reader misses steps, and that the book was unreadable for a while. */
  const fold = (): void => {
    const waiting = items.filter((item) => item.type === 'changes');
    const last = items.at(-1);
    if (waiting.length === 0) return;
    const at = waiting.at(-1)?.at ?? 0;
    items = [{ type: 'changes', changes: netChanges(waiting.flatMap(({ changes }) => changes)), at }];
    if (last?.type === 'unavailable') items.push(last);
    folded += waiting.length - 1;
    ports.onDropped(waiting.length - 1);
  };
  const push = (item: ChangesItem): void => {
    items.push(item);
    if (items.length > limit) fold();
  };

  /** Tells that the book can not be read; answers the view where it can. */
  const look = (): BookView | null => {
    const view = ports.view();
    if (isRight(view)) {
      told = null;
      return view.right;
    }
    const { reason, since } = view.left;
    whole = false;
    if (told !== reason) push({ type: 'unavailable', reason, since });
    told = reason;
    return null;
  };
  const catchUp = (view: BookView, at: number): void => {
    const changes = tracker.see(view);
    if (changes.length > 0 || !whole) push({ type: 'changes', changes, at });
    whole = true;
  };
  const step = (message: BookMessage | null, at: number): void => {
    const view = look();
    if (view === null) return;
    if (!whole || message === null || message.type === 'bookSnapshot') return catchUp(view, at);
    if (message.type === 'checksum') return;
    const changes = tracker.take(message);
    if (changes.length > 0) push({ type: 'changes', changes, at });
  };
  const turn = (at: number): void => {
    const view = look();
    if (view !== null && !whole) catchUp(view, at);
  };

  let changed = true;
  let over = false;
  const read = (): ChangesItem | null => {
    if (conflate && changed && !over) {
      changed = false;
      const view = look();
      if (view !== null) catchUp(view, ports.now());
    }
    if (folded > 0) {
      const count = folded;
      folded = 0;
      return { type: 'dropped', count };
    }
    return items.shift() ?? null;
  };
  const pull = createPull(read, ports.onReleased);
  if (!conflate) turn(ports.now());

  return {
    iterator: pull.iterator,
    wantsMessages: !conflate,
    onMessage: (message, at) => {
      changed = true;
      if (!conflate) step(message, at);
      pull.wake();
    },
    onTurn: (at) => {
      changed = true;
      if (!conflate) turn(at);
      pull.wake();
    },
    onEnd: () => {
      over = true;
      pull.end();
    },
  };
};
