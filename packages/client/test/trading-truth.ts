import { AccountTrade, Order } from '@bitfinex-ws/protocol';
import type { ExchangeInProcess } from '@bitfinex-ws/simulator';
import { either as E } from 'fp-ts';
import type { ResolvedOrder } from '../src/trading/index.js';

/** What the exchange knows of one order. */
export interface Truth {
  readonly id: number;
  /** What remains; 0: filled. */
  readonly amount: number;
  readonly status: string;
  readonly ended: boolean;
  /** By the ids of its trades: how much of it. */
  readonly fills: ReadonlyMap<number, number>;
}

/** Orders by client id, from the exchange's ledger. Columns as in https://docs.bitfinex.com/reference/ws-auth-orders */
export const truthOf = (exchange: ExchangeInProcess): ReadonlyMap<number, Truth> => {
  const byId = new Map<number, { -readonly [Key in keyof Truth]: Truth[Key] } & { cid: number }>();
  const fills = new Map<number, Map<number, number>>();
  for (const { code, row } of exchange.ledger.account(exchange.keys[0]?.userId ?? 0)) {
    if (code === 'te') {
      const [trade, , , order, amount] = row as ReadonlyArray<number>;
      const known = fills.get(order ?? 0) ?? new Map<number, number>();
      fills.set(order ?? 0, known.set(trade ?? 0, amount ?? 0));
      continue;
    }
    if (code === 'tu') continue;
    const [id, cid, amount, status] = [row[0], row[2], row[6], row[13]] as [number, number, number, string];
    byId.set(id, { id, cid, amount, status, ended: code === 'oc', fills: fills.get(id) ?? new Map<number, number>() });
  }
  // A trade is told before the order that it fills at once.
  return new Map(
    [...byId.values()].map((truth) => [truth.cid, { ...truth, fills: fills.get(truth.id) ?? truth.fills }]),
  );
};

/** The order of that client id with its trades, as REST would tell it; null: there is none such. */
export const resolvedOf = (exchange: ExchangeInProcess, cid: number): ResolvedOrder | null => {
  const all = exchange.ledger.account(exchange.keys[0]?.userId ?? 0);
  const last = all.filter(({ code, row }) => ['on', 'ou', 'oc'].includes(code) && row[2] === cid).at(-1);
  const order = last === undefined ? null : right(Order.read(last.row));
  if (order === null) return null;
  const trades = new Map<number, AccountTrade>();
  for (const { code, row } of all) {
    if ((code !== 'te' && code !== 'tu') || row[3] !== order.id) continue;
    const trade = right(AccountTrade.read(row));
    if (trade !== null) trades.set(trade.id, trade);
  }
  return { order, trades: [...trades.values()] };
};

const right = <A>(read: E.Either<unknown, A>): A | null => (E.isRight(read) ? read.right : null);
