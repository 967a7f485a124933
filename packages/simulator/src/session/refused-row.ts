import type { InputName } from '../scenario/fault.js';
import { isFields } from '../accounts/requests.js';
import { sparseOrderRow } from '../accounts/account-text.js';

/** Columns of an offer. Source: https://docs.bitfinex.com/reference/ws-auth-funding-offers */
const OFFER_COLUMNS = 21;
/** Columns of an order. Source: https://docs.bitfinex.com/reference/ws-auth-orders */
const ORDER_COLUMNS = 32;
const nulls = (columns: number): string => `[${Array.from({ length: columns }, () => 'null').join(',')}]`;

/** What a field of a request is in the row of its order, or of its offer. */
const ORDER_PLACES = { id: 0, gid: 1, cid: 2, symbol: 3, amount: 6, type: 8, price: 16 } as const;
const DECIMALS: ReadonlySet<string> = new Set(['amount', 'price']);

/** The row in the refusal of an input, as JSON: what was sent of it, only nulls, or none. */
export const refusedRow = (code: InputName, body: unknown, row: 'sent' | 'nulls' | 'none'): string => {
  if (row === 'none') return 'null';
  if (code === 'fon' || code === 'foc') return nulls(OFFER_COLUMNS);
  if (row === 'nulls') return nulls(ORDER_COLUMNS);
  if (!isFields(body)) return '[]';
  const cells: Record<number, string | number> = {};
  for (const [name, place] of Object.entries(ORDER_PLACES)) {
    const value = scalarOf(body[name]);
    if (value !== null) cells[place] = DECIMALS.has(name) ? Number(value) || 0 : value;
  }
  return sparseOrderRow(cells);
};

/** What can stand in a row; an object would not even let itself be made a number. */
const scalarOf = (value: unknown): string | number | null =>
  (typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && value.length <= 64)
    ? value
    : null;
