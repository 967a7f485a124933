import type { Machine } from '@bitfinex-ws/machine';
import { lookUp, valuesOf } from '../table.js';
import type { OrdersConfig, OrdersEffect, OrdersInput, OrdersState, PendingRequest } from './contract.js';
import { away, deadline, resolved, unanswered } from './doubt.js';
import { conclude, settle } from './end.js';
import { missed, refuseHeld } from './held.js';
import { heard } from './hear.js';
import { nothing, sequence, store, type Fact, type Move } from './move.js';
import { ask, askTogether, flush, refuseQueue, release, sendFailed } from './queue.js';
import { giveUp, openRequests } from './requests.js';
import { initialState, openTickets } from './state.js';

/**
 * The orders of one account: each that was asked for has a ticket, and each ticket exactly one outcome.
 *
 * Whatever comes is told by client id and id alone. An order that was not written is `NotSent`; one that was written and is
 * not answered is in doubt until something is heard of it, until the snapshot behind a reconnect or the resolver tells, or
 * until its deadline. What is known of it then is its outcome: never `Rejected` for an order that lives.
 */
export const orders = (config: OrdersConfig): Machine<OrdersState, OrdersInput, OrdersEffect> => ({
  initial: initialState,
  step: (state, input) => answer(config, input)(state),
});

const answer = (config: OrdersConfig, input: OrdersInput): Move => {
  switch (input.type) {
    case 'Received':
      return heard(config, input);
    case 'Asked':
      return ask(config, input.operation, input.at);
    case 'BatchAsked':
      return askTogether(config, input.operations, input.at);
    case 'TurnCame':
      return release(config, input.cid, input.at);
    case 'TurnMissed':
      return missed(config, input.cid, input.cause);
    case 'SendFailed':
      return sendFailed(config, input.send);
    case 'TimerFired':
      return timerFired(config, input);
    case 'ResolverAnswered':
      return resolved(config, input);
    case 'ConnectionReady':
      return ready(config, input.conn);
    case 'ConnectionLost':
      return (state) => (state.conn === input.conn ? lost(config)(state) : [state, []]);
    case 'CloseAsked':
      return close(config);
  }
};

const ready =
  (config: OrdersConfig, conn: number): Move =>
  (state) => {
    if (state.closed || (state.conn !== null && state.conn >= conn)) return [state, []];
    // A newer socket: the older one is gone, whether or not that was told.
    return sequence(state.conn === null ? nothing : lost(config), (next) => [{ ...next, conn }, []])(state);
  };

const lost =
  (config: OrdersConfig): Move =>
  (state) =>
    sequence(
      refuseQueue(config, 'connectionLost'),
      refuseHeld(config, 'connectionLost'),
      (next) => sequence(...openTickets(next).map((ticket) => away(config, ticket)))(next),
      (next) => sequence(...openRequests(next).map((pending) => giveUp(pending, 'connectionLost')))(next),
      (next) => [{ ...next, many: [] }, []],
    )({ ...state, conn: null });

const close =
  (config: OrdersConfig): Move =>
  (state) =>
    sequence(
      refuseQueue(config, 'closed'),
      refuseHeld(config, 'closed'),
      (next) =>
        sequence(
          ...openTickets(next).map((ticket): Move => {
            const { id, order, fills, state: at } = ticket;
            if (at._tag === 'Ended') return conclude(config, ticket, at.order);
            const absentInSnapshot = at._tag === 'Unknown' && at.absentInSnapshot;
            return settle(config, ticket, { _tag: 'Unresolved', cause: 'closed', id, order, fills, absentInSnapshot });
          }),
        )(next),
      (next) => sequence(...openRequests(next).map((pending) => giveUp(pending, 'closed')))(next),
      (next) => [{ ...next, many: [] }, []],
    )({ ...state, conn: null, closed: true });

const timerFired =
  (config: OrdersConfig, { timer }: Fact<'TimerFired'>): Move =>
  (state) => {
    const [name, key] = timer.split(':');
    if (name === 'batch') return state.batch === timer ? flush(config)({ ...state, batch: null }) : [state, []];
    if (name === 'request') return requestOverdue(lookUp(state.requests, Number(key)), timer)(state);
    const ticket = lookUp(state.tickets, Number(key));
    // Stopped meanwhile, by whatever came before it.
    if (!ticket || ticket.timer !== timer) return [state, []];
    const rung = { ...ticket, timer: null };
    const { state: at } = ticket;
    switch (at._tag) {
      case 'Sent':
        return sequence(store(rung), unanswered(config, rung, at.conn))(state);
      case 'Unknown':
        return sequence(store(rung), deadline(config, rung, at))(state);
      case 'Ended':
        return conclude(config, rung, at.order)(state);
      case 'Queued':
      case 'Live':
        throw new Error(`the order ${ticket.cid} has no timer while it is ${at._tag}`);
    }
  };

const requestOverdue = (pending: PendingRequest | undefined, timer: string): Move =>
  pending?.timer === timer ? giveUp({ ...pending, timer: null }, 'ackTimeout') : nothing;

/** The tickets without an outcome, and how many requests wait: nothing is left behind `CloseAsked`. */
export const pendingOf = (state: OrdersState): { readonly tickets: number; readonly requests: number } => ({
  tickets: valuesOf(state.tickets).length,
  requests: valuesOf(state.requests).length,
});
