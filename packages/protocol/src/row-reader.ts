import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { CellReader } from './cell-reader.js';
import type { Drift, DriftingRow } from './drift.js';
import type { DecodeError } from './errors.js';
import type { Texts } from './json.js';
import type { NumberMode } from './numbers/number-mode.js';
import type { ConstantColumn, Row } from './row.js';
import { sampleOf } from './sample.js';

/** Reads one kind of row in one number mode: the half of its codec that decoders use, without io-ts and without writing. */
export interface RowReader<A> {
  /** What kind of row it is, for errors and for drift. */
  readonly name: string;
  /** Decodes one row. `texts` are the texts of its numbers where the frame was read with them; `drift` counts wide rows. */
  readonly read: (row: unknown, texts?: Texts, drift?: Drift | null) => E.Either<DecodeError, A>;
  /** Decodes a list of rows; the first bad row is the Left. */
  readonly readAll: (
    rows: ReadonlyArray<unknown>,
    texts?: Texts,
    drift?: Drift | null,
  ) => E.Either<DecodeError, ReadonlyArray<A>>;
}

/** What the reading of a row may be told besides its columns. */
export interface RowReaderOptions {
  /** Columns that never change. @default none */
  readonly constants?: ReadonlyArray<ConstantColumn>;
  /** How many columns servers send, where columns without a name follow the last. Wider rows are drift. @default the columns */
  readonly width?: number;
}

/** Makes the reader of a row from the literal that reads its columns. */
export const rowReader = <N extends NumberMode, A extends object>(
  family: string,
  literal: (row: Row<N>) => A,
  cells: CellReader & Row<N>,
  options: RowReaderOptions = {},
): RowReader<A> => new LiteralReader(family, literal, cells, options.constants ?? [], options.width ?? 0);

class LiteralReader<N extends NumberMode, A extends object> implements RowReader<A>, DriftingRow {
  // Found out when the first row is read, as nothing may run at import.
  known = 0;

  constructor(
    readonly name: string,
    private readonly literal: (row: Row<N>) => A,
    private readonly cells: CellReader & Row<N>,
    readonly constants: ReadonlyArray<ConstantColumn>,
    readonly width: number,
  ) {}

  read(row: unknown, texts: Texts = null, drift: Drift | null = null): E.Either<DecodeError, A> {
    if (!Array.isArray(row)) return left(this.notARow(row));
    const value = this.readRow(row, texts);
    if (this.cells.failed()) return left(this.cells.error(this.name));
    if (drift !== null && row.length > this.known) this.known = drift.note(this, row.length);
    return right(value);
  }

  readAll(
    rows: ReadonlyArray<unknown>,
    texts: Texts = null,
    drift: Drift | null = null,
  ): E.Either<DecodeError, ReadonlyArray<A>> {
    const values: A[] = [];
    let widest = 0;
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at];
      if (!Array.isArray(row)) return left(this.notARow(row));
      values.push(this.readRow(row, texts?.[at] ?? null));
      if (this.cells.failed()) return left(this.cells.error(this.name));
      if (row.length > widest) widest = row.length;
    }
    if (drift !== null && widest > this.known) this.known = drift.note(this, widest);
    return right(values);
  }

  private readRow(row: ReadonlyArray<unknown>, texts: Texts): A {
    this.cells.open(row, texts);
    for (const constant of this.constants) this.cells.constant(constant);
    return this.literal(this.cells);
  }

  run(see: (index: number) => null): void {
    this.literal(new Proxy(this.cells, { get: () => see }));
  }

  private notARow(sent: unknown): DecodeError {
    return { _tag: 'BadPayload', family: this.name, expected: 'a row', sample: sampleOf(sent) };
  }
}
