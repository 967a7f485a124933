import { left, right } from '@bitfinex-ws/machine';
import { cancelOffer, newOffer } from '@bitfinex-ws/protocol';
import { lookUp } from '../table.js';
import type { OffersConfig, OfferTicket } from './contract.js';
import { announce, answer, enter, refuseUnsent, sequence, settle, start, store, type Fact, type Move } from './move.js';

/** Takes in an offer; it goes out at once, or when the one before was answered. */
export const ask =
  (config: OffersConfig, { key, at, offer }: Fact<'OfferAsked'>): Move =>
  (state) => {
    if (state.tickets.has(key)) throw new Error(`the key ${key} is in use`);
    const ticket: OfferTicket = {
      key,
      asked: offer,
      askedAt: at,
      id: null,
      state: { _tag: 'Queued' },
      offer: null,
      fills: [],
      missed: 0,
      cancelAsked: false,
      withdrawals: [],
      timer: null,
    };
    const cause = state.closed ? 'closed' : state.conn === null ? 'notReady' : null;
    if (cause !== null) return settle(config, ticket, { _tag: 'NotSent', cause })(state);
    return sequence(store(ticket), sendNext(config))(state);
  };

/** Writes the offers that may be written now: all that wait, or the oldest where none waits for its answer. */
export const sendNext =
  (config: OffersConfig): Move =>
  (state) => {
    const { conn, tickets } = state;
    const all = [...tickets.values()];
    const queued = all.filter(({ state: at }) => at._tag === 'Queued');
    const isBusy = config.serialised && all.some(({ state: at }) => at._tag === 'Sent');
    if (conn === null || queued.length === 0 || isBusy) return [state, []];
    const due = config.serialised ? queued.slice(0, 1) : queued;
    return sequence(...due.map((ticket) => write(config, conn, ticket)))(state);
  };

const write =
  (config: OffersConfig, conn: number, ticket: OfferTicket): Move =>
  (state) => {
    const send = state.lastNumber + 1;
    return sequence(
      (next) => [next, [{ type: 'Send', conn, send, input: newOffer(ticket.asked) }]],
      enter(ticket, { _tag: 'Sent', conn, send }, { name: 'ack', ms: config.ackTimeoutMs }),
    )({ ...state, lastNumber: send });
  };

/** Asks the exchange to cancel an offer. */
export const cancel =
  (config: OffersConfig, request: number, id: number): Move =>
  (state) => {
    const { conn } = state;
    if (conn === null) return refuseUnsent(request, state.closed ? 'closed' : 'notReady')(state);
    const send = state.lastNumber + 1;
    const key = lookUp(state.byId, id);
    const ticket = key === undefined ? undefined : state.tickets.get(key);
    return sequence(
      (next) => [next, [{ type: 'Send', conn, send, input: cancelOffer(id) }]],
      start(`foc:${request}`, config.ackTimeoutMs, (timer) => (next) => [
        { ...next, cancels: new Map(next.cancels).set(request, { request, id, send, timer }) },
        [],
      ]),
      ticket ? store({ ...ticket, cancelAsked: true }) : (next) => [next, []],
    )({ ...state, lastNumber: send });
  };

/** Takes an offer back: here, where it was not written; else as soon as the exchange told its id. */
export const withdraw =
  (config: OffersConfig, { request, key }: Fact<'WithdrawAsked'>): Move =>
  (state) => {
    const done = announce({ type: 'answered', request, result: right(null) });
    const ticket = state.tickets.get(key);
    if (!ticket) return done(state);
    if (ticket.state._tag === 'Queued') {
      return sequence(settle(config, ticket, { _tag: 'NotSent', cause: 'withdrawn' }), done)(state);
    }
    if (ticket.state._tag === 'Ended') return done(state);
    if (ticket.id !== null) return cancel(config, request, ticket.id)(state);
    return store({ ...ticket, withdrawals: [...ticket.withdrawals, request] })(state);
  };

/** The socket did not take a frame. */
export const sendFailed =
  (config: OffersConfig, send: number): Move =>
  (state) =>
    sequence(
      ...[...state.tickets.values()]
        .filter(({ state: at }) => at._tag === 'Sent' && at.send === send)
        .map((ticket) => settle(config, ticket, { _tag: 'NotSent', cause: 'refusedBySocket' })),
      ...[...state.cancels.values()]
        .filter((pending) => pending.send === send)
        .map((pending) =>
          answer(pending, left({ _tag: 'NotSent', asked: 'foc', cid: null, cause: 'refusedBySocket' })),
        ),
      sendNext(config),
    )(state);
