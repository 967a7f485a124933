import { sequenceOf, type MoveOf } from '../steps.js';
import { drop, lookUp, put } from '../table.js';
import type { OrdersEffect, OrdersInput, OrdersNews, OrdersState, Ticket, TicketState } from './contract.js';

/** A part of a step of the machine of orders. */
export type Move = MoveOf<OrdersState, OrdersEffect>;

/** A fact by its type. */
export type Fact<T extends OrdersInput['type']> = Extract<OrdersInput, { readonly type: T }>;

/** One move after the other, each on the state that the last one left. */
export const sequence = (...moves: ReadonlyArray<Move>): Move => sequenceOf(moves);

/** The move that changes nothing. */
export const nothing: Move = (state) => [state, []];

/** Orders effects and changes nothing. */
export const emit =
  (...effects: ReadonlyArray<OrdersEffect>): Move =>
  (state) => [state, effects];

/** Tells the rest of the client. */
export const announce = (news: OrdersNews): Move => emit({ type: 'Announce', news });

/** Takes a number that was never given before. */
export const numbered =
  (next: (fresh: number) => Move): Move =>
  (state) => {
    const fresh = state.lastNumber + 1;
    return next(fresh)({ ...state, lastNumber: fresh });
  };

/** The move for a ticket that may have been settled meanwhile. */
export const withTicket =
  (cid: number, next: (ticket: Ticket) => Move): Move =>
  (state) => {
    const ticket = lookUp(state.tickets, cid);
    return ticket ? next(ticket)(state) : [state, []];
  };

/** Stores a ticket whose state is as it was; `enter` changes states. A known id finds it from now on. */
export const store =
  (ticket: Ticket): Move =>
  (state) => {
    const tickets = put(state.tickets, ticket.cid, ticket);
    const { id, cid } = ticket;
    const byId = id === null || lookUp(state.byId, id) === cid ? state.byId : put(state.byId, id, cid);
    return [{ ...state, tickets, byId }, []];
  };

/** Changes a ticket that may have been settled meanwhile. */
export const change = (cid: number, to: (ticket: Ticket) => Partial<Ticket>): Move =>
  withTicket(cid, (ticket) => store({ ...ticket, ...to(ticket) }));

/** How long a state may last, and what its timer is called. */
export interface Limit {
  readonly name: 'ack' | 'resolve' | 'away' | 'resolver' | 'fills';
  readonly ms: number;
}

/**
 * Takes a ticket to a state. This is the only way from one state to the next, so that a timer ends with the state that it
 * belongs to. `limit` null: the state may last; 'same': the timer that runs goes on.
 */
export const enter = (ticket: Ticket, to: TicketState, limit: Limit | null | 'same'): Move =>
  limit === 'same'
    ? store({ ...ticket, state: to })
    : sequence(
        stop(ticket.timer),
        limit === null
          ? store({ ...ticket, state: to, timer: null })
          : start(`${limit.name}:${ticket.cid}`, limit.ms, (timer) => store({ ...ticket, state: to, timer })),
      );

/** Starts a timer of which the name is never given twice: a firing that comes too late is told from that of its successor. */
export const start = (name: string, ms: number, next: (timer: string) => Move): Move =>
  numbered((number) => {
    const timer = `${name}:${number}`;
    return sequence(emit({ type: 'StartTimer', timer, ms }), next(timer));
  });

/** Stops a timer; null: there is none. */
export const stop = (timer: string | null): Move => (timer === null ? nothing : emit({ type: 'StopTimer', timer }));

/** Forgets a ticket. */
export const forget =
  ({ cid, id, timer }: Ticket): Move =>
  (state) => [
    { ...state, tickets: drop(state.tickets, cid), byId: id === null ? state.byId : drop(state.byId, id) },
    timer === null ? [] : [{ type: 'StopTimer', timer }],
  ];
