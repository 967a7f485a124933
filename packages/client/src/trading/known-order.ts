import { isRight } from '@bitfinex-ws/machine';
import type { OrderTarget } from '@bitfinex-ws/protocol';
import { ticketOf, type OrdersState, type Side } from '@bitfinex-ws/trading';
import type { Core } from './core.js';

/** What is known of the order that shall become another. */
export const knownOf = (
  core: Core,
  state: OrdersState,
  target: OrderTarget,
): { readonly symbol: string | null; readonly side: Side | undefined } => {
  if (target.id === undefined) {
    const ticket = ticketOf(state, target.cid);
    return ticket === null ? UNKNOWN : { symbol: ticket.asked.symbol, side: sideOfAmount(Number(ticket.asked.amount)) };
  }
  const held = core.views.orders.get(String(target.id));
  const order = isRight(held) ? held.right : null;
  return order === null ? UNKNOWN : { symbol: order.symbol, side: sideOfAmount(order.amountOrig ?? order.amount) };
};

const UNKNOWN = { symbol: null, side: undefined };
const sideOfAmount = (amount: number): Side => (amount < 0 ? 'sell' : 'buy');
