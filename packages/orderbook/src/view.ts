import type { BookSpec } from '@bitfinex-ws/protocol';
import type { Level } from './level.js';

/**
 * Why a book can not be read.
 *
 * - `syncing`: its snapshot has not come yet. `mismatch`: a checksum differed. `desync`: it contradicted itself.
 * - `gap`, `stale`, `disconnected`, `closed`: what its owner said when it gave the book up (`lose`).
 */
export type UnavailableReason = 'syncing' | 'mismatch' | 'desync' | 'gap' | 'stale' | 'disconnected' | 'closed';

/** Why a book can not be read, and since when (ms). */
export interface BookUnavailable {
  readonly _tag: 'BookUnavailable';
  readonly reason: UnavailableReason;
  readonly since: number;
}

/**
 * What vouches for a book: a checksum that matched since the snapshot, the unbroken sequence alone, or nothing.
 *
 * A checksum covers keys and amounts of the first 25 levels a side. Counts, R0 prices, funding periods and what lies
 * deeper are vouched for by the sequence at best.
 */
export type Verified = 'checksum' | 'sequence' | 'none';

/** The book as it stands; valid until the next message is applied. `freeze()` makes a copy that stays. */
export interface BookView {
  readonly spec: BookSpec;
  readonly verified: Verified;
  /** Best first. */
  readonly bids: ReadonlyArray<Level>;
  /** Best first. */
  readonly asks: ReadonlyArray<Level>;
  /** Null when there are no bids. */
  readonly bestBid: Level | null;
  /** Null when there are no asks. */
  readonly bestAsk: Level | null;
  /** Half way between the best prices; null when a side is empty. */
  readonly mid: number | null;
  /** Best ask less best bid; null when a side is empty. */
  readonly spread: number | null;
  readonly freeze: () => BookView;
}

/** A view of two sides as they stand: no copy is made, whatever their length. */
export const createView = (
  spec: BookSpec,
  verified: Verified,
  bids: ReadonlyArray<Level>,
  asks: ReadonlyArray<Level>,
): BookView => {
  const bestBid = bids[0] ?? null;
  const bestAsk = asks[0] ?? null;
  return {
    spec,
    verified,
    bids,
    asks,
    bestBid,
    bestAsk,
    mid: bestBid && bestAsk && (bestBid.price + bestAsk.price) / 2,
    spread: bestBid && bestAsk && bestAsk.price - bestBid.price,
    freeze: () => createView(spec, verified, [...bids], [...asks]),
  };
};
