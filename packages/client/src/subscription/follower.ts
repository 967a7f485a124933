import type { BookMessage } from '@bitfinex-ws/protocol';

/** Follows the book of one handle for one reader. */
export interface Follower<A> {
  readonly iterator: AsyncIterableIterator<A, undefined>;
  /** The book has taken this message, or refused it. */
  readonly onMessage: (message: BookMessage, at: number) => void;
  /** Whether the book can be read may have changed without a message. */
  readonly onTurn: (at: number) => void;
  /** The handle is over. */
  readonly onEnd: () => void;
}
