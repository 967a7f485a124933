import type { BookSpec } from '@bitfinex-ws/protocol';
import type { Level } from './level.js';
import { copySide, SideReader, type SideView, type Version } from './side-view.js';
import type { Side, SideName } from './side.js';

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

/**
 * The book as it stands. Reading it makes no copy, so it is valid until the next message, and `freeze()` makes a copy that
 * stays. A view that is outdated throws nothing and tells nothing: its sides are empty, its prices null.
 */
export interface BookView {
  readonly spec: BookSpec;
  readonly verified: Verified;
  /** Whether the book still stands as it stood when the view was made. */
  readonly valid: boolean;
  /** Best first. */
  readonly bids: SideView;
  /** Best first. */
  readonly asks: SideView;
  /** Null when there are no bids. Made each time it is read. */
  readonly bestBid: Level | null;
  /** Null when there are no asks. Made each time it is read. */
  readonly bestAsk: Level | null;
  /** Half way between the best prices; null when a side is empty. */
  readonly mid: number | null;
  /** Best ask less best bid; null when a side is empty. */
  readonly spread: number | null;
  /** Whether the best bid is at or above the best ask; false when a side is empty. */
  readonly crossed: boolean;
  /** A copy that stays as it is, whatever comes. */
  readonly freeze: () => BookView;
}

/** The view of two sides at one version of their book. */
export class View implements BookView {
  readonly bids: SideView;
  readonly asks: SideView;
  private readonly seen: number;

  constructor(
    readonly spec: BookSpec,
    readonly verified: Verified,
    private readonly sides: Readonly<Record<SideName, Side>>,
    private readonly version: Version,
  ) {
    this.seen = version.now;
    this.bids = new SideReader(sides.bid, version, this.seen);
    this.asks = new SideReader(sides.ask, version, this.seen);
  }

  get valid(): boolean {
    return this.version.now === this.seen;
  }

  get bestBid(): Level | null {
    return this.bids.at(0);
  }

  get bestAsk(): Level | null {
    return this.asks.at(0);
  }

  get mid(): number | null {
    return numberOrNull((this.bids.price(0) + this.asks.price(0)) / 2);
  }

  get spread(): number | null {
    return numberOrNull(this.asks.price(0) - this.bids.price(0));
  }

  get crossed(): boolean {
    return this.bids.price(0) >= this.asks.price(0);
  }

  freeze(): BookView {
    if (!this.valid) return this;
    const { bid, ask } = this.sides;
    return new View(this.spec, this.verified, { bid: copySide(bid), ask: copySide(ask) }, { now: 0 });
  }
}

// A price that is not there is NaN, and so is all that is reckoned with it.
const numberOrNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
