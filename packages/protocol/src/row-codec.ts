import { isRight } from '@bitfinex-ws/machine';
import * as t from 'io-ts';
import type { CellReader } from './cell-reader.js';
import { jsonText } from './encode/json-text.js';
import { explainDecodeError } from './errors.js';
import { isWireObject } from './fields.js';
import type { NumberMode } from './numbers/number-mode.js';
import { NumberReader } from './numbers/number-reader.js';
import { isNumeric, numberText } from './numbers/numeric.js';
import { TextReader } from './numbers/text-reader.js';
import { columnsOf, type Column, type ConstantColumn, type Row } from './row.js';
import { rowReader, type RowReader, type RowReaderOptions } from './row-reader.js';

/** A row as it lies in a frame. */
export type WireRow = ReadonlyArray<unknown>;

/**
 * An io-ts codec of one kind of row. `decode` and `encode` are io-ts's; `read`, `readAll` and `write` are what decoders and
 * encoders of frames use: they answer with a DecodeError and know the texts of numbers.
 */
export interface RowCodec<A> extends t.Type<A, WireRow, unknown>, RowReader<A> {
  readonly name: string;
  /**
   * The row as JSON text. Numbers that the value holds as text are written as they are, bare. `written` are columns, by
   * index, that are JSON text already.
   */
  readonly write: (value: A, written?: Readonly<Record<number, string>>) => string;
  /** A list of rows as JSON text. */
  readonly writeAll: (values: ReadonlyArray<A>) => string;
  /** The columns, derived from the codec itself. */
  readonly columns: () => ReadonlyArray<Column>;
}

/** A value of either number mode, or with numbers of both. */
type EitherMode<A, T> = { readonly [K in keyof A]: A[K] | (K extends keyof T ? T[K] : never) };

/** The codec of a row with numbers, and that of the same row with the texts of numbers. */
export type RowCodecs<A, T> = RowCodec<A> & {
  /** The codec of text mode. */
  readonly text: RowCodec<T>;
  /** As in RowCodec, for values of either mode. */
  readonly write: (value: EitherMode<A, T>, written?: Readonly<Record<number, string>>) => string;
  /** As in RowCodec, for values of either mode. */
  readonly writeAll: (values: ReadonlyArray<EitherMode<A, T>>) => string;
};

/** What a row codec may be told besides its columns. */
export interface RowOptions extends RowReaderOptions {
  /** Which property of the value's `text` has the text of which column; it is written in place of the number. @default none */
  readonly texts?: Readonly<Record<number, string>>;
}

/**
 * Makes the codecs of a row, one for each number mode, from the literal that reads its columns: give it twice, as
 * `row<'number'>, row<'text'>`.
 */
export const rowCodecs = <A extends object, T extends object>(
  family: string,
  number: (row: Row<'number'>) => A,
  text: (row: Row<'text'>) => T,
  options: RowOptions = {},
): RowCodecs<A, T> => {
  const columns = (): ReadonlyArray<Column> => columnsOf(number);
  return Object.assign(new RowType<'number', A>(family, number, new NumberReader(), columns, options), {
    text: new RowType<'text', T>(family, text, new TextReader(), columns, options),
  });
};

class RowType<N extends NumberMode, A extends object> extends t.Type<A, WireRow, unknown> implements RowCodec<A> {
  readonly read: RowReader<A>['read'];
  readonly readAll: RowReader<A>['readAll'];
  private table: ReadonlyArray<Column> | null = null;
  private readonly constants: ReadonlyArray<ConstantColumn>;

  constructor(
    family: string,
    literal: (row: Row<N>) => A,
    cells: CellReader & Row<N>,
    private readonly tabulate: () => ReadonlyArray<Column>,
    private readonly options: RowOptions,
  ) {
    const reader = rowReader(family, literal, cells, options);
    super(
      family,
      (u): u is A => {
        if (typeof u !== 'object' || u === null) return false;
        const read = reader.read(this.toRow(u));
        return isRight(read) && alike(read.right, u);
      },
      (u, context) => {
        const read = reader.read(u);
        return isRight(read) ? t.success(read.right) : t.failure(u, context, explainDecodeError(read.left));
      },
      (value) => this.toRow(value),
    );
    this.read = (row, texts, drift) => reader.read(row, texts, drift);
    this.readAll = (rows, texts, drift) => reader.readAll(rows, texts, drift);
    this.constants = options.constants ?? [];
  }

  write(value: object, written: Readonly<Record<number, string>> = {}): string {
    const row = this.toRow(value);
    const texts = row.map((_, index): string | null => written[index] ?? null);
    for (const { index, kind } of this.columns()) {
      const cell = row[index];
      if (NUMERIC_KINDS.has(kind) && typeof cell === 'string' && isNumeric(cell)) texts[index] = cell;
    }
    return jsonText(row, texts);
  }

  writeAll(values: ReadonlyArray<object>): string {
    return `[${values.map((value) => this.write(value)).join(',')}]`;
  }

  columns(): ReadonlyArray<Column> {
    return (this.table ??= this.tabulate());
  }

  private width(): number {
    const places = [...this.columns(), ...this.constants];
    return Math.max(...places.map(({ index }) => index + 1));
  }

  private toRow(value: object): WireRow {
    const row: unknown[] = new Array(this.width()).fill(null);
    for (const { index, value: constant } of this.constants) row[index] = constant;
    const properties = value as Readonly<Record<string, unknown>>;
    const texts = isWireObject(properties['text']) ? properties['text'] : null;
    for (const { index, property, kind } of this.columns()) {
      const text = texts?.[this.options.texts?.[index] ?? ''];
      row[index] = cellOf(kind, text ?? properties[property] ?? null);
    }
    return row;
  }
}

const NUMERIC_KINDS: ReadonlySet<Column['kind']> = new Set(['decimal', 'id', 'integer', 'time']);

// A number that a double says with the same text is a number in a row, any other is its text.
const cellOf = (kind: Column['kind'], value: unknown): unknown => {
  if (kind === 'flag' && typeof value === 'boolean') return value ? 1 : 0;
  if (!NUMERIC_KINDS.has(kind) || typeof value !== 'string' || !isNumeric(value)) return value;
  const number = Number(value);
  return numberText(number) === value ? number : value;
};

// Whether a value has every property of a decoded one, of the same type.
const alike = (decoded: unknown, value: unknown): boolean => {
  if (decoded === null) return value === null;
  if (typeof decoded !== 'object') return typeof decoded === typeof value;
  if (typeof value !== 'object' || value === null) return false;
  const properties = value as Readonly<Record<string, unknown>>;
  return Object.entries(decoded).every(([property, each]) => alike(each, properties[property]));
};
