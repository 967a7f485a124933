import type { Order, SparseOrder } from '@bitfinex-ws/protocol';
import type { Ticket } from './contract.js';
import { announce, enter, nothing, sequence, store, type Move } from './move.js';
import type { Acknowledgement } from './outcome.js';

/** Tells once that the exchange has the order: with its id. */
export const announced = (ticket: Ticket, ack: Acknowledgement): Move =>
  ticket.id === null
    ? sequence(store({ ...ticket, id: ack.id }), announce({ type: 'acknowledged', cid: ticket.cid, ack }))
    : nothing;

/** The order lives on the exchange, as this says; whoever had doubts hears of it. */
export const alive = (ticket: Ticket, conn: number, ack: Acknowledgement): Move => {
  const { state, cid } = ticket;
  const known: Ticket = { ...ticket, id: ack.id, order: newer(ticket.order, ack.order), ask: null };
  switch (state._tag) {
    case 'Sent':
      return sequence(announced(ticket, ack), enter(known, { _tag: 'Live', conn }, null));
    case 'Unknown':
      return sequence(
        announced(ticket, ack),
        enter(known, { _tag: 'Live', conn }, null),
        announce({ type: 'resolved', cid, ack }),
      );
    case 'Live':
      return store(known);
    case 'Queued':
    case 'Ended':
      return nothing;
  }
};

/** Of two rows of one order the one that was changed last; one that is not known to be older replaces. */
const newer = (known: SparseOrder | null, told: SparseOrder | null): SparseOrder | null => {
  if (known === null || told === null) return told ?? known;
  return known.mtsUpdate !== null && (told.mtsUpdate ?? 0) < known.mtsUpdate ? known : told;
};

/** Whether a row tells something of an order that was not known, and is not older than what was. */
export const isChange = (known: SparseOrder | null, told: Order): boolean =>
  newer(known, told) === told &&
  (known === null || FIELDS.some((field) => known[field] !== told[field]) || known.mtsUpdate !== told.mtsUpdate);

const FIELDS = ['amount', 'amountOrig', 'status', 'price', 'orderType', 'flags', 'mtsTif'] as const;
