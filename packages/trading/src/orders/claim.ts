import { lookUp } from '../table.js';
import type { OrdersState, Ticket } from './contract.js';
import { settledOf } from './state.js';

/** What a row or a trade says of the order that it is about. */
interface Named {
  readonly id: number | null;
  readonly cid: number | null;
  readonly symbol: string | null;
  readonly orderType: string | null;
  readonly placedId: number | null;
}

/**
 * The ticket that a row is about; null: none of ours. By its id, else by its client id, as long as that ticket has no other
 * id: two processes on one account may have given the same. The legs of an OCO are told apart by type where both came
 * under the client id of the first, and by PLACED_ID where the stop came under none of ours.
 */
export const claim = (state: OrdersState, row: Named): Ticket | null => {
  const known = row.id === null ? undefined : lookUp(state.byId, row.id);
  if (known !== undefined) return lookUp(state.tickets, known) ?? null;
  const named = row.cid === null ? undefined : lookUp(state.tickets, row.cid);
  const ticket = named ?? legPlacedBy(state, row.placedId);
  if (!ticket || ticket.state._tag === 'Queued') return null;
  if (row.symbol !== null && row.symbol !== ticket.asked.symbol) return null;
  const other = otherOf(state, ticket);
  if (other?.id === null && other.isStop && isStop(row)) return other;
  if (ticket.id === null || row.id === null || ticket.id === row.id) return ticket;
  return other?.id === null ? other : null;
};

/** The other leg of an OCO, as long as it has no outcome. */
export const otherOf = (state: OrdersState, ticket: Ticket | undefined): Ticket | undefined =>
  ticket?.other == null ? undefined : lookUp(state.tickets, ticket.other);

const isStop = ({ orderType }: Named): boolean => orderType !== null && /\bSTOP\b/.test(orderType);

// The stop that came with an order of ours, which may be over already.
const legPlacedBy = (state: OrdersState, placedId: number | null): Ticket | undefined => {
  if (placedId === null || placedId === 0) return undefined;
  const first = lookUp(state.byId, placedId);
  if (first !== undefined) return otherOf(state, lookUp(state.tickets, first));
  const leg = settledOf(state, { id: placedId, cid: null })?.other ?? null;
  return leg === null ? undefined : lookUp(state.tickets, leg);
};
