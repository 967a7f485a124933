import type { Num, NumberMode } from '../numbers/number-mode.js';
import { rowCodecs, type RowCodecs } from '../row-codec.js';
import type { Row } from '../row.js';

/*
 * https://docs.bitfinex.com/docs/abbreviations-glossary
 *
 * [KEY, "price", SYMBOL, PRICE, COUNT, DIRECTION]                                    within a notification of type uca
 *
 * The glossary has the layout, no frame of it was seen: every column may be null, and the direction is kept as sent.
 */

const row = <N extends NumberMode>(c: Row<N>): PriceAlert<N> => ({
  key: c.textIfSent(0, 'key'),
  type: c.textIfSent(1, 'type'),
  symbol: c.textIfSent(2, 'symbol'),
  price: c.decimalIfSent(3, 'price'),
  count: c.integerIfSent(4, 'count'),
  direction: c.integerOrTextIfSent(5, 'direction'),
});

/** Reads the row of a price alert. */
export const PriceAlert: RowCodecs<PriceAlert, PriceAlert<'text'>> = rowCodecs(
  'PriceAlert',
  row<'number'>,
  row<'text'>,
);

/** A price alert that went off. https://docs.bitfinex.com/docs/abbreviations-glossary */
export interface PriceAlert<N extends NumberMode = 'number'> {
  /** price:tBTCUSD:10000 */
  readonly key: string | null;
  /** price */
  readonly type: string | null;
  /** The pair: tBTCUSD. */
  readonly symbol: string | null;
  /** In quote currency. */
  readonly price: Num<N> | null;
  /** As sent; no frame was seen. */
  readonly count: number | null;
  /** As sent; no frame was seen. */
  readonly direction: number | string | null;
}
