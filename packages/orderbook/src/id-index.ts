import { STAGED, type Columns } from './columns.js';

/**
 * Finds the slot of an order by its id: open addressing with linear probing. It holds slots alone, four bytes each; the ids
 * are those of the columns. A `Map` would keep a number object for each id above 2^31, which all of them are.
 */
export class IdIndex {
  private table: Int32Array;
  private shift: number;
  private count = 0;

  constructor(
    private readonly columns: Columns,
    capacity: number,
  ) {
    const bits = Math.max(4, 33 - Math.clz32(capacity));
    this.table = new Int32Array(2 ** bits);
    this.shift = 32 - bits;
  }

  /** The slot of the staged row's id; STAGED where no order has it. */
  find(): number {
    const ids = this.columns.mark;
    const id = ids[STAGED] ?? 0;
    const { table } = this;
    const mask = table.length - 1;
    for (let at = this.home(STAGED); ; at = (at + 1) & mask) {
      const slot = table[at] ?? STAGED;
      if (slot === STAGED || ids[slot] === id) return slot;
    }
  }

  /** Adds a slot whose id is not there yet. */
  add(slot: number): void {
    if (++this.count * 2 > this.table.length) this.grow();
    this.place(slot);
  }

  /** Takes a slot out that is there. What probed past it is moved up, so that there are no graves to step over. */
  drop(slot: number): void {
    const { table } = this;
    const mask = table.length - 1;
    let hole = this.home(slot);
    while (table[hole] !== slot) hole = (hole + 1) & mask;
    for (let at = (hole + 1) & mask; ; at = (at + 1) & mask) {
      const other = table[at] ?? STAGED;
      if (other === STAGED) break;
      // It may move up unless its home lies behind the hole.
      if (((at - this.home(other)) & mask) < ((at - hole) & mask)) continue;
      table[hole] = other;
      hole = at;
    }
    table[hole] = STAGED;
    this.count--;
  }

  private place(slot: number): void {
    const { table } = this;
    const mask = table.length - 1;
    let at = this.home(slot);
    while (table[at] !== STAGED) at = (at + 1) & mask;
    table[at] = slot;
  }

  private home(slot: number): number {
    // Knuth's multiplier spreads ids that follow one another; the low 32 bits are the ones that differ.
    return Math.imul(this.columns.mark[slot] ?? 0, 0x9e3779b1) >>> this.shift;
  }

  private grow(): void {
    const { table } = this;
    this.table = new Int32Array(table.length * 2);
    this.shift--;
    for (const slot of table) if (slot !== STAGED) this.place(slot);
  }
}
