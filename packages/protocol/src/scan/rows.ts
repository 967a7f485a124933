import { CLOSE, COMMA, OPEN } from './bytes.js';
import type { Scanner } from './scanner.js';

/** Scans a list of rows. Null where one of them is not for a scanner. */
export const scanRows = <A>(scanner: Scanner, row: (scanner: Scanner) => A | null): ReadonlyArray<A> | null => {
  const rows: A[] = [];
  if (!scanner.skip(OPEN)) return null;
  if (scanner.skip(CLOSE)) return rows;
  do {
    const read = row(scanner);
    if (read === null) return null;
    rows.push(read);
  } while (scanner.skip(COMMA));
  return scanner.skip(CLOSE) ? rows : null;
};
