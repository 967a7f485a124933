import type { either as E } from 'fp-ts';
import type { BookMessage, BookSpec } from '@bitfinex-ws/protocol';
import type { BookError } from './errors.js';

/** One level (P0 to P4) or one order (R0) of a side. */
export interface Level {
  /** Price; for funding the rate. */
  readonly price: number;
  /** As sent: trading bids positive, asks negative; funding the other way round. */
  readonly amount: number;
  /** Orders at this level; null in an R0 book. */
  readonly count: number | null;
  /** Days; null in a trading book. */
  readonly period: number | null;
  /** Order or offer id; null in a P book. */
  readonly id: number | null;
  /** The texts as sent that the checksum is made of. */
  readonly text: { readonly key: string; readonly amount: string };
}

export type UnavailableReason = 'syncing' | 'mismatch' | 'desync' | 'gap' | 'stale' | 'disconnected' | 'closed';

/** Why a book can not be read, and since when (ms). */
export interface BookUnavailable {
  readonly _tag: 'BookUnavailable';
  readonly reason: UnavailableReason;
  readonly since: number;
}

/** What vouches for a book: a checksum that matched since the snapshot, the unbroken sequence alone, or nothing. */
export type Verified = 'checksum' | 'sequence' | 'none';

/** The book as it stands; valid until the next message is applied. `freeze()` makes a copy that stays. */
export interface BookView {
  readonly spec: BookSpec;
  readonly verified: Verified;
  /** Best first. */
  readonly bids: ReadonlyArray<Level>;
  readonly asks: ReadonlyArray<Level>;
  readonly bestBid: Level | null;
  readonly bestAsk: Level | null;
  readonly mid: number | null;
  readonly spread: number | null;
  readonly freeze: () => BookView;
}

export interface BookStats {
  readonly snapshots: number;
  /** Rows applied, those of snapshots left out. */
  readonly updates: number;
  readonly checksums: { readonly matched: number; readonly mismatched: number };
  readonly unknownDeletions: number;
  /** The longest that a side has been. */
  readonly longest: number;
}

/** One order book of one channel. */
export interface Book {
  readonly spec: BookSpec;
  /** Applies one message received at `at` (ms). A Left says what was wrong; the state says whether the book survived. */
  readonly apply: (message: BookMessage, at: number) => E.Either<BookError, void>;
  /** Something outside the book broke it (a sequence gap, silence, the socket): unreadable until the next snapshot. */
  readonly lose: (reason: UnavailableReason, at: number) => void;
  /** The levels, or why not. */
  readonly view: () => E.Either<BookUnavailable, BookView>;
  /** CRC-32 of the book now, signed, as the server computes it. Null while there is no snapshot. */
  readonly checksum: () => number | null;
  readonly stats: () => BookStats;
}

export interface BookOptions {
  /** The connection numbers its frames (SEQ_ALL), so that the sequence vouches where no checksum does. @default false */
  readonly sequenced?: boolean;
  /**
   * What a checksum mismatch does. `enforce`: the book turns unreadable (`mismatch`). `warn`: it is counted and told, and
   * the book stays readable. @default 'enforce' for trading books, 'warn' for funding books, whose rule nobody has verified
   */
  readonly checksums?: 'enforce' | 'warn';
}
