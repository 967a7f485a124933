import type { AccountTrade, Order } from '@bitfinex-ws/protocol';
import { announce, type Move } from './move.js';
import { settledOf } from './state.js';

/**
 * An order without a ticket: where its ticket was settled without knowing how it ended, whoever asked for it should hear
 * that it lives, or what became of it.
 */
export const lateOrder =
  (order: Order): Move =>
  (state) => {
    const settled = settledOf(state, order);
    if (!settled || settled.known || settled.symbol !== order.symbol) return [state, []];
    return announce({ type: 'late', cid: settled.cid, order, fill: null })(state);
  };

/** A trade of an order without a ticket: told where the outcome went without it, or without its fee. */
export const lateTrade =
  (trade: AccountTrade): Move =>
  (state) => {
    const settled = settledOf(state, { id: trade.orderId, cid: trade.cid });
    if (!settled || settled.symbol !== trade.symbol) return [state, []];
    const known = settled.fills.find(({ id }) => id === trade.id);
    if (known && (known.fee || trade.fee === null)) return [state, []];
    return announce({ type: 'late', cid: settled.cid, order: null, fill: trade })(state);
  };
