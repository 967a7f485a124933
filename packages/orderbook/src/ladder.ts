import type { BookKind } from '@bitfinex-ws/protocol';
import type { BookError } from './errors.js';
import { isDeletion, keyOf, type Level } from './level.js';
import { createSide, locate, put, take, type Side } from './side.js';

/** Both sides of a book and the rule by which a row changes them. Knows nothing of checksums or of trust. */
interface Ladder {
  readonly bids: Side;
  readonly asks: Side;
  /** Inserts, replaces or deletes. An error says why the row changed nothing. */
  readonly apply: (row: Level) => BookError | null;
}

/** An empty ladder for one kind of book. Source of the rules: https://docs.bitfinex.com/reference/ws-public-books */
export const createLadder = (kind: BookKind): Ladder => {
  const bids = createSide('bid');
  const asks = createSide('ask');
  const [above, below] = kind === 'funding' || kind === 'offer' ? [asks, bids] : [bids, asks];
  const sideOf = (amount: number): Side | null => (amount > 0 ? above : amount < 0 ? below : null);
  const apply = kind === 'order' || kind === 'offer' ? byId(sideOf) : byPrice(sideOf, bids, asks);
  return { bids, asks, apply };
};

type SideOf = (amount: number) => Side | null;

/** P books: the key is the place itself, on the side of the amount's sign. */
const byPrice =
  (sideOf: SideOf, bids: Side, asks: Side): Ladder['apply'] =>
  (row) => {
    const side = sideOf(row.amount);
    if (side === null) return { _tag: 'WrongSide', side: null, key: keyOf(row) };
    if (!isDeletion(row)) {
      put(side, row);
      return null;
    }
    if (take(side, row)) return null;
    const elsewhere = locate(side === bids ? asks : bids, row) >= 0;
    return { _tag: elsewhere ? 'WrongSide' : 'UnknownDeletion', side: side.name, key: keyOf(row) };
  };

/** R0 books: the key is the id, wherever its order stands; one that moves is taken out and put in anew. */
const byId = (sideOf: SideOf): Ladder['apply'] => {
  const known = new Map<Level['id'], Level>();

  return (row) => {
    const before = known.get(row.id);
    if (isDeletion(row) && before !== undefined) {
      leave(before);
      known.delete(row.id);
      return null;
    }
    const side = sideOf(row.amount);
    if (side === null) return { _tag: 'WrongSide', side: null, key: keyOf(row) };
    if (isDeletion(row)) return { _tag: 'UnknownDeletion', side: side.name, key: keyOf(row) };
    if (before !== undefined && !samePlace(before, row)) leave(before);
    put(side, row);
    known.set(row.id, row);
    return null;
  };

  function leave(order: Level): void {
    const side = sideOf(order.amount);
    if (side !== null) take(side, order);
  }
  function samePlace(a: Level, b: Level): boolean {
    return a.price === b.price && a.period === b.period && sideOf(a.amount) === sideOf(b.amount);
  }
};
