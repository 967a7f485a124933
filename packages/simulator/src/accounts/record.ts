import type { CloseReason, EngineOrder } from '../engine/order.js';
import { signedText, statePriceText } from './money.js';

/** An order as its account knows it: what the engine does not care for stands here. */
export interface OrderRecord {
  readonly order: EngineOrder;
  readonly symbol: string;
  readonly decimals: number;
  readonly cid: number;
  readonly gid: number | null;
  readonly flags: number;
  readonly meta: Readonly<Record<string, unknown>>;
  /** Id of the order that brought it along; null for one that came by itself. */
  readonly placedId: number | null;
  /** Milliseconds. */
  readonly created: number;
  readonly updated: number;
  /** What it was before its last update or trigger, such as `EXCHANGE STOP`; null before any. */
  readonly typeBefore: string | null;
  /** Fills at different prices, the latest first, no more than a state can tell. */
  readonly fills: ReadonlyArray<{ readonly price: number; readonly amount: number }>;
  /** All fills: ticks × units, and units. */
  readonly value: bigint;
  readonly filled: number;
  /** Null while it lives. */
  readonly end: CloseReason | null;
}

/** Fills that a state tells of; an order that is eaten crumb by crumb shall not grow for ever. */
const MOST_FILLS = 20;

/** Name of its type on the wire. */
export const typeText = ({ kind, spot }: Pick<EngineOrder, 'kind' | 'spot'>): string =>
  `${spot ? 'EXCHANGE ' : ''}${kind}`;

/** With one fill more. */
export const withFill = (record: OrderRecord, order: EngineOrder, price: number, amount: number): OrderRecord => {
  const [latest, ...older] = record.fills;
  const fills =
    latest?.price === price
      ? [{ price, amount: latest.amount + amount }, ...older]
      : [{ price, amount }, ...record.fills].slice(0, MOST_FILLS);
  const value = record.value + BigInt(price) * BigInt(amount);
  return { ...record, order, fills, value, filled: record.filled + amount };
};

/** Mean price of its fills in ticks; 0 before the first. */
export const averageOf = ({ value, filled }: OrderRecord): number => (filled === 0 ? 0 : Number(value) / filled);

/** STATUS, in the grammar that was recorded: `EXECUTED @ 916.2(0.78): was PARTIALLY FILLED @ 915.9(0.22)`. */
export const stateText = ({ order, decimals, fills, end }: OrderRecord): string => {
  const [latest, ...older] = fills.map(
    ({ price, amount }) => `${statePriceText(price, decimals)}(${signedText(order.side, amount)})`,
  );
  const history = (texts: ReadonlyArray<string>): string =>
    texts.map((text) => `PARTIALLY FILLED @ ${text}`).join(', ');
  const was = older.length === 0 ? '' : `: was ${history(older)}`;
  if (end === 'EXECUTED') return `EXECUTED @ ${latest ?? ''}${was}`;
  if (end !== null) {
    const head = end === 'EXPIRED' || end === 'OCO' || end === 'SELF' ? 'CANCELED' : end;
    return latest === undefined ? head : `${head} was: ${history([latest, ...older])}`;
  }
  return latest === undefined ? 'ACTIVE' : `PARTIALLY FILLED @ ${latest}${was}`;
};
