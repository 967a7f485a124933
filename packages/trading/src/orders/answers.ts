import type { Notification, SparseOrder } from '@bitfinex-ws/protocol';
import { lookUp } from '../table.js';
import { alive } from './acknowledge.js';
import { claim, otherOf } from './claim.js';
import type { OrdersConfig, OrdersState, Ticket } from './contract.js';
import { settle } from './end.js';
import { announce, nothing, sequence, withTicket, type Move } from './move.js';
import { answerOne, answerMany } from './requests.js';

/** The server answered something that was asked of orders; other notifications change nothing. */
export const answered = (config: OrdersConfig, conn: number, notification: Notification): Move => {
  switch (notification.type) {
    case 'on-req':
      return isRefusal(notification) ? refusedNew(config, notification) : accepted(conn, rowsOf(notification));
    case 'ou-req':
      return answerOne('ou', rowsOf(notification), isRefusal(notification), notification);
    case 'oc-req':
      return answerOne('oc', rowsOf(notification), isRefusal(notification), notification);
    case 'oc_multi-req':
      return answerMany(rowsOf(notification), isRefusal(notification), notification);
    default:
      return nothing;
  }
};

/** Whether it says no. Source: recordings have SUCCESS, ERROR and FAILURE; INFO is documented. */
const isRefusal = ({ status }: Notification): boolean => status !== 'SUCCESS' && status !== 'INFO';

const rowsOf = ({ info }: Notification): ReadonlyArray<SparseOrder> =>
  info.kind === 'order' ? [info.order] : info.kind === 'orders' ? info.orders : [];

const accepted = (conn: number, rows: ReadonlyArray<SparseOrder>): Move =>
  sequence(
    ...rows.map((row): Move => (state) => {
      const { id } = row;
      const ticket = claim(state, row) ?? legOf(state, rows);
      if (id === null || id === 0 || !ticket) return [state, []];
      return alive(ticket, conn, { id, by: 'on-req', order: row })(state);
    }),
  );

// The second row of an OCO, under a client id that is none of ours: the server gave the stop one of its own.
const legOf = (state: OrdersState, rows: ReadonlyArray<SparseOrder>): Ticket | null => {
  if (rows.length !== 2) return null;
  const known = rows.flatMap((row) => claim(state, row) ?? [])[0];
  const other = otherOf(state, known);
  return other?.id === null ? other : null;
};

const refusedNew = (config: OrdersConfig, { info, status, text }: Notification): Move => {
  const rows = info.kind === 'order' ? [info.order] : info.kind === 'orders' ? info.orders : [];
  const unmatched = (cid: number | null, id: number | null): Move =>
    announce({ type: 'unmatchedReject', asked: 'on', cid, id, text });
  if (rows.length === 0) return unmatched(null, null);
  return sequence(
    ...rows.map(({ cid, id, symbol }): Move => (state) => {
      const ticket = cid === null ? undefined : lookUp(state.tickets, cid);
      // Whoever sent it without a client id, or in another session, is not here.
      if (cid === null) return unmatched(null, id)(state);
      if (!ticket || ticket.state._tag === 'Queued') return [state, []];
      // An order that was heard of lives: this answers another one under the same client id.
      const isOther = symbol !== null && symbol !== ticket.asked.symbol;
      if (ticket.id !== null || isOther) return unmatched(cid, id)(state);
      const outcome = { _tag: 'Rejected', status, text } as const;
      const other = otherOf(state, ticket);
      return sequence(
        settle(config, ticket, outcome),
        other?.id === null ? withTicket(other.cid, (leg) => settle(config, leg, outcome)) : nothing,
      )(state);
    }),
  );
};
