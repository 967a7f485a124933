/**
 * What a row codec reads its columns through, by index and by the name that the documentation gives them. A codec is one
 * object literal over a Row: run with a reader it decodes, run with a recorder it yields the table of columns.
 * Every number may also come as numeric text (DEC_S). A null is refused where the method does not say OrNull.
 */
export interface Row {
  /** A whole number that a double holds exactly: ids, counts, days. */
  readonly integer: (index: number, name: string) => number;
  readonly integerOrNull: (index: number, name: string) => number | null;
  /** Any finite number. */
  readonly number: (index: number, name: string) => number;
  readonly numberOrNull: (index: number, name: string) => number | null;
  /** As numberOrNull, for a column that older servers do not send: null where it is missing. */
  readonly numberIfSent: (index: number, name: string) => number | null;
  /** A time in ms, which may have a fraction. */
  readonly time: (index: number, name: string) => number;
  readonly timeOrNull: (index: number, name: string) => number | null;
  readonly text: (index: number, name: string) => string;
  /** The number in this column as it was written on the wire. The column is also read as a number, which checks it. */
  readonly token: (index: number, name: string) => string;
}

/** What a column holds. */
export type ColumnKind = 'integer' | 'number' | 'time' | 'text';

/** One column of a row, as its codec reads it. */
export interface Column {
  readonly index: number;
  /** The documentation's name: `BID_SIZE` is bidSize. */
  readonly name: string;
  /** The property of the decoded value. */
  readonly property: string;
  readonly kind: ColumnKind;
  readonly nullable: boolean;
  /** Older servers do not send it. */
  readonly optional: boolean;
}

/** A column that always holds the same text and therefore is no property of the decoded value. */
export interface ConstantColumn {
  readonly index: number;
  readonly name: string;
  readonly value: string;
}

/** Runs the literal of a codec with a recorder: which column each property is read from. */
export const columnsOf = <A extends object>(literal: (row: Row) => A): ReadonlyArray<Column> => {
  const seen = new Map<number, Omit<Column, 'property'>>();
  // Each method answers with the index of its column, so that the literal's value says which property took which column.
  const record =
    (kind: ColumnKind, nullable: boolean, optional = false) =>
    (index: number, name: string): number => {
      seen.set(index, { index, name, kind, nullable, optional });
      return index;
    };
  const text = record('text', false);
  const recorded = literal({
    integer: record('integer', false),
    integerOrNull: record('integer', true),
    number: record('number', false),
    numberOrNull: record('number', true),
    numberIfSent: record('number', true, true),
    time: record('time', false),
    timeOrNull: record('time', true),
    text: (index, name) => String(text(index, name)),
    token: () => '',
  });
  return Object.entries(recorded).flatMap(([property, index]: [string, unknown]) => {
    const column = typeof index === 'object' ? undefined : seen.get(Number(index));
    return column === undefined ? [] : [{ ...column, property }];
  });
};
