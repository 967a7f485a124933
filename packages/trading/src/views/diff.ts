import type { ViewDiff } from './contract.js';

/** How `after` differs from `before`; `isOther` judges rows that are in both. */
export const diffRows = <Row>(
  before: ReadonlyMap<string, Row>,
  after: ReadonlyMap<string, Row>,
  isOther: (before: Row, after: Row) => boolean,
): ViewDiff<Row> => {
  const appeared = new Map<string, Row>();
  const gone = new Map<string, Row>();
  const changed = new Map<string, { readonly before: Row; readonly after: Row }>();
  for (const [key, row] of after) {
    const old = before.get(key);
    if (old === undefined) appeared.set(key, row);
    else if (isOther(old, row)) changed.set(key, { before: old, after: row });
  }
  for (const [key, row] of before) if (!after.has(key)) gone.set(key, row);
  return { appeared, gone, changed };
};

/** What a view becomes by a difference; apart from what does not count as one it is the view as it was after. */
export const applyDiff = <Row>(before: ReadonlyMap<string, Row>, diff: ViewDiff<Row>): ReadonlyMap<string, Row> => {
  const rows = new Map(before);
  for (const key of diff.gone.keys()) rows.delete(key);
  for (const [key, { after }] of diff.changed) rows.set(key, after);
  for (const [key, row] of diff.appeared) rows.set(key, row);
  return rows;
};

/** Whether nothing differs. */
export const isEmptyDiff = <Row>({ appeared, gone, changed }: ViewDiff<Row>): boolean =>
  appeared.size === 0 && gone.size === 0 && changed.size === 0;
