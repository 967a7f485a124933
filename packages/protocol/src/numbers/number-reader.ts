import { CellReader } from '../cell-reader.js';
import type { Row } from '../row.js';

/** Reads rows with decimals and ids as numbers. */
export class NumberReader extends CellReader implements Row<'number'> {
  decimal(index: number, name: string): number {
    const value = this.numberAt(index);
    return Number.isFinite(value) ? value : this.bad(index, name, 'a number', 0);
  }

  decimalOrNull(index: number, name: string): number | null {
    return this.cells[index] === null ? null : this.orNull(this.decimal(index, name), index, 'a number or null');
  }

  decimalIfSent(index: number, name: string): number | null {
    return this.missing(index) ? null : this.decimalOrNull(index, name);
  }

  id(index: number, name: string): number {
    return this.integer(index, name);
  }

  idOrNull(index: number, name: string): number | null {
    return this.integerOrNull(index, name);
  }

  idIfSent(index: number, name: string): number | null {
    return this.integerIfSent(index, name);
  }

  plain(index: number): boolean {
    return String(this.numberAt(index)) === this.token(index);
  }
}
