import { either as E } from 'fp-ts';
import {
  bookKind,
  type BookMessage,
  type BookSnapshotMessage,
  type BookSpec,
  type BookUpdateMessage,
  type BookUpdatesMessage,
} from '@bitfinex-ws/protocol';
import { checksumOfSides } from './checksum.js';
import type { BookError } from './errors.js';
import { createLadder } from './ladder.js';
import { levelOf, levelsOf, type Level } from './level.js';
import { OVERSHOOT_MESSAGES } from './limits.js';
import type { Side } from './side.js';
import { createView, type BookUnavailable, type BookView, type UnavailableReason, type Verified } from './view.js';

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
  /**
   * Something outside the book broke it (a sequence gap, silence, the socket): unreadable until the next snapshot.
   *
   * The first reason stands until then, with its time, because it is the cause of what follows; `syncing` is no loss and
   * gives way to any. `closed` always wins, and no snapshot undoes it.
   */
  readonly lose: (reason: UnavailableReason, at: number) => void;
  /** The levels, or why not. Makes no copy. */
  readonly view: () => E.Either<BookUnavailable, BookView>;
  /** CRC-32 of the book now, signed, as the server computes it. Null while there is no snapshot. */
  readonly checksum: () => number | null;
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

export interface BookOptions {
  /** The connection numbers its frames (SEQ_ALL), so that the sequence vouches where no checksum does. @default false */
  readonly sequenced?: boolean;
  /**
   * What a checksum mismatch does. `enforce`: the book turns unreadable (`mismatch`). `warn`: it is counted and told, and
   * the book stays readable. @default 'enforce' for trading books, 'warn' for funding books, whose rule nobody has verified
   */
  readonly checksums?: 'enforce' | 'warn';
  /** Since when (ms) the book waits for its first snapshot, for `since`: the book itself reads no clock. @default 0 */
  readonly openedAt?: number;
}

/** An empty book that waits for its snapshot. Symbol and precision of the spec decide what rows it takes. */
export const createBook = (spec: BookSpec, options: BookOptions = {}): Book => {
  const kind = bookKind(spec);
  const isFunding = kind === 'funding' || kind === 'offer';
  const policy = options.checksums ?? (isFunding ? 'warn' : 'enforce');
  // Nobody has documented what a checksum of one level covers, and nobody has verified the funding rule.
  const comparable = spec.len !== 1;
  const decisive = comparable && !isFunding;
  const unproved: Verified = options.sequenced === true ? 'sequence' : 'none';

  let ladder = createLadder(kind);
  let state: State = { _tag: 'BookUnavailable', reason: 'syncing', since: options.openedAt ?? 0 };
  let over = { bid: 0, ask: 0 };
  const counted = { snapshots: 0, updates: 0, matched: 0, mismatched: 0, unknownDeletions: 0, ignored: 0, longest: 0 };

  const lose: Book['lose'] = (reason, at) => {
    const stands =
      state._tag === 'BookUnavailable' &&
      state.reason !== 'syncing' &&
      (reason !== 'closed' || state.reason === 'closed');
    if (!stands) state = { _tag: 'BookUnavailable', reason, since: at };
  };

  const takeRow = (row: Level, at: number): BookError | null => {
    const error = ladder.apply(row);
    if (error === null) {
      counted.updates++;
      return null;
    }
    if (error._tag === 'UnknownDeletion') counted.unknownDeletions++;
    if (error._tag === 'WrongSide' || !decisive) lose('desync', at);
    return error;
  };

  /** The window is the server's to keep: a side may overshoot for one message, no longer. */
  const measure = (side: Side, at: number): BookError | null => {
    const length = side.levels.length;
    if (length > counted.longest) counted.longest = length;
    over[side.name] = length > spec.len ? over[side.name] + 1 : 0;
    if (over[side.name] <= OVERSHOOT_MESSAGES) return null;
    lose('desync', at);
    return { _tag: 'SideTooLong', side: side.name, length, limit: spec.len };
  };

  /** All rows, then both sides, whatever was wrong on the way; the first error. */
  const takeRows = (rows: ReadonlyArray<Level>, at: number): BookError | null => {
    let first: BookError | null = null;
    for (const row of rows) {
      const error = takeRow(row, at);
      first ??= error;
    }
    const bids = measure(ladder.bids, at);
    const asks = measure(ladder.asks, at);
    return first ?? bids ?? asks;
  };

  const takeSnapshot = (message: BookSnapshotMessage, at: number): BookError | null => {
    ladder = createLadder(kind);
    over = { bid: 0, ask: 0 };
    state = { _tag: 'Readable', verified: unproved };
    const { updates } = counted;
    const error = takeRows(levelsOf(message), at);
    counted.updates = updates; // the rows of a snapshot are no updates
    counted.snapshots++;
    return error;
  };

  const compare = (expected: number, at: number): BookError | null => {
    if (!comparable) return null;
    const actual = checksumOfSides(ladder.bids, ladder.asks);
    if ((expected | 0) === actual) {
      counted.matched++;
      state = { _tag: 'Readable', verified: 'checksum' };
      return null;
    }
    counted.mismatched++;
    if (policy === 'enforce') lose('mismatch', at);
    else state = { _tag: 'Readable', verified: unproved };
    return { _tag: 'ChecksumMismatch', expected, actual };
  };

  const take = (message: BookMessage, at: number): BookError | null => {
    const lost = state._tag === 'BookUnavailable' ? state.reason : null;
    if (lost === 'closed' || (lost !== null && lost !== 'syncing' && message.type !== 'bookSnapshot')) {
      counted.ignored++;
      return null;
    }
    if (message.type !== 'checksum' && message.kind !== kind)
      return { _tag: 'WrongKind', expected: kind, received: message.kind };
    if (message.type === 'bookSnapshot') return takeSnapshot(message, at);
    if (lost !== null) return { _tag: 'NotSynced', type: message.type };
    return message.type === 'checksum' ? compare(message.checksum, at) : takeRows(rowsOf(message), at);
  };

  return {
    spec,
    apply: (message, at) => {
      const error = take(message, at);
      return error === null ? applied : E.left(error);
    },
    lose,
    view: () =>
      state._tag === 'BookUnavailable'
        ? E.left(state)
        : E.right(createView(spec, state.verified, ladder.bids.levels, ladder.asks.levels)),
    checksum: () => (counted.snapshots === 0 ? null : checksumOfSides(ladder.bids, ladder.asks)),
    stats: () => {
      const { matched, mismatched, ...others } = counted;
      return { ...others, checksums: { matched, mismatched } };
    },
  };
};

type State = { readonly _tag: 'Readable'; readonly verified: Verified } | BookUnavailable;

const applied: E.Either<BookError, void> = E.right(undefined);
const rowsOf = (message: BookUpdateMessage | BookUpdatesMessage): ReadonlyArray<Level> =>
  message.type === 'bookUpdate' ? [levelOf(message)] : levelsOf(message);
