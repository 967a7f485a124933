import type { RowText } from '@bitfinex-ws/protocol';
import { STAGED, type Columns } from '../src/columns.js';
import type { Side } from '../src/side.js';

/** What a test says of a level: its place, and what stands there. */
export interface Placed {
  readonly price: number;
  readonly period?: number;
  readonly id?: number;
  readonly amount?: number;
  readonly text?: RowText | null;
}

export const stage = (columns: Columns, { price, period = 0, id = 1, amount = 1, text = null }: Placed): void => {
  columns.price[STAGED] = price;
  columns.amount[STAGED] = amount;
  columns.mark[STAGED] = id;
  if (columns.lends) columns.period[STAGED] = period;
  columns.stagedText = text;
};

/** Puts a level where it belongs, in place of the one that stands exactly there. */
export const put = (side: Side, level: Placed): void => {
  const { columns } = side;
  stage(columns, level);
  const depth = side.locate(STAGED);
  if (depth >= 0) columns.replace(side.slot(depth));
  else side.insert(~depth, columns.keep());
};

/** Takes the level away that stands exactly there; false if there is none. */
export const take = (side: Side, level: Placed): boolean => {
  const { columns } = side;
  stage(columns, level);
  const depth = side.locate(STAGED);
  if (depth < 0) return false;
  columns.release(side.slot(depth));
  side.remove(depth);
  return true;
};
