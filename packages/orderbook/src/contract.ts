import type { either as E } from 'fp-ts';
import type { BookCursor, BookMessage, BookSpec } from '@bitfinex-ws/protocol';
import type { BookError } from './errors.js';
import type { BookUnavailable, BookView, UnavailableReason } from './view.js';

/** One order book of one channel. */
export interface Book {
  readonly spec: BookSpec;
  /**
   * Applies one message received at `at` (ms). A Left says what was wrong; the state says whether the book survived.
   *
   * Of several wrong rows the first is told, and the right ones are applied. A book that was lost ignores everything but
   * a snapshot, without a word: whoever asks the channel again must not be told to do so twice.
   */
  readonly apply: (message: BookMessage, at: number) => E.Either<BookError, void>;
  /** As `apply`, for a row or a checksum straight from its bytes (`SessionDecoder.scanBook`): the same outcome, nothing allocated. */
  readonly applyFrom: (cursor: BookCursor, at: number) => E.Either<BookError, void>;
  /**
   * Something outside the book broke it (a sequence gap, silence, the socket): unreadable until the next snapshot.
   *
   * The first reason stands until then, with its time, because it is the cause of what follows; `syncing` is no loss and
   * gives way to any. `closed` always wins, and no snapshot undoes it.
   */
  readonly lose: (reason: UnavailableReason, at: number) => void;
  /**
   * Something may be missing (a sequence gap), and a checksum can tell: unreadable at once, but the book goes on applying, and a
   * checksum that matches makes it readable again, one that differs loses it. True where it stands so now.
   *
   * False: no checksum can tell, and the book is lost as by `lose`. It can only where it covers every level whole: prices and
   * amounts of a trading book in P0 to P4 of length 25. Not R0 prices, not levels beyond 25, not funding, not length 1.
   */
  readonly doubt: (reason: UnavailableReason, at: number) => boolean;
  /** Whether the book is unreadable until the next checksum rather than until the next snapshot. */
  readonly inDoubt: () => boolean;
  /** The levels, or why not. Makes no copy. */
  readonly view: () => E.Either<BookUnavailable, BookView>;
  /** CRC-32 of the book now, signed, as the server computes it. Null while there is no snapshot. */
  readonly checksum: () => number | null;
  /** What was applied, matched and missed so far. */
  readonly stats: () => BookStats;
}

/** Counts since the book was made; no snapshot sets them back. */
export interface BookStats {
  readonly snapshots: number;
  /** Rows applied, those of snapshots left out. */
  readonly updates: number;
  readonly checksums: { readonly matched: number; readonly mismatched: number };
  readonly unknownDeletions: number;
  /** Messages that came while the book was lost, and were not applied. */
  readonly ignored: number;
  /** The longest that a side has been after a message. */
  readonly longest: number;
}

/** What a book is told at its beginning. */
export interface BookOptions {
  /**
   * The connection numbers its frames (SEQ_ALL), so that the sequence vouches where no checksum does. Where that can change, a function:
   * it is asked at each snapshot. @default false
   */
  readonly sequenced?: boolean | (() => boolean);
  /**
   * What a checksum mismatch does. `enforce`: the book turns unreadable (`mismatch`). `warn`: it is counted and told, and
   * the book stays readable. @default 'enforce' for trading books, 'warn' for funding books, whose rule nobody has verified
   */
  readonly checksums?: 'enforce' | 'warn';
  /** Since when (ms) the book waits for its first snapshot, for `since`: the book itself reads no clock. @default 0 */
  readonly openedAt?: number;
}
