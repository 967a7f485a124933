import type { RowText } from '@bitfinex-ws/protocol';

/** The slot of the row in hand: it stands on no side, and is moved to one or only compared with what stands there. */
export const STAGED = 0;

/**
 * The levels of one book, a typed array per column. A slot is a place in all of them, which a level keeps as long as it
 * stands: what moves when others come and go is the order that a side keeps (side.ts), four bytes a level.
 */
export class Columns {
  /** Price; for funding the rate. */
  price: Float64Array;
  /** As sent, with its sign. */
  amount: Float64Array;
  /** P books: how many orders; R0 books: the id. */
  mark: Float64Array;
  /** Days; of one element in trading books. */
  period: Float64Array;
  /** CRC-32 of `:key:amount`, where `bytes` says that it is known. Of a slot that is free: the next one that is. */
  crc: Int32Array;
  /** How many bytes `:key:amount` has; 0: its CRC is not known. */
  bytes: Uint8Array;
  /** The texts of the staged row, where its numbers do not say as much. */
  stagedText: RowText | null = null;
  private texts: Map<number, RowText> | null = null;
  private used = STAGED + 1;
  private free = STAGED;

  constructor(
    capacity: number,
    /** R0: rows have ids, and go by them. */
    readonly raw: boolean,
    /** Funding: rows have periods. */
    readonly lends: boolean,
  ) {
    const size = capacity + 1;
    this.price = new Float64Array(size);
    this.amount = new Float64Array(size);
    this.mark = new Float64Array(size);
    this.period = new Float64Array(lends ? size : 1);
    this.crc = new Int32Array(size);
    this.bytes = new Uint8Array(size);
  }

  /** Moves the staged row to a slot of its own. */
  keep(): number {
    let slot = this.free;
    if (slot === STAGED) {
      if (this.used === this.price.length) this.grow();
      slot = this.used++;
    } else this.free = this.crc[slot] ?? STAGED;
    this.replace(slot);
    return slot;
  }

  /** Writes the staged row over what a slot holds. */
  replace(slot: number): void {
    this.price[slot] = this.price[STAGED] ?? 0;
    this.amount[slot] = this.amount[STAGED] ?? 0;
    this.mark[slot] = this.mark[STAGED] ?? 0;
    if (this.lends) this.period[slot] = this.period[STAGED] ?? 0;
    this.bytes[slot] = 0;
    if (this.stagedText !== null) (this.texts ??= new Map()).set(slot, this.stagedText);
    else if (this.texts !== null) this.texts.delete(slot);
  }

  release(slot: number): void {
    this.crc[slot] = this.free;
    this.free = slot;
    if (this.texts !== null) this.texts.delete(slot);
  }

  /** What a level is hashed under, as sent. */
  keyText(slot: number): string {
    return this.textOf(slot)?.key ?? String((this.raw ? this.mark[slot] : this.price[slot]) ?? 0);
  }

  amountText(slot: number): string {
    return this.textOf(slot)?.amount ?? String(this.amount[slot] ?? 0);
  }

  /** The texts of a row where its numbers do not say as much; null where they do. */
  textOf(slot: number): RowText | null {
    return slot === STAGED ? this.stagedText : (this.texts?.get(slot) ?? null);
  }

  // Longer than it was asked for a book gets only where a server breaks its word.
  private grow(): void {
    const size = Math.ceil(this.price.length * 1.5) + 8;
    this.price = grown(this.price, size);
    this.amount = grown(this.amount, size);
    this.mark = grown(this.mark, size);
    if (this.lends) this.period = grown(this.period, size);
    const { crc, bytes } = this;
    this.crc = new Int32Array(size);
    this.crc.set(crc);
    this.bytes = new Uint8Array(size);
    this.bytes.set(bytes);
  }
}

const grown = (from: Float64Array, size: number): Float64Array => {
  const to = new Float64Array(size);
  to.set(from);
  return to;
};
