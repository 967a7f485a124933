import { bookKind, type BookSpec, type BookUpdateMessage, type BookUpdatesMessage } from '@bitfinex-ws/protocol';
import type { Level } from '../level.js';
import type { SideName } from '../side.js';
import type { BookView } from '../view.js';
import { changeOf, keyOnSide, type LevelChange, type LevelKey } from './change.js';
import { isDeletion, rowsOf } from './rows.js';

/** Remembers what a book's reader was told last, and says what has changed since. */
export interface ChangeTracker {
  /** The changes that an update makes, row by row, in order. Rows that change nothing make none. */
  readonly take: (message: BookUpdateMessage | BookUpdatesMessage) => ReadonlyArray<LevelChange>;
  /**
   * The changes from what was told last to this view, what went before what came: every level at the first
   * call. For a start, for a return after the book was unavailable, and for a reader that wants net changes alone.
   */
  readonly see: (view: BookView) => ReadonlyArray<LevelChange>;
}

interface Held {
  readonly side: SideName;
  readonly level: Level;
}

/** A tracker that has seen nothing. It keeps levels of its own, so that a book pays for it only while somebody asks. */
export const createChangeTracker = (spec: BookSpec): ChangeTracker => {
  const kind = bookKind(spec);
  const [above, below]: readonly [SideName, SideName] =
    kind === 'funding' || kind === 'offer' ? ['ask', 'bid'] : ['bid', 'ask'];
  let held = new Map<LevelKey, Held>();

  const move = (key: LevelKey, side: SideName, after: Level | null, changes: LevelChange[]): void => {
    const change = changeOf(side, held.get(key)?.level ?? null, after);
    if (after === null) held.delete(key);
    else held.set(key, { side, level: after });
    if (change !== null) changes.push(change);
  };

  const takeRow = (row: Level, changes: LevelChange[]): void => {
    const side = row.amount > 0 ? above : below;
    const other = side === 'bid' ? 'ask' : 'bid';
    const goes = isDeletion(row);
    // A row that belongs to neither side puts nothing there; a P row deletes nothing either.
    if (row.amount === 0 && (row.id === null || !goes)) return;
    // An order is deleted by its id on whichever side it stands, and one that changes side leaves the other.
    if (row.id !== null) move(keyOnSide(other, row), other, null, changes);
    move(keyOnSide(side, row), side, goes ? null : row, changes);
  };

  return {
    take: (message) => {
      const changes: LevelChange[] = [];
      for (const row of rowsOf(message)) takeRow(row, changes);
      return changes;
    },
    see: (view) => {
      const before = held;
      held = new Map();
      const came: LevelChange[] = [];
      const see = (side: SideName, level: Level): void => {
        const key = keyOnSide(side, level);
        const change = changeOf(side, before.get(key)?.level ?? null, level);
        before.delete(key);
        held.set(key, { side, level });
        if (change !== null) came.push(change);
      };
      for (const level of view.bids) see('bid', level);
      for (const level of view.asks) see('ask', level);
      const went: LevelChange[] = [];
      for (const { side, level } of before.values()) {
        const change = changeOf(side, level, null);
        if (change !== null) went.push(change);
      }
      return [...went, ...came];
    },
  };
};
