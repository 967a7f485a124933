import type { DecodeError } from './errors.js';
import type { Texts } from './json.js';
import { numberOf, numberText } from './numbers/numeric.js';
import type { ConstantColumn } from './row.js';
import { sampleOf } from './sample.js';

/**
 * Reads the columns of one row after the other that are the same in both number modes; one object serves all rows of a
 * codec. A column that does not hold what is asked for is remembered (the first alone) and answered with a placeholder:
 * whoever runs the literal asks `failed` afterwards and throws its value away. That keeps the literal free of branches and
 * the good case free of allocations.
 */
export class CellReader {
  protected cells: ReadonlyArray<unknown> = [];
  private texts: Texts = null;
  private badIndex = -1;
  private badName = '';
  private expected = '';

  /** Begins a row; `texts` are its numbers as written, null in number mode. */
  open(cells: ReadonlyArray<unknown>, texts: Texts): void {
    this.cells = cells;
    this.texts = texts;
    this.badIndex = -1;
  }

  /** Whether a column did not hold what was asked for. */
  failed(): boolean {
    return this.badIndex !== -1;
  }

  /** The error of the row that failed. */
  error(family: string): DecodeError {
    const at = { family, column: this.badName, index: this.badIndex, expected: this.expected };
    const sample = sampleOf(this.cells);
    return { _tag: this.badIndex >= this.cells.length ? 'MissingColumn' : 'BadColumn', ...at, sample };
  }

  /** A whole number that a double holds exactly: counts, days, flags, codes. A number in both modes. */
  integer(index: number, name: string): number {
    const value = this.numberAt(index);
    return Number.isSafeInteger(value) ? value : this.bad(index, name, 'an integer', 0);
  }

  /** As `integer`, or null. */
  integerOrNull(index: number, name: string): number | null {
    return this.cells[index] === null ? null : this.orNull(this.integer(index, name), index, 'an integer or null');
  }

  /** As `integer`, or null, or beyond the end of the row. */
  integerIfSent(index: number, name: string): number | null {
    return this.missing(index) ? null : this.integerOrNull(index, name);
  }

  /** A whole number, or the word that servers of other years have there. */
  integerOrText(index: number, name: string): number | string {
    const cell = this.cells[index];
    const value = this.numberAt(index);
    if (Number.isSafeInteger(value)) return value;
    return typeof cell === 'string' ? cell : this.bad(index, name, 'an integer or a text', 0);
  }

  /** As `integerOrText`, or null, or beyond the end of the row. */
  integerOrTextIfSent(index: number, name: string): number | string | null {
    if (this.missing(index) || this.cells[index] === null) return null;
    return this.orNull(this.integerOrText(index, name), index, 'an integer, a text or null');
  }

  /** A time in ms, which may have a fraction. A number in both modes. */
  time(index: number, name: string): number {
    const value = this.numberAt(index);
    return Number.isFinite(value) ? value : this.bad(index, name, 'a time in ms', 0);
  }

  /** As `time`, or null. */
  timeOrNull(index: number, name: string): number | null {
    return this.cells[index] === null ? null : this.orNull(this.time(index, name), index, 'a time in ms or null');
  }

  /** As `time`, or null, or beyond the end of the row. */
  timeIfSent(index: number, name: string): number | null {
    return this.missing(index) ? null : this.timeOrNull(index, name);
  }

  /** Text as it was sent. */
  text(index: number, name: string): string {
    const cell = this.cells[index];
    return typeof cell === 'string' ? cell : this.bad(index, name, 'a text', '');
  }

  /** As `text`, or null. */
  textOrNull(index: number, name: string): string | null {
    const cell = this.cells[index];
    return cell === null || typeof cell === 'string' ? cell : this.bad(index, name, 'a text or null', null);
  }

  /** As `text`, or null, or beyond the end of the row. */
  textIfSent(index: number, name: string): string | null {
    return this.missing(index) ? null : this.textOrNull(index, name);
  }

  /** 0 or 1, also sent as false or true. */
  flagOrNull(index: number, name: string): boolean | null {
    const cell = this.cells[index];
    if (cell === null || typeof cell === 'boolean') return cell;
    const value = this.numberAt(index);
    return value === 0 || value === 1 ? value === 1 : this.bad(index, name, '0, 1 or null', null);
  }

  /** As `flagOrNull`, or beyond the end of the row. */
  flagIfSent(index: number, name: string): boolean | null {
    return this.missing(index) ? null : this.flagOrNull(index, name);
  }

  /** An object, also sent as the JSON text of one. Numbers in it are numbers in both modes. */
  metaIfSent(index: number, name: string): Readonly<Record<string, unknown>> | null {
    const cell = this.cells[index] ?? null;
    if (cell === null) return null;
    const value = typeof cell === 'string' ? parsed(cell) : cell;
    return isRecord(value) ? value : this.bad(index, name, 'an object or null', null);
  }

  /** Whatever stands there, as parsed: for a column whose type depends on another one. */
  rawIfSent(index: number): unknown {
    return this.cells[index] ?? null;
  }

  /** The number in this column as it was written on the wire. The column is also read as a number, which checks it. */
  token(index: number): string {
    const text = this.texts?.[index];
    if (typeof text === 'string') return text;
    const cell = this.cells[index];
    return typeof cell === 'number' ? numberText(cell) : String(cell);
  }

  /** Asks for a column that always holds the same text. */
  constant({ index, name, value }: ConstantColumn): void {
    if (this.cells[index] !== value) this.bad(index, name, JSON.stringify(value), null);
  }

  protected numberAt(index: number): number {
    const cell = this.cells[index];
    return typeof cell === 'number' ? cell : numberOf(cell);
  }

  protected missing(index: number): boolean {
    return index >= this.cells.length;
  }

  protected bad<A>(index: number, name: string, expected: string, placeholder: A): A {
    if (this.badIndex === -1) {
      this.badIndex = index;
      this.badName = name;
      this.expected = expected;
    }
    return placeholder;
  }

  protected orNull<A>(value: A, index: number, expected: string): A {
    if (this.badIndex === index) this.expected = expected;
    return value;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
