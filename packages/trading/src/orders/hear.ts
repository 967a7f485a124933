import type { AccountMessage, AccountTrade, Order } from '@bitfinex-ws/protocol';
import { alive, isChange } from './acknowledge.js';
import { answered } from './answers.js';
import { claim } from './claim.js';
import type { OrdersConfig, Ticket } from './contract.js';
import { reconcile } from './doubt.js';
import { conclude, end, isReady } from './end.js';
import { merge } from './fills.js';
import { lateOrder, lateTrade } from './late.js';
import { announce, nothing, sequence, store, withTicket, type Fact, type Move } from './move.js';
import { answerAtEnd } from './requests.js';

/** Something came on the account channel. What is not about orders that were asked for here changes nothing. */
export const heard =
  (config: OrdersConfig, { conn, message }: Fact<'Received'>): Move =>
  (state) =>
    state.conn === conn ? about(config, conn, message)(state) : [state, []];

const about = (config: OrdersConfig, conn: number, message: AccountMessage): Move => {
  switch (message.type) {
    case 'notification':
      return answered(config, conn, message.notification);
    case 'order':
      return row(config, conn, message.code, message.order);
    case 'orders':
      return message.code === 'os'
        ? reconcile(config, conn, message.orders)
        : sequence(...message.orders.map((order) => row(config, conn, message.code, order)));
    case 'accountTrade':
      return trade(config, conn, message.trade);
    case 'accountTrades':
      return sequence(...message.trades.map((each) => trade(config, conn, each)));
    default:
      return nothing;
  }
};

const row =
  (config: OrdersConfig, conn: number, code: 'on' | 'ou' | 'oc' | 'os', order: Order): Move =>
  (state) => {
    const ticket = claim(state, order);
    if (!ticket) return sequence(lateOrder(order), code === 'oc' ? answerAtEnd(order, order) : nothing)(state);
    if (ticket.state._tag === 'Ended') return [state, []];
    if (code === 'oc') return end(config, ticket, order, code)(state);
    // The answer has told it already: then `on` says the same again.
    const told = ticket.id !== null && ticket.state._tag === 'Live' && isChange(ticket.order, order);
    return sequence(
      alive(ticket, conn, { id: order.id, by: code, order }),
      told ? announce({ type: 'updated', cid: ticket.cid, order }) : nothing,
    )(state);
  };

const trade =
  (config: OrdersConfig, conn: number, told: AccountTrade): Move =>
  (state) => {
    const { orderId: id, cid, symbol, orderType } = told;
    const ticket = claim(state, { id, cid, symbol, orderType, placedId: null });
    if (!ticket) return lateTrade(told)(state);
    return sequence(
      alive(ticket, conn, { id, by: 'te', order: null }),
      withTicket(ticket.cid, (current) => filled(config, current, told)),
    )(state);
  };

// Takes a trade into the fills of its order.
const filled = (config: OrdersConfig, ticket: Ticket, told: AccountTrade): Move => {
  const merged = merge(ticket.fills, told);
  if (merged.type === 'known') return nothing;
  const { cid, state } = ticket;
  const next: Ticket = { ...ticket, fills: merged.fills };
  return sequence(
    store(next),
    announce({ type: merged.type, cid, fill: told }),
    state._tag === 'Ended' && isReady(next, state.order) ? conclude(config, next, state.order) : nothing,
  );
};
