/** A table of texts: the first and the last column to the left, those between, which are figures, to the right. */
export const tableLines = (
  headings: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
): ReadonlyArray<string> => {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const isText = (column: number): boolean => column === 0 || column === headings.length - 1;
  const line = (cells: ReadonlyArray<string>): string =>
    widths
      .map((width, column) =>
        isText(column) ? (cells[column] ?? '').padEnd(width) : (cells[column] ?? '').padStart(width),
      )
      .join('  ')
      .trimEnd();
  return [line(headings), ...rows.map(line)];
};
