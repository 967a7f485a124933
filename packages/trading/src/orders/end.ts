import {
  isCanceledStatus,
  isFilledStatus,
  parseOrderStatus,
  type Order,
  type OrderStatus,
} from '@bitfinex-ws/protocol';
import { announced } from './acknowledge.js';
import type { OrdersConfig, Ticket } from './contract.js';
import { HALF_A_UNIT, hasAll, isComplete } from './fills.js';
import { announce, enter, forget, sequence, withTicket, type Move } from './move.js';
import type { CanceledBy, Evidence, OrderOutcome } from './outcome.js';
import { answerAtEnd } from './requests.js';
import { withSettled } from './state.js';

/** Gives a ticket its outcome: its last news. It is remembered for a while, unless the exchange has never heard of it. */
export const settle = (config: OrdersConfig, ticket: Ticket, outcome: OrderOutcome): Move =>
  sequence(
    forget(ticket),
    (state) => {
      const { cid, id, asked, fills, other } = ticket;
      // Its client id may be used again.
      if (outcome._tag === 'NotSent') return [state, []];
      const settled = {
        cid,
        id,
        other,
        symbol: asked.symbol,
        fills: fills.map((fill) => ({ id: fill.id, fee: fill.fee !== null })),
        known: outcome._tag === 'Executed' || outcome._tag === 'Canceled' || outcome._tag === 'Rejected',
      };
      return [{ ...state, settled: withSettled(state, settled, config.remembered) }, []];
    },
    announce({ type: 'final', cid: ticket.cid, outcome }),
  );

/** The order is over. Its outcome goes out with the fills that were announced, or when they were waited for long enough. */
export const end = (config: OrdersConfig, ticket: Ticket, order: Order, by: Evidence): Move =>
  sequence(
    announced(ticket, { id: order.id, by, order }),
    announce({ type: 'ended', cid: ticket.cid, order }),
    answerAtEnd({ ...ticket, id: order.id }, order),
    withTicket(ticket.cid, (current) => {
      const over: Ticket = { ...current, id: order.id, order, state: { _tag: 'Ended', order }, ask: null };
      // What a resolver tells of is over for long: nothing more comes of it.
      if (by === 'resolver' || isReady(over, order)) return conclude(config, over, order);
      return enter(over, { _tag: 'Ended', order }, { name: 'fills', ms: config.fillsMs });
    }),
  );

/** Settles an order that is over with the fills that are known. */
export const conclude = (config: OrdersConfig, ticket: Ticket, order: Order): Move =>
  settle(config, ticket, outcomeOf(ticket, order));

/** Whether nothing more is to come of an order that is over. */
export const isReady = (ticket: Ticket, order: Order): boolean => hasAll(ticket, order, parseOrderStatus(order.status));

const outcomeOf = (ticket: Ticket, order: Order): OrderOutcome => {
  const status = parseOrderStatus(order.status);
  const facts = { order, status, fills: ticket.fills, complete: isComplete(ticket, order, status) };
  if (isFilledStatus(status) && Math.abs(order.amount) <= HALF_A_UNIT) return { _tag: 'Executed', ...facts };
  return { _tag: 'Canceled', by: canceledBy(ticket, order, status), ...facts };
};

// An order may end by itself up to a second after its time, which is said in whole seconds.
const TIF_MS = 1000;

const canceledBy = (ticket: Ticket, order: Order, status: OrderStatus): CanceledBy => {
  const own = TERMS.get(status.head);
  if (own !== undefined) return own;
  if (!isCanceledStatus(status)) return 'exchange';
  if (ticket.cancelAsked) return 'asked';
  if (ticket.other !== null) return 'oco';
  if (order.mtsTif !== null && order.mtsUpdate >= order.mtsTif - TIF_MS) return 'tif';
  return 'elsewhere';
};

/** Source: https://docs.bitfinex.com/docs/abbreviations-glossary (order status) */
const TERMS: ReadonlyMap<string, CanceledBy> = new Map([
  ['POSTONLY CANCELED', 'postOnly'],
  ['FILLORKILL CANCELED', 'fok'],
  ['IOC CANCELED', 'ioc'],
  ['OCO CANCELED', 'oco'],
]);
