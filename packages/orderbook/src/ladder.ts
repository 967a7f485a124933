import type { BookKind } from '@bitfinex-ws/protocol';
import { Columns, STAGED } from './columns.js';
import type { BookError } from './errors.js';
import { IdIndex } from './id-index.js';
import { Side } from './side.js';

/**
 * What became of the staged row. `put`: inserted or replaced; `taken`: deleted. The others changed nothing: it deletes what
 * is not there, deletes from one side what stands on the other, or its amount belongs to no side.
 */
export type Outcome = 'put' | 'taken' | 'unknown' | 'elsewhere' | 'sideless';

/**
 * Both sides of a book and the rule by which a row changes them. Knows nothing of checksums or of trust.
 *
 * A row is written to the columns' staged slot and then applied; no object is made on the way, and no number leaves the
 * arrays, because those that are passed from call to call may cost an object each.
 *
 * Source of the rules: https://docs.bitfinex.com/reference/ws-public-books
 */
export class Ladder {
  readonly columns: Columns;
  readonly bids: Side;
  readonly asks: Side;
  /** The slot that the last row was put in. */
  slot = STAGED;
  private readonly ids: IdIndex | null;
  private readonly above: Side;
  private readonly below: Side;

  constructor(kind: BookKind, len: number) {
    const raw = kind === 'order' || kind === 'offer';
    const lends = kind === 'funding' || kind === 'offer';
    // A side may overshoot for one message.
    const capacity = len + 2;
    this.columns = new Columns(2 * capacity, raw, lends);
    this.bids = new Side('bid', this.columns, capacity);
    this.asks = new Side('ask', this.columns, capacity);
    this.ids = raw ? new IdIndex(this.columns, 2 * capacity) : null;
    [this.above, this.below] = lends ? [this.asks, this.bids] : [this.bids, this.asks];
  }

  /** Applies the staged row. */
  apply(): Outcome {
    return this.ids === null ? this.applyByPlace() : this.applyById(this.ids);
  }

  /** Why the staged row changed nothing. */
  error(outcome: Exclude<Outcome, 'put' | 'taken'>): BookError {
    const { columns } = this;
    const period = columns.lends && !columns.raw ? `/${columns.period[STAGED] ?? 0}` : '';
    const key = `${columns.keyText(STAGED)}${period}`;
    const side = this.sideOf(STAGED);
    return outcome === 'unknown' && side !== null
      ? { _tag: 'UnknownDeletion', side: side.name, key }
      : { _tag: 'WrongSide', side: side?.name ?? null, key };
  }

  /** P books: the key is the place itself, on the side of the amount's sign. */
  private applyByPlace(): Outcome {
    const side = this.sideOf(STAGED);
    if (side === null) return 'sideless';
    const { columns } = this;
    const depth = side.locate(STAGED);
    if ((columns.mark[STAGED] ?? 0) > 0) {
      if (depth < 0) this.enter(side, ~depth, columns.keep());
      else this.overwrite(side.slot(depth));
      return 'put';
    }
    if (depth >= 0) {
      columns.release(side.slot(depth));
      side.remove(depth);
      return 'taken';
    }
    const other = side === this.bids ? this.asks : this.bids;
    return other.locate(STAGED) >= 0 ? 'elsewhere' : 'unknown';
  }

  /** R0 books: the key is the id, wherever its order stands; one that moves is taken out and put in anew. */
  private applyById(ids: IdIndex): Outcome {
    const { columns } = this;
    const before = ids.find();
    const deletes = columns.price[STAGED] === 0;
    if (deletes && before !== STAGED) {
      this.leave(before);
      ids.drop();
      columns.release(before);
      return 'taken';
    }
    const side = this.sideOf(STAGED);
    if (side === null) return 'sideless';
    if (deletes) return 'unknown';
    if (before === STAGED) {
      const slot = columns.keep();
      ids.add(slot);
      this.enter(side, ~side.locate(slot), slot);
      return 'put';
    }
    if (this.sideOf(before) === side && this.samePlace(before)) {
      // Only its amount has changed, so nobody has to know where it stands.
      this.overwrite(before);
      return 'put';
    }
    this.leave(before);
    columns.replace(before);
    this.enter(side, ~side.locate(before), before);
    return 'put';
  }

  private sideOf(slot: number): Side | null {
    const amount = this.columns.amount[slot] ?? 0;
    return amount > 0 ? this.above : amount < 0 ? this.below : null;
  }

  private enter(side: Side, depth: number, slot: number): void {
    side.insert(depth, slot);
    this.slot = slot;
  }

  private overwrite(slot: number): void {
    this.columns.replace(slot);
    this.slot = slot;
  }

  private samePlace(slot: number): boolean {
    const { price, period, lends } = this.columns;
    return price[slot] === price[STAGED] && (!lends || period[slot] === period[STAGED]);
  }

  private leave(slot: number): void {
    const side = this.sideOf(slot);
    if (side === null) return;
    // Where another order pushed it out of the window, it is the last.
    const last = side.length - 1;
    const depth = side.slot(last) === slot ? last : side.locate(slot);
    if (depth >= 0) side.remove(depth);
  }
}
