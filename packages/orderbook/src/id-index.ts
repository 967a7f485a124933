import { STAGED, type Columns } from './columns.js';

/**
 * Finds the slot of an order by its id: open addressing with linear probing. It holds slots alone, two bytes each; the ids
 * are those of the columns. A `Map` would keep a number object for each id above 2^31, which all of them are.
 */
export class IdIndex {
  private table: Uint16Array | Int32Array;
  private shift: number;
  private count = 0;
  /** Where the last search ended. */
  private reached = 0;

  constructor(
    private readonly columns: Columns,
    capacity: number,
  ) {
    const bits = Math.max(5, 34 - Math.clz32(capacity));
    this.table = tableOf(bits);
    this.shift = 32 - bits;
  }

  /** The slot of the staged row's id; STAGED where no order has it. */
  find(): number {
    const ids = this.columns.mark;
    const id = ids[STAGED] ?? 0;
    const { table } = this;
    const mask = table.length - 1;
    let at = this.home(STAGED);
    let slot = table[at] ?? STAGED;
    while (slot !== STAGED && ids[slot] !== id) {
      at = (at + 1) & mask;
      slot = table[at] ?? STAGED;
    }
    this.reached = at;
    return slot;
  }

  /** Adds a slot with the id that was just searched for and not found. */
  add(slot: number): void {
    this.table[this.reached] = slot;
    if (++this.count * 3 > this.table.length) this.grow();
  }

  /** Takes the slot out that was just found. What probed past it is moved up, so that there are no graves to step over. */
  drop(): void {
    const { table } = this;
    const mask = table.length - 1;
    let hole = this.reached;
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

  private home(slot: number): number {
    // Knuth's multiplier spreads ids that follow one another; the low 32 bits are the ones that differ. The id is no
    // argument, because a number that is passed on may cost an object.
    return Math.imul(this.columns.mark[slot] ?? 0, 0x9e3779b1) >>> this.shift;
  }

  private grow(): void {
    const { table } = this;
    const bits = 33 - this.shift;
    const wider = tableOf(bits);
    this.table = wider;
    this.shift = 32 - bits;
    for (const slot of table) {
      if (slot === STAGED) continue;
      let at = this.home(slot);
      while (wider[at] !== STAGED) at = (at + 1) & (wider.length - 1);
      wider[at] = slot;
    }
  }
}

// A third full at most, it has no slot above 2^16 before it is 2^17 long.
const tableOf = (bits: number): Uint16Array | Int32Array =>
  bits > 16 ? new Int32Array(2 ** bits) : new Uint16Array(2 ** bits);
