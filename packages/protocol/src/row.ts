import type { Num, NumberMode } from './numbers/number-mode.js';

/**
 * What a row codec reads its columns through, by index and by the name that the documentation gives them. A codec is one
 * object literal over a Row: run with a reader it decodes, run with a recorder it yields the table of columns. So the
 * literal does nothing but read: each property is one call.
 *
 * Every number may also come as numeric text (DEC_S). A null is refused where the method says neither OrNull nor IfSent.
 * IfSent: null also where the row ends before the column, as rows of older servers and sparse acknowledgements do.
 */
export interface Row<N extends NumberMode> {
  /** Any finite number: price, amount, rate. In text mode its text as sent. */
  readonly decimal: (index: number, name: string) => Num<N>;
  /** As `decimal`, or null. */
  readonly decimalOrNull: (index: number, name: string) => Num<N> | null;
  /** As `decimal`, or null, or beyond the end of the row. */
  readonly decimalIfSent: (index: number, name: string) => Num<N> | null;
  /** A whole number that names something. Up to 2^53 as a number; of any size in text mode, as its text. */
  readonly id: (index: number, name: string) => Num<N>;
  /** As `id`, or null. */
  readonly idOrNull: (index: number, name: string) => Num<N> | null;
  /** As `id`, or null, or beyond the end of the row. */
  readonly idIfSent: (index: number, name: string) => Num<N> | null;
  /** A whole number that a double holds exactly: counts, days, flags, codes. A number in both modes. */
  readonly integer: (index: number, name: string) => number;
  /** As `integer`, or null. */
  readonly integerOrNull: (index: number, name: string) => number | null;
  /** As `integer`, or null, or beyond the end of the row. */
  readonly integerIfSent: (index: number, name: string) => number | null;
  /** A whole number, or the word that servers of other years have there. */
  readonly integerOrText: (index: number, name: string) => number | string;
  /** As `integerOrText`, or null, or beyond the end of the row. */
  readonly integerOrTextIfSent: (index: number, name: string) => number | string | null;
  /** A time in ms, which may have a fraction. A number in both modes. */
  readonly time: (index: number, name: string) => number;
  /** As `time`, or null. */
  readonly timeOrNull: (index: number, name: string) => number | null;
  /** As `time`, or null, or beyond the end of the row. */
  readonly timeIfSent: (index: number, name: string) => number | null;
  /** Text as it was sent. */
  readonly text: (index: number, name: string) => string;
  /** As `text`, or null. */
  readonly textOrNull: (index: number, name: string) => string | null;
  /** As `text`, or null, or beyond the end of the row. */
  readonly textIfSent: (index: number, name: string) => string | null;
  /** 0 or 1, also sent as false or true. */
  readonly flagOrNull: (index: number, name: string) => boolean | null;
  /** As `flagOrNull`, or beyond the end of the row. */
  readonly flagIfSent: (index: number, name: string) => boolean | null;
  /** An object, also sent as the JSON text of one. Numbers in it are numbers in both modes. */
  readonly metaIfSent: (index: number, name: string) => Readonly<Record<string, unknown>> | null;
  /** Whatever stands there, as parsed: for a column whose type depends on another one. */
  readonly rawIfSent: (index: number, name: string) => unknown;
  /** The number in this column as it was written on the wire. The column is also read as a number, which checks it. */
  readonly token: (index: number, name: string) => string;
  /** Whether `String` of the number in this column writes just what was sent. In text mode it always does. */
  readonly plain: (index: number) => boolean;
}

/** What a column holds. */
export type ColumnKind = 'decimal' | 'id' | 'integer' | 'integerOrText' | 'time' | 'text' | 'flag' | 'meta' | 'raw';

/** One column of a row, as its codec reads it. */
export interface Column {
  /** Its place in the row, from 0. */
  readonly index: number;
  /** The documentation's name: `BID_SIZE` is bidSize. */
  readonly name: string;
  /** The property of the decoded value. */
  readonly property: string;
  /** What it holds. */
  readonly kind: ColumnKind;
  /** Whether null may stand there. */
  readonly nullable: boolean;
  /** Older servers or sparse acknowledgements do not send it. */
  readonly optional: boolean;
}

/** A column that always holds the same text and therefore is no property of the decoded value. */
export interface ConstantColumn {
  /** Its place in the row, from 0. */
  readonly index: number;
  /** The documentation's name. */
  readonly name: string;
  /** What it holds. */
  readonly value: string;
}

/** Runs the literal of a codec with a recorder: which column each property is read from. */
export const columnsOf = <A extends object>(literal: (row: Row<'number'>) => A): ReadonlyArray<Column> => {
  const seen = new Map<unknown, Omit<Column, 'property'>>();
  // Each method answers with the index of its column, so that the literal's value says which property took which column.
  const record =
    (kind: ColumnKind, nullable = false, optional = false) =>
    (index: number, name: string): unknown => {
      seen.set(index, { index, name, kind, nullable, optional });
      return index;
    };
  const recorder: Readonly<Record<keyof Row<'number'>, (index: number, name: string) => unknown>> = {
    decimal: record('decimal'),
    decimalOrNull: record('decimal', true),
    decimalIfSent: record('decimal', true, true),
    id: record('id'),
    idOrNull: record('id', true),
    idIfSent: record('id', true, true),
    integer: record('integer'),
    integerOrNull: record('integer', true),
    integerIfSent: record('integer', true, true),
    integerOrText: record('integerOrText'),
    integerOrTextIfSent: record('integerOrText', true, true),
    time: record('time'),
    timeOrNull: record('time', true),
    timeIfSent: record('time', true, true),
    text: record('text'),
    textOrNull: record('text', true),
    textIfSent: record('text', true, true),
    flagOrNull: record('flag', true),
    flagIfSent: record('flag', true, true),
    metaIfSent: record('meta', true, true),
    rawIfSent: record('raw', true, true),
    token: () => null,
    plain: () => true,
  };
  const recorded = literal(recorder as Row<'number'>);
  return Object.entries(recorded).flatMap(([property, index]: [string, unknown]) => {
    const column = seen.get(index);
    return column === undefined ? [] : [{ ...column, property }];
  });
};
