import type { DecodeError } from './errors.js';
import type { Texts } from './json.js';
import type { ConstantColumn, Row } from './row.js';
import { sampleOf } from './sample.js';

/** A number as JSON writes it: what a text must look like to stand for a number. */
const NUMERIC = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The finite number that a cell holds, as number or as numeric text; NaN where it holds none. */
export const numberOf = (cell: unknown): number => {
  const value = typeof cell === 'string' && NUMERIC.test(cell) ? Number(cell) : cell;
  return typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
};

/**
 * Reads the columns of one row after the other; one object serves all rows of a codec. A column that does not hold what
 * is asked for is remembered (the first alone) and answered with a placeholder: whoever runs the literal asks `failed`
 * afterwards and throws its value away. That keeps the literal free of branches and the good case free of allocations.
 */
export class RowReader implements Row {
  private cells: ReadonlyArray<unknown> = [];
  private texts: Texts = null;
  private badIndex = -1;
  private badName = '';
  private expected = '';

  open(cells: ReadonlyArray<unknown>, texts: Texts): void {
    this.cells = cells;
    this.texts = texts;
    this.badIndex = -1;
  }

  failed(): boolean {
    return this.badIndex !== -1;
  }

  /** The error of the row that failed. */
  error(family: string): DecodeError {
    const at = { family, column: this.badName, index: this.badIndex, expected: this.expected };
    const sample = sampleOf(this.cells);
    return { _tag: this.badIndex >= this.cells.length ? 'MissingColumn' : 'BadColumn', ...at, sample };
  }

  integer(index: number, name: string): number {
    const cell = this.cells[index];
    const value = typeof cell === 'number' ? cell : numberOf(cell);
    return Number.isSafeInteger(value) ? value : this.bad(index, name, 'an integer');
  }

  integerOrNull(index: number, name: string): number | null {
    return this.cells[index] === null ? null : this.orNull(this.integer(index, name), index, 'an integer or null');
  }

  number(index: number, name: string): number {
    const cell = this.cells[index];
    const value = typeof cell === 'number' ? cell : numberOf(cell);
    return Number.isFinite(value) ? value : this.bad(index, name, 'a number');
  }

  numberOrNull(index: number, name: string): number | null {
    return this.cells[index] === null ? null : this.orNull(this.number(index, name), index, 'a number or null');
  }

  numberIfSent(index: number, name: string): number | null {
    return index >= this.cells.length ? null : this.numberOrNull(index, name);
  }

  time(index: number, name: string): number {
    const cell = this.cells[index];
    const value = typeof cell === 'number' ? cell : numberOf(cell);
    return Number.isFinite(value) ? value : this.bad(index, name, 'a time in ms');
  }

  timeOrNull(index: number, name: string): number | null {
    return this.cells[index] === null ? null : this.orNull(this.time(index, name), index, 'a time in ms or null');
  }

  text(index: number, name: string): string {
    const cell = this.cells[index];
    if (typeof cell === 'string') return cell;
    this.bad(index, name, 'a text');
    return '';
  }

  token(index: number): string {
    const text = this.texts?.[index];
    if (typeof text === 'string') return text;
    const cell = this.cells[index];
    return typeof cell === 'string' ? cell : String(cell);
  }

  constant({ index, name, value }: ConstantColumn): void {
    if (this.cells[index] !== value) this.bad(index, name, JSON.stringify(value));
  }

  private bad(index: number, name: string, expected: string): number {
    if (this.badIndex === -1) {
      this.badIndex = index;
      this.badName = name;
      this.expected = expected;
    }
    return 0;
  }

  private orNull(value: number, index: number, expected: string): number {
    if (this.badIndex === index) this.expected = expected;
    return value;
  }
}
