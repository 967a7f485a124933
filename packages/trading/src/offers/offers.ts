import type { Machine } from '@bitfinex-ws/machine';
import { emptyTable } from '../table.js';
import type { UnknownCause } from '../errors.js';
import { ask, cancel, sendFailed, sendNext, withdraw } from './ask.js';
import type { OffersConfig, OffersEffect, OffersInput, OffersState, OfferTicket } from './contract.js';
import { conclude, heard } from './hear.js';
import { announce, enter, giveUp, nothing, sequence, settle, store, type Fact, type Limit, type Move } from './move.js';

/**
 * The funding offers of one account: each that was asked for has a ticket, and each ticket exactly one outcome.
 *
 * The exchange knows no client id of offers. Until it told its own, an answer is told by amount, rate and period, the oldest
 * offer first; where that is not certain enough, `serialised` writes one only when the one before was answered.
 */
export const offers = (config: OffersConfig): Machine<OffersState, OffersInput, OffersEffect> => ({
  initial: {
    conn: null,
    closed: false,
    tickets: new Map(),
    byId: emptyTable(),
    cancels: new Map(),
    settled: [emptyTable(), emptyTable()],
    refusals: [],
    orphans: [],
    lastNumber: 0,
  },
  step: (state, input) => moveOf(config, input)(state),
});

const moveOf = (config: OffersConfig, input: OffersInput): Move => {
  switch (input.type) {
    case 'Received':
      return heard(config, input);
    case 'OfferAsked':
      return ask(config, input);
    case 'CancelAsked':
      return cancel(config, input.request, input.id);
    case 'WithdrawAsked':
      return withdraw(config, input);
    case 'SendFailed':
      return sendFailed(config, input.send);
    case 'TimerFired':
      return timerFired(config, input);
    case 'ConnectionReady':
      return ready(config, input.conn);
    case 'ConnectionLost':
      return (state) => (state.conn === input.conn ? lost(config)(state) : [state, []]);
    case 'CloseAsked':
      return close(config);
  }
};

const ready =
  (config: OffersConfig, conn: number): Move =>
  (state) => {
    if (state.closed || (state.conn !== null && state.conn >= conn)) return [state, []];
    // A newer socket: the older one is gone, whether or not that was told.
    return sequence(state.conn === null ? nothing : lost(config), (next) => [{ ...next, conn }, []])(state);
  };

const lost =
  (config: OffersConfig): Move =>
  (state) =>
    sequence(
      ...[...state.tickets.values()].map((ticket) => away(config, ticket)),
      ...[...state.cancels.values()].map((pending) => giveUp(pending, 'connectionLost')),
    )({ ...state, conn: null });

const away = (config: OffersConfig, ticket: OfferTicket): Move => {
  const { state } = ticket;
  switch (state._tag) {
    case 'Queued':
      return settle(config, ticket, { _tag: 'NotSent', cause: 'connectionLost' });
    case 'Sent':
      return doubt(ticket, 'connectionLost', state.conn, { name: 'resolve', ms: config.resolveMs });
    case 'Live':
      return doubt(ticket, 'connectionLost', state.conn, { name: 'away', ms: config.awayMs });
    case 'Unknown':
      return nothing;
    case 'Ended':
      return conclude(config, ticket, state.offer);
  }
};

const doubt = (ticket: OfferTicket, cause: UnknownCause, conn: number, limit: Limit): Move =>
  sequence(
    enter(ticket, { _tag: 'Unknown', cause, conn, absentInSnapshot: false }, limit),
    announce({ type: 'outcomeUnknown', key: ticket.key, cause }),
  );

const unresolved = ({ id, offer, fills, state }: OfferTicket, cause: UnknownCause) => {
  const absentInSnapshot = state._tag === 'Unknown' && state.absentInSnapshot;
  return { _tag: 'Unresolved', cause, id, offer, fills, absentInSnapshot } as const;
};

const close =
  (config: OffersConfig): Move =>
  (state) =>
    sequence(
      ...[...state.tickets.values()].map((ticket) => {
        const { state: at } = ticket;
        if (at._tag === 'Ended') return conclude(config, ticket, at.offer);
        return settle(
          config,
          ticket,
          at._tag === 'Queued' ? { _tag: 'NotSent', cause: 'closed' } : unresolved(ticket, 'closed'),
        );
      }),
      ...[...state.cancels.values()].map((pending) => giveUp(pending, 'closed')),
    )({ ...state, conn: null, closed: true, orphans: [] });

const timerFired =
  (config: OffersConfig, { timer }: Fact<'TimerFired'>): Move =>
  (state) => {
    const [name, number] = timer.split(':');
    const key = Number(number);
    if (name === 'foc') {
      const pending = state.cancels.get(key);
      return (pending?.timer === timer ? giveUp({ ...pending, timer: null }, 'ackTimeout') : nothing)(state);
    }
    const ticket = state.tickets.get(key);
    // Stopped meanwhile, by whatever came before it.
    if (!ticket || ticket.timer !== timer) return [state, []];
    const rung = { ...ticket, timer: null };
    const { state: at } = rung;
    switch (at._tag) {
      case 'Sent': {
        const limit = { name: 'resolve', ms: config.resolveMs } as const;
        return sequence(store(rung), doubt(rung, 'ackTimeout', at.conn, limit), sendNext(config))(state);
      }
      case 'Unknown':
        return settle(config, rung, unresolved(rung, at.cause))(state);
      case 'Ended':
        return conclude(config, rung, at.offer)(state);
      case 'Queued':
      case 'Live':
        throw new Error(`the offer ${ticket.key} has no timer while it is ${at._tag}`);
    }
  };
