import type { Wallet } from './bank.js';
import { moneyText, signedText, type Money } from './money.js';
import type { Position } from './positions.js';
import { averageOf, stateText, typeText, type OrderRecord } from './record.js';
import { amountText, decimalText } from '../wire/number-text.js';

/** A trade as its account sees it. */
export interface OwnTrade {
  readonly id: number;
  readonly mts: number;
  /** As it was when it traded. */
  readonly record: OrderRecord;
  readonly units: number;
  readonly price: number;
  readonly maker: boolean;
  readonly fee: Money;
  readonly feeCurrency: string;
}

/** Figures of a position that are only sent once they were calculated. */
interface Calculated {
  readonly profit: Money;
  /** Percent of what was paid. */
  readonly percent: number;
  readonly leverage: number;
}

const text = (value: string | null): string => (value === null ? 'null' : JSON.stringify(value));
const orNull = (value: number | null): string => (value === null ? 'null' : String(value));
const list = (cells: ReadonlyArray<string>): string => `[${cells.join(',')}]`;

/** An order, 32 columns. Source: recordings, and https://docs.bitfinex.com/reference/ws-auth-orders */
export const orderRow = (record: OrderRecord): string => {
  const { order, decimals, symbol } = record;
  const price = Number.isFinite(order.price) ? decimalText(order.price, decimals) : '0';
  return list([
    ...[String(order.id), orNull(record.gid), String(record.cid), text(symbol)],
    ...[String(record.created), String(record.updated)],
    ...[signedText(order.side, order.amount), signedText(order.side, order.original)],
    ...[text(typeText(order)), text(record.typeBefore), orNull(order.expiresAt), 'null'],
    ...[String(record.flags), text(stateText(record)), 'null', 'null'],
    ...[price, averageText(averageOf(record), decimals)],
    ...[decimalText(order.trail, decimals), decimalText(order.limit, decimals)],
    ...['null', 'null', 'null', '0', order.hidden ? '1' : '0', orNull(record.placedId), 'null', 'null'],
    ...['"API>BFX"', 'null', 'null', JSON.stringify(record.meta)],
  ]);
};

const averageText = (ticks: number, decimals: number): string =>
  String(Number((ticks / 10 ** decimals).toPrecision(12)));

/** What a refusal, or a cancellation by cid, tells of an order: only what is known of it. Source: recordings. */
export const sparseOrderRow = (known: Readonly<Record<number, string | number>>): string =>
  list(
    Array.from({ length: 32 }, (_, place) => {
      const value = known[place];
      if (value === undefined) return place === 23 ? '0' : 'null';
      return JSON.stringify(value);
    }),
  );

/** A trade: `te` without its fee, `tu` with it. */
export const tradeRow = (trade: OwnTrade, stored: boolean): string => {
  const { record, units, price, maker, fee, feeCurrency } = trade;
  const { order, decimals } = record;
  return list([
    ...[String(trade.id), text(record.symbol), String(trade.mts), String(order.id)],
    ...[signedText(order.side, units), decimalText(price, decimals)],
    ...[text(typeText(order)), Number.isFinite(order.price) ? decimalText(order.price, decimals) : '0'],
    ...[maker ? '1' : '-1', stored ? moneyText(-fee) : 'null', stored ? text(feeCurrency) : 'null'],
    String(record.cid),
  ]);
};

/** A wallet. Without what is available in it, as in the snapshot: not calculated yet. */
export const walletRow = (
  { type, currency, balance }: Wallet,
  available: Money | null,
  meta: string = 'null',
  description: string | null = null,
): string =>
  list([
    ...[text(type), text(currency), moneyText(balance), '0'],
    ...[available === null ? 'null' : moneyText(available), text(description), meta],
  ]);

/** Why a wallet or a position changed; the numbers in it are texts. Source: recording of 2025. */
export const tradeMeta = ({ record, units, price }: OwnTrade, opponentId: number | null): string =>
  JSON.stringify({
    reason: 'TRADE',
    order_id: record.order.id,
    order_id_oppo: opponentId,
    trade_price: decimalText(price, record.decimals),
    trade_amount: signedText(record.order.side, units),
    order_cid: record.cid,
    order_gid: record.gid,
  });

/** The text of the ledger for a wallet that a trade on spot has changed. Source: recording of 2025. */
export const exchangeWords = (
  { record, units, price }: OwnTrade,
  { base, quote }: { readonly base: string; readonly quote: string },
): string => {
  const at = decimalText(price, record.decimals);
  return `Exchange ${amountText(units)} ${base} for ${quote} @ ${at.includes('.') ? at : `${at}.0`}`;
};

/** A position that is open; null figures are not calculated yet. */
export const positionRow = (
  { id, symbol, amount, cost }: Position,
  { decimals, derivative }: { readonly decimals: number; readonly derivative: boolean },
  figures: Calculated | null,
  meta: string = 'null',
): string =>
  list([
    ...[text(symbol), '"ACTIVE"', amountText(amount), averageText(Number(cost) / Math.abs(amount), decimals), '0', '0'],
    ...(figures
      ? [moneyText(figures.profit), String(figures.percent), '0', String(figures.leverage)]
      : ['null', 'null', 'null', 'null']),
    ...['null', String(id), 'null', 'null', 'null', derivative ? '1' : '0', 'null', '0', figures ? '0' : 'null', meta],
  ]);

/** A position that is not any more. */
export const closedPositionRow = (
  { id, symbol, amount, cost }: Position,
  { decimals, derivative }: { readonly decimals: number; readonly derivative: boolean },
): string =>
  list([
    ...[text(symbol), '"CLOSED"', '0', averageText(Number(cost) / Math.abs(amount), decimals), '0', '0'],
    ...['null', 'null', 'null', 'null', 'null', String(id)],
    ...['null', 'null', 'null', derivative ? '1' : '0', 'null', '0', 'null', 'null'],
  ]);

interface Notice {
  readonly type: string;
  /** JSON already. */
  readonly info: string;
  readonly status: string | null;
  readonly words: string | null;
  readonly messageId?: number | null;
}

/** A notification. */
export const notificationRow = (now: number, { type, info, status, words, messageId = null }: Notice): string =>
  list([String(Math.floor(now)), text(type), orNull(messageId), 'null', info, 'null', text(status), text(words)]);
