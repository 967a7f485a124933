import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import {
  bookKind,
  type BookCursor,
  type BookKind,
  type BookMessage,
  type BookSnapshotMessage,
  type BookSpec,
  type BookUpdateMessage,
  type BookUpdatesMessage,
} from '@bitfinex-ws/protocol';
import { checksumOfSides } from './checksum.js';
import type { Book, BookOptions } from './contract.js';
import type { BookError } from './errors.js';
import { Ladder, type Outcome } from './ladder.js';
import { rememberCrc } from './level-crc.js';
import { CHECKSUM_DEPTH, OVERSHOOT_MESSAGES } from './limits.js';
import type { Version } from './side-view.js';
import type { Side } from './side.js';
import { stageCursor, stageEach, stageRow } from './stage.js';
import { View, type BookUnavailable, type Verified } from './view.js';

/** An empty book that waits for its snapshot. Symbol and precision of the spec decide what rows it takes. */
export const createBook = (spec: BookSpec, options: BookOptions = {}): Book => {
  const kind = bookKind(spec);
  const isFunding = kind === 'funding' || kind === 'offer';
  const policy = options.checksums ?? (isFunding ? 'warn' : 'enforce');
  // Nobody has documented what a checksum of one level covers, and nobody has verified the funding rule.
  const comparable = spec.len !== 1;
  const decisive = comparable && !isFunding;
  // What a checksum must say to bring a doubted book back: everything but the counts.
  const coversAll = kind === 'price' && spec.len === CHECKSUM_DEPTH;
  const { sequenced = false } = options;
  let unproved: State = UNPROVED;

  const version: Version = { now: 0 };
  let ladder = new Ladder(kind, spec.len);
  let state: State = { _tag: 'BookUnavailable', reason: 'syncing', since: options.openedAt ?? 0 };
  let overBids = 0;
  let overAsks = 0;
  const counted = { snapshots: 0, updates: 0, matched: 0, mismatched: 0, unknownDeletions: 0, ignored: 0, longest: 0 };

  const lose: Book['lose'] = (reason, at) => {
    if (state._tag === 'InDoubt' && reason !== 'closed') {
      // It was unreadable already, and its cause and time stand.
      state = state.unavailable;
      return;
    }
    const stands =
      state._tag === 'BookUnavailable' &&
      state.reason !== 'syncing' &&
      (reason !== 'closed' || state.reason === 'closed');
    if (stands) return;
    version.now++;
    state = { _tag: 'BookUnavailable', reason, since: at };
  };

  const doubt: Book['doubt'] = (reason, at) => {
    if (state._tag === 'Readable' && coversAll) {
      version.now++;
      state = { _tag: 'InDoubt', unavailable: { _tag: 'BookUnavailable', reason, since: at } };
    } else if (state._tag !== 'InDoubt') lose(reason, at);
    return state._tag === 'InDoubt';
  };

  /** What becomes of the book when a row was applied, or was not. */
  const settle = (outcome: Outcome, at: number): BookError | null => {
    if (outcome === 'put' || outcome === 'taken') {
      counted.updates++;
      return null;
    }
    if (outcome === 'unknown') counted.unknownDeletions++;
    if (outcome !== 'unknown' || !decisive) lose('desync', at);
    return ladder.error(outcome);
  };

  /** The window is the server's to keep: a side may overshoot for one message, no longer. */
  const measure = (at: number): BookError | null => {
    const { bids, asks } = ladder;
    const longest = bids.length > asks.length ? bids.length : asks.length;
    if (longest > counted.longest) counted.longest = longest;
    if (longest <= spec.len) {
      overBids = overAsks = 0;
      return null;
    }
    overBids = bids.length > spec.len ? overBids + 1 : 0;
    overAsks = asks.length > spec.len ? overAsks + 1 : 0;
    const side = overBids > OVERSHOOT_MESSAGES ? bids : overAsks > OVERSHOOT_MESSAGES ? asks : null;
    return side === null ? null : loseTooLong(side, at);
  };
  const loseTooLong = (side: Side, at: number): BookError => {
    lose('desync', at);
    return { _tag: 'SideTooLong', side: side.name, length: side.length, limit: spec.len };
  };

  /** All rows, then both sides, whatever was wrong on the way; the first error. */
  const takeRows = (message: BookSnapshotMessage | BookUpdatesMessage, at: number): BookError | null => {
    let first: BookError | null = null;
    stageEach(ladder.columns, message, () => {
      const error = settle(ladder.apply(), at);
      first ??= error;
    });
    const tooLong = measure(at);
    return first ?? tooLong;
  };

  const takeRow = (message: BookUpdateMessage, at: number): BookError | null => {
    stageRow(ladder.columns, message);
    const error = settle(ladder.apply(), at);
    const tooLong = measure(at);
    return error ?? tooLong;
  };

  const takeCursor = (cursor: BookCursor, at: number): BookError | null => {
    stageCursor(ladder.columns, cursor);
    const outcome = ladder.apply();
    if (outcome === 'put') rememberCrc(ladder.columns, ladder.slot, cursor);
    const error = settle(outcome, at);
    const tooLong = measure(at);
    return error ?? tooLong;
  };

  const takeSnapshot = (message: BookSnapshotMessage, at: number): BookError | null => {
    ladder = new Ladder(kind, spec.len);
    overBids = overAsks = 0;
    unproved = (typeof sequenced === 'function' ? sequenced() : sequenced) ? SEQUENCED : UNPROVED;
    state = unproved;
    const { updates } = counted;
    const error = takeRows(message, at);
    counted.updates = updates; // the rows of a snapshot are no updates
    counted.snapshots++;
    return error;
  };

  const compare = (expected: number, at: number): BookError | null => {
    if (!comparable) return null;
    const actual = checksumOfSides(ladder.bids, ladder.asks);
    if ((expected | 0) === actual) {
      // The server's window has no level too many; below the 25th a checksum would vouch for one unseen.
      const { bids, asks } = ladder;
      if (bids.length > spec.len || asks.length > spec.len)
        return loseTooLong(bids.length > spec.len ? bids : asks, at);
      counted.matched++;
      state = PROVED;
      return null;
    }
    counted.mismatched++;
    if (policy === 'enforce' || state._tag === 'InDoubt') lose('mismatch', at);
    else state = unproved;
    return { _tag: 'ChecksumMismatch', expected, actual };
  };

  /** Whether a message is to be passed over, because the book is lost and it is no snapshot. */
  const ignores = (type: BookMessage['type']): boolean => {
    if (state._tag !== 'BookUnavailable' || state.reason === 'syncing') return false;
    if (type === 'bookSnapshot' && state.reason !== 'closed') return false;
    counted.ignored++;
    return true;
  };
  /** What forbids to apply what is no snapshot. */
  const refusal = (type: BookMessage['type'], received: BookKind | null): BookError | null => {
    if (received !== null && received !== kind) return { _tag: 'WrongKind', expected: kind, received };
    return state._tag === 'BookUnavailable' ? { _tag: 'NotSynced', type } : null;
  };

  const take = (message: BookMessage, at: number): BookError | null => {
    if (ignores(message.type)) return null;
    switch (message.type) {
      case 'bookSnapshot':
        return message.kind === kind ? takeSnapshot(message, at) : refusal(message.type, message.kind);
      case 'checksum':
        return refusal(message.type, null) ?? compare(message.checksum, at);
      case 'bookUpdate':
        return refusal(message.type, message.kind) ?? takeRow(message, at);
      case 'bookUpdates':
        return refusal(message.type, message.kind) ?? takeRows(message, at);
    }
  };

  const takeFrom = (cursor: BookCursor, at: number): BookError | null => {
    const { type } = cursor;
    if (ignores(type)) return null;
    return type === 'checksum'
      ? (refusal(type, null) ?? compare(cursor.checksum, at))
      : (refusal(type, cursor.kind) ?? takeCursor(cursor, at));
  };

  const answer = (error: BookError | null): E.Either<BookError, void> => (error === null ? applied : left(error));

  return {
    spec,
    apply: (message, at) => {
      version.now++;
      return answer(take(message, at));
    },
    applyFrom: (cursor, at) => {
      version.now++;
      return answer(takeFrom(cursor, at));
    },
    lose,
    doubt,
    inDoubt: () => state._tag === 'InDoubt',
    view: () => {
      switch (state._tag) {
        case 'Readable':
          return right(new View(spec, state.verified, { bid: ladder.bids, ask: ladder.asks }, version));
        case 'InDoubt':
          return left(state.unavailable);
        case 'BookUnavailable':
          return left(state);
      }
    },
    checksum: () => (counted.snapshots === 0 ? null : checksumOfSides(ladder.bids, ladder.asks)),
    stats: () => {
      const { matched, mismatched, ...others } = counted;
      return { ...others, checksums: { matched, mismatched } };
    },
  };
};

type State =
  | { readonly _tag: 'Readable'; readonly verified: Verified }
  /** It goes on applying, and can not be read until a checksum has matched. */
  | { readonly _tag: 'InDoubt'; readonly unavailable: BookUnavailable }
  /** It applies nothing until the next snapshot. */
  | BookUnavailable;

const UNPROVED: State = { _tag: 'Readable', verified: 'none' };
const SEQUENCED: State = { _tag: 'Readable', verified: 'sequence' };
const PROVED: State = { _tag: 'Readable', verified: 'checksum' };

const applied: E.Either<BookError, void> = right(undefined);
