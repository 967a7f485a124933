import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import { explainDecodeError, type DecodeError } from './errors.js';
import type { Texts } from './json.js';
import { columnsOf, type Column, type ConstantColumn, type Row } from './row.js';
import { RowReader } from './row-reader.js';
import { sampleOf } from './sample.js';

/** A row as it lies in a frame. */
export type WireRow = ReadonlyArray<unknown>;

/**
 * An io-ts codec of one kind of row. `decode` and `encode` are io-ts's; `read` and `readAll` are what decoders use: they
 * answer with a DecodeError and take the texts of numbers along.
 */
export interface RowCodec<A> extends t.Type<A, WireRow, unknown> {
  /** Decodes one row. `texts` are the texts of its numbers where the frame was read with them. */
  readonly read: (row: unknown, texts?: Texts) => E.Either<DecodeError, A>;
  /** Decodes a list of rows; the first bad row is the Left. */
  readonly readAll: (rows: ReadonlyArray<unknown>, texts?: Texts) => E.Either<DecodeError, ReadonlyArray<A>>;
  /** The columns, derived from the codec itself. */
  readonly columns: () => ReadonlyArray<Column>;
}

/** Makes the codec of a row from the literal that reads its columns. `constants` are columns that never change. */
export const rowCodec = <A extends object>(
  family: string,
  literal: (row: Row) => A,
  constants: ReadonlyArray<ConstantColumn> = [],
): RowCodec<A> => new RowType(family, literal, constants);

class RowType<A extends object> extends t.Type<A, WireRow, unknown> implements RowCodec<A> {
  private readonly reader = new RowReader();
  private table: ReadonlyArray<Column> | null = null;

  constructor(
    family: string,
    private readonly literal: (row: Row) => A,
    private readonly constants: ReadonlyArray<ConstantColumn>,
  ) {
    super(
      family,
      (u): u is A => {
        if (typeof u !== 'object' || u === null) return false;
        const read = this.read(this.toRow(u));
        return E.isRight(read) && alike(read.right, u);
      },
      (u, context) => {
        const read = this.read(u);
        return E.isRight(read) ? t.success(read.right) : t.failure(u, context, explainDecodeError(read.left));
      },
      (value) => this.toRow(value),
    );
  }

  read(row: unknown, texts: Texts = null): E.Either<DecodeError, A> {
    if (!Array.isArray(row)) return E.left(this.notARow(row));
    const value = this.readRow(row, texts);
    return this.reader.failed() ? E.left(this.reader.error(this.name)) : E.right(value);
  }

  readAll(rows: ReadonlyArray<unknown>, texts: Texts = null): E.Either<DecodeError, ReadonlyArray<A>> {
    const values: A[] = [];
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at];
      if (!Array.isArray(row)) return E.left(this.notARow(row));
      values.push(this.readRow(row, texts?.[at] ?? null));
      if (this.reader.failed()) return E.left(this.reader.error(this.name));
    }
    return E.right(values);
  }

  columns(): ReadonlyArray<Column> {
    return (this.table ??= columnsOf(this.literal));
  }

  private readRow(row: ReadonlyArray<unknown>, texts: Texts): A {
    this.reader.open(row, texts);
    for (const constant of this.constants) this.reader.constant(constant);
    return this.literal(this.reader);
  }

  private notARow(sent: unknown): DecodeError {
    return { _tag: 'BadPayload', family: this.name, expected: 'a row', sample: sampleOf(sent) };
  }

  private toRow(value: object): WireRow {
    const columns = this.columns();
    const width = Math.max(...columns.map(({ index }) => index + 1), ...this.constants.map(({ index }) => index + 1));
    const row: unknown[] = new Array(width).fill(null);
    for (const { index, value: constant } of this.constants) row[index] = constant;
    const properties = value as Readonly<Record<string, unknown>>;
    for (const { index, property } of columns) row[index] = properties[property] ?? null;
    return row;
  }
}

// Whether a value has every property of a decoded one, of the same type.
const alike = (decoded: unknown, value: unknown): boolean => {
  if (decoded === null) return value === null;
  if (typeof decoded !== 'object') return typeof decoded === typeof value;
  if (typeof value !== 'object' || value === null) return false;
  const properties = value as Readonly<Record<string, unknown>>;
  return Object.entries(decoded).every(([property, each]) => alike(each, properties[property]));
};
