import type { BookMessage } from '@bitfinex-ws/protocol';

/** Follows the book of one handle for one reader. */
export interface Follower<A> {
  readonly iterator: AsyncIterableIterator<A, undefined>;
  /** Whether it needs to see the messages themselves; else it is enough that there was one. */
  readonly wantsMessages: boolean;
  /** The book has taken this message, or refused it. Null: it was applied without being made. */
  readonly onMessage: (message: BookMessage | null, at: number) => void;
  /** Whether the book can be read may have changed without a message. */
  readonly onTurn: (at: number) => void;
  /** The handle is over. */
  readonly onEnd: () => void;
}
