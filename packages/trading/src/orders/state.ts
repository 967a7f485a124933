import type { OrderTarget } from '@bitfinex-ws/protocol';
import { emptyTable, lookUp, put, valuesOf } from '../table.js';
import type { Generation, OrdersState, Settled, Ticket } from './contract.js';

const emptyGeneration = (): Generation => ({ tickets: emptyTable(), byId: emptyTable() });

/** No connection, no orders. */
export const initialState: OrdersState = {
  conn: null,
  closed: false,
  tickets: emptyTable(),
  byId: emptyTable(),
  requests: emptyTable(),
  byTarget: { id: emptyTable(), cid: emptyTable() },
  many: [],
  queue: [],
  held: [],
  batch: null,
  lastNumber: 0,
  settled: [emptyGeneration(), emptyGeneration()],
};

/** The order with that client id, as long as it has no outcome; null: there is none. */
export const ticketOf = (state: OrdersState, cid: number): Ticket | null => lookUp(state.tickets, cid) ?? null;

/** All orders that have no outcome yet, in the order of asking. */
export const openTickets = (state: OrdersState): ReadonlyArray<Ticket> =>
  [...valuesOf(state.tickets)].sort((one, other) => one.askedAt - other.askedAt || one.cid - other.cid);

/** Whether an order with that client id is under way, or was a moment ago. */
export const isCidTaken = (state: OrdersState, cid: number): boolean =>
  ticketOf(state, cid) !== null || settledOf(state, { cid, id: null }) !== null;

/** How an order is named to the exchange: by its id where that is known, else by the client id and the day of asking. */
export const targetOf = ({ id, cid, askedAt }: Pick<Ticket, 'id' | 'cid' | 'askedAt'>): OrderTarget =>
  id === null ? { cid, cidDate: askedAt } : { id };

/** What is remembered of a settled order, by its id or its client id. */
export const settledOf = (
  state: OrdersState,
  { id, cid }: { readonly id: number | null; readonly cid: number | null },
): Settled | null => {
  for (const { tickets, byId } of state.settled) {
    const key = (id === null ? undefined : lookUp(byId, id)) ?? cid;
    const found = key === null ? undefined : lookUp(tickets, key);
    if (found && (id === null || found.id === null || found.id === id)) return found;
  }
  return null;
};

/** Empties the older generation where the newer one has as many as are to be remembered. */
export const withSettled = (state: OrdersState, settled: Settled, remembered: number): OrdersState['settled'] => {
  const [newer, older] = state.settled;
  const full = newer.tickets.size >= remembered;
  const { tickets, byId } = full ? emptyGeneration() : newer;
  return [entered({ tickets, byId }, settled), full ? newer : older];
};

const entered = ({ tickets, byId }: Generation, settled: Settled): Generation => ({
  tickets: put(tickets, settled.cid, settled),
  byId: settled.id === null ? byId : put(byId, settled.id, settled.cid),
});
