/** Whether a session that asked for these hears of a frame; null: of all. Source: https://docs.bitfinex.com/docs/ws-auth */
export const delivers = (filter: ReadonlyArray<string> | null, code: string, subject: string | null): boolean => {
  if (filter === null) return true;
  const name = nameOf(code);
  return filter.some((wanted) => wanted === name || (subject !== null && wanted === `${name}-${subject}`));
};

/** Whether it hears of a list of these, if only of some of them. */
export const concerns = (filter: ReadonlyArray<string> | null, code: string): boolean => {
  const name = nameOf(code);
  return filter === null || filter.some((wanted) => wanted === name || wanted.startsWith(`${name}-`));
};

/** Reads the filter of a login; null where none was given: everything. */
export const readFilter = (value: unknown): ReadonlyArray<string> | null => {
  if (!Array.isArray(value)) return null;
  const names = value.filter((name): name is string => typeof name === 'string');
  return names.length === 0 ? null : names;
};

const NAMES: ReadonlyMap<string, string> = new Map([
  ['n', 'notify'],
  ['bu', 'balance'],
  ...['ws', 'wu'].map((code) => [code, 'wallet'] as const),
  ...['fos', 'fon', 'fou', 'foc', 'fcs', 'fcn', 'fcu', 'fcc'].map((code) => [code, 'funding'] as const),
  ...['fls', 'fln', 'flu', 'flc', 'fte', 'ftu', 'fiu'].map((code) => [code, 'funding'] as const),
]);

/** Orders, positions, trades, and what is said of margin. */
const nameOf = (code: string): string => NAMES.get(code) ?? 'trading';
