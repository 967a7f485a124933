import { isLeft } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { BookUnavailable, BookView, UnavailableReason } from '@bitfinex-ws/orderbook';
import type { Follower } from './follower.js';
import { createPull } from './pull.js';

/** The book turned unreadable; told once for each reason. */
export interface UnavailableNotice {
  readonly type: 'unavailable';
  readonly reason: UnavailableReason;
  /** ms. */
  readonly since: number;
}

/** One item of `latest()`. */
export type LatestItem =
  /** The newest view. Read it before the next `await`: it is valid until the next frame, as every view. */
  { readonly type: 'view'; readonly view: BookView } | UnavailableNotice;

/** Follows a book for a reader that wants its newest state alone. Nothing waits for a slow one, so nothing is dropped. */
export const followLatest = (
  view: () => E.Either<BookUnavailable, BookView>,
  onReleased: () => void,
): Follower<LatestItem> => {
  let changed = true;
  let told: UnavailableReason | null = null;
  let over = false;

  const pull = createPull<LatestItem>(() => {
    if (over) return null;
    const now = view();
    if (isLeft(now)) {
      const { reason, since } = now.left;
      changed = true;
      if (told === reason) return null;
      told = reason;
      return { type: 'unavailable', reason, since };
    }
    if (!changed) return null;
    changed = false;
    told = null;
    return { type: 'view', view: now.right };
  }, onReleased);

  return {
    iterator: pull.iterator,
    wantsMessages: false,
    onMessage: () => {
      changed = true;
      pull.wake();
    },
    onTurn: pull.wake,
    onEnd: () => {
      over = true;
      pull.end();
    },
  };
};
