import { CellReader } from '../cell-reader.js';
import type { Row } from '../row.js';
import { isWhole } from './numeric.js';

/**
 * Reads rows with decimals and ids as the texts that were sent. It accepts what a NumberReader accepts, and ids above 2^53
 * besides: a number too great for a double is refused in both modes, so that `Number(text)` is always finite.
 */
export class TextReader extends CellReader implements Row<'text'> {
  decimal(index: number, name: string): string {
    return Number.isFinite(this.numberAt(index)) ? this.token(index) : this.bad(index, name, 'a number', '');
  }

  decimalOrNull(index: number, name: string): string | null {
    return this.cells[index] === null ? null : this.orNull(this.decimal(index, name), index, 'a number or null');
  }

  decimalIfSent(index: number, name: string): string | null {
    return this.missing(index) ? null : this.decimalOrNull(index, name);
  }

  id(index: number, name: string): string {
    const finite = Number.isFinite(this.numberAt(index));
    const text = finite ? this.token(index) : '';
    return finite && isWhole(text) ? text : this.bad(index, name, 'an integer', '');
  }

  idOrNull(index: number, name: string): string | null {
    return this.cells[index] === null ? null : this.orNull(this.id(index, name), index, 'an integer or null');
  }

  idIfSent(index: number, name: string): string | null {
    return this.missing(index) ? null : this.idOrNull(index, name);
  }

  plain(): boolean {
    return true;
  }
}
