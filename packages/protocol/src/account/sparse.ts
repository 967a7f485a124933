import type { Num, NumberMode } from '../numbers/number-mode.js';
import type { Row } from '../row.js';

/** A decoded row of which any property may be null. */
export type Sparse<A> = { readonly [Property in keyof A]: A[Property] | null };

/**
 * Turns the literal of a codec into that of its sparse variant: the same columns, each of which may be null or missing.
 * Acknowledgements repeat a row as far as the server knows it.
 */
export const sparsely =
  <N extends NumberMode, A extends object>(literal: (row: Row<N>) => A) =>
  (row: Row<N>): Sparse<A> =>
    literal(new SparseRow(row));

// Answers every method with the one that takes null and missing columns too. What it says of its types is not true: it is
// made true by `Sparse`, the type of what `sparsely` returns.
class SparseRow<N extends NumberMode> implements Row<N> {
  constructor(private readonly row: Row<N>) {}

  decimal(index: number, name: string): Num<N> {
    return this.row.decimalIfSent(index, name) as Num<N>;
  }
  decimalOrNull(index: number, name: string): Num<N> | null {
    return this.row.decimalIfSent(index, name);
  }
  decimalIfSent(index: number, name: string): Num<N> | null {
    return this.row.decimalIfSent(index, name);
  }
  id(index: number, name: string): Num<N> {
    return this.row.idIfSent(index, name) as Num<N>;
  }
  idOrNull(index: number, name: string): Num<N> | null {
    return this.row.idIfSent(index, name);
  }
  idIfSent(index: number, name: string): Num<N> | null {
    return this.row.idIfSent(index, name);
  }
  integer(index: number, name: string): number {
    return this.row.integerIfSent(index, name) as number;
  }
  integerOrNull(index: number, name: string): number | null {
    return this.row.integerIfSent(index, name);
  }
  integerIfSent(index: number, name: string): number | null {
    return this.row.integerIfSent(index, name);
  }
  integerOrText(index: number, name: string): number | string {
    return this.row.integerOrTextIfSent(index, name) as number | string;
  }
  integerOrTextIfSent(index: number, name: string): number | string | null {
    return this.row.integerOrTextIfSent(index, name);
  }
  time(index: number, name: string): number {
    return this.row.timeIfSent(index, name) as number;
  }
  timeOrNull(index: number, name: string): number | null {
    return this.row.timeIfSent(index, name);
  }
  timeIfSent(index: number, name: string): number | null {
    return this.row.timeIfSent(index, name);
  }
  text(index: number, name: string): string {
    return this.row.textIfSent(index, name) as string;
  }
  textOrNull(index: number, name: string): string | null {
    return this.row.textIfSent(index, name);
  }
  textIfSent(index: number, name: string): string | null {
    return this.row.textIfSent(index, name);
  }
  flagOrNull(index: number, name: string): boolean | null {
    return this.row.flagIfSent(index, name);
  }
  flagIfSent(index: number, name: string): boolean | null {
    return this.row.flagIfSent(index, name);
  }
  metaIfSent(index: number, name: string): Readonly<Record<string, unknown>> | null {
    return this.row.metaIfSent(index, name);
  }
  rawIfSent(index: number, name: string): unknown {
    return this.row.rawIfSent(index, name);
  }
  token(index: number, name: string): string {
    return this.row.token(index, name);
  }
  plain(index: number): boolean {
    return this.row.plain(index);
  }
}
