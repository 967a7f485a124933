import type { RowText } from '@bitfinex-ws/protocol';
import type { Columns } from './columns.js';

/** One level (P0 to P4) or one order (R0) of a side. It stays as it was made, whatever becomes of the book. */
export interface Level {
  /** Price; for funding the rate. */
  readonly price: number;
  /** As sent: trading bids positive, asks negative; funding the other way round. */
  readonly amount: number;
  /** Orders at this level; null in an R0 book. */
  readonly count: number | null;
  /** Days; null in a trading book. */
  readonly period: number | null;
  /** Order or offer id; null in a P book. */
  readonly id: number | null;
  /** The texts as sent that the checksum is made of. Made when it is read. */
  readonly text: RowText;
}

/** The level that a slot holds. */
export const levelAt = (columns: Columns, slot: number): Level => {
  const { raw, lends } = columns;
  const price = columns.price[slot] ?? 0;
  const amount = columns.amount[slot] ?? 0;
  const mark = columns.mark[slot] ?? 0;
  const sent = columns.textOf(slot);
  return {
    price,
    amount,
    count: raw ? null : mark,
    period: lends ? (columns.period[slot] ?? 0) : null,
    id: raw ? mark : null,
    get text() {
      return sent ?? { key: String(raw ? mark : price), amount: String(amount) };
    },
  };
};
