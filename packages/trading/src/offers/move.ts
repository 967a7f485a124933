import { left, right } from '@bitfinex-ws/machine';
import type { SparseFundingOffer } from '@bitfinex-ws/protocol';
import type { either as E } from 'fp-ts';
import type { NotSentCause, TradingError, UnknownCause } from '../errors.js';
import { sequenceOf, type MoveOf } from '../steps.js';
import { drop, emptyTable, lookUp, put } from '../table.js';
import type {
  OfferKey,
  OfferOutcome,
  OffersConfig,
  OffersEffect,
  OffersInput,
  OffersNews,
  OffersState,
  OfferState,
  OfferTicket,
  PendingOfferCancel,
} from './contract.js';

/** A part of a step of the machine of offers. */
export type Move = MoveOf<OffersState, OffersEffect>;

/** A fact by its type. */
export type Fact<T extends OffersInput['type']> = Extract<OffersInput, { readonly type: T }>;

/** One move after the other, each on the state that the last one left. */
export const sequence = (...moves: ReadonlyArray<Move>): Move => sequenceOf(moves);

/** The move that changes nothing. */
export const nothing: Move = (state) => [state, []];

/** Orders effects and changes nothing. */
const emit =
  (...effects: ReadonlyArray<OffersEffect>): Move =>
  (state) => [state, effects];

/** Tells the rest of the client. */
export const announce = (news: OffersNews): Move => emit({ type: 'Announce', news });

/** The move for a ticket that may have been settled meanwhile. */
export const withTicket =
  (key: OfferKey, next: (ticket: OfferTicket) => Move): Move =>
  (state) => {
    const ticket = state.tickets.get(key);
    return ticket ? next(ticket)(state) : [state, []];
  };

/** Stores a ticket whose state is as it was; `enter` changes states. A known id finds it from now on. */
export const store =
  (ticket: OfferTicket): Move =>
  (state) => {
    const { id, key } = ticket;
    const tickets = new Map(state.tickets).set(key, ticket);
    const byId = id === null || lookUp(state.byId, id) === key ? state.byId : put(state.byId, id, key);
    return [{ ...state, tickets, byId }, []];
  };

/** How long a state may last, and what its timer is called. */
export interface Limit {
  readonly name: 'ack' | 'resolve' | 'away' | 'fills';
  readonly ms: number;
}

/** Takes a ticket to a state: the only way from one to the next, so that a timer ends with its state. */
export const enter = (ticket: OfferTicket, to: OfferState, limit: Limit | null): Move =>
  sequence(
    stop(ticket.timer),
    limit === null
      ? store({ ...ticket, state: to, timer: null })
      : start(`offer-${limit.name}:${ticket.key}`, limit.ms, (timer) => store({ ...ticket, state: to, timer })),
  );

/** Starts a timer of which the name is never given twice. */
export const start =
  (name: string, ms: number, next: (timer: string) => Move): Move =>
  (state) => {
    const lastNumber = state.lastNumber + 1;
    const timer = `${name}:${lastNumber}`;
    return sequence(emit({ type: 'StartTimer', timer, ms }), next(timer))({ ...state, lastNumber });
  };

const stop = (timer: string | null): Move => (timer === null ? nothing : emit({ type: 'StopTimer', timer }));

/** Gives a ticket its outcome: its last news. Cancellations that waited for its id are answered. */
export const settle = (config: OffersConfig, ticket: OfferTicket, outcome: OfferOutcome): Move =>
  sequence(
    stop(ticket.timer),
    (state) => {
      const { id, key } = ticket;
      const tickets = new Map(state.tickets);
      tickets.delete(key);
      if (id === null) return [{ ...state, tickets }, []];
      const [newer, older] = state.settled;
      const isFull = newer.size >= config.remembered;
      const settled = [put(isFull ? emptyTable<OfferKey>() : newer, id, key), isFull ? newer : older] as const;
      return [{ ...state, tickets, settled, byId: drop(state.byId, id) }, []];
    },
    ...ticket.withdrawals.map((request) => announce({ type: 'answered', request, result: withdrawn(outcome) })),
    announce({ type: 'final', key: ticket.key, outcome }),
  );

const withdrawn = (outcome: OfferOutcome): E.Either<TradingError, null> =>
  outcome._tag === 'Unresolved'
    ? left({ _tag: 'OutcomeUnknown', asked: 'foc', cid: null, id: outcome.id, cause: outcome.cause })
    : right(null);

/** Answers a cancellation: its only answer. */
export const answer = (pending: PendingOfferCancel, result: E.Either<TradingError, SparseFundingOffer | null>): Move =>
  sequence(
    stop(pending.timer),
    (state) => {
      const cancels = new Map(state.cancels);
      cancels.delete(pending.request);
      return [{ ...state, cancels }, []];
    },
    announce({ type: 'answered', request: pending.request, result }),
  );

/** Answers a cancellation that was never written. */
export const refuseUnsent = (request: number, cause: NotSentCause): Move =>
  announce({ type: 'answered', request, result: left({ _tag: 'NotSent', asked: 'foc', cid: null, cause }) });

/** Answers a cancellation of which nobody will say what became of it. */
export const giveUp = (pending: PendingOfferCancel, cause: UnknownCause): Move =>
  answer(pending, left({ _tag: 'OutcomeUnknown', asked: 'foc', cid: null, id: pending.id, cause }));
