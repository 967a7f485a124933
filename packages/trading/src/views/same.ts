/** Which fields do not count when a row of a snapshot is compared with the row that was held. */
export interface Comparing<Row> {
  /** Fields that a snapshot leaves null until they are calculated: null is no change. */
  readonly calculated: ReadonlyArray<keyof Row & string>;
  /** Fields that say why the row changed, not what it is. */
  readonly passing: ReadonlyArray<keyof Row & string>;
}

/** Whether two rows of one kind say the same, field by field. */
export const isSameRow = <Row extends object>(a: Row, b: Row): boolean => {
  if (a === b) return true;
  for (const field in a) if (!isSameValue(a[field], b[field])) return false;
  return true;
};

/** Whether a row of a snapshot says something else than the row that was held. */
export const isOtherRow = <Row extends object>(before: Row, after: Row, comparing: Comparing<Row>): boolean => {
  for (const field in after) {
    if (comparing.passing.includes(field)) continue;
    if (after[field] === null && comparing.calculated.includes(field)) continue;
    if (before[field] === null && comparing.calculated.includes(field)) continue;
    if (!isSameValue(before[field], after[field])) return true;
  }
  return false;
};

// Metas are small, and compared only where everything else is the same.
const isSameValue = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) ||
  (typeof a === 'object' &&
    typeof b === 'object' &&
    a !== null &&
    b !== null &&
    JSON.stringify(a) === JSON.stringify(b));
