import { left, right } from '@bitfinex-ws/machine';
import type { Notification, Order, OrderTarget, SparseOrder } from '@bitfinex-ws/protocol';
import type { either as E } from 'fp-ts';
import type { NotSentCause, TradingError, UnknownCause } from '../errors.js';
import { drop, lookUp, put, valuesOf } from '../table.js';
import type { OrdersState, PendingRequest, RequestAnswer, RequestKey } from './contract.js';
import { MAX_UNANSWERED } from '../limits.js';
import { announce, emit, nothing, sequence, type Move } from './move.js';

/** Answers a request: its only answer. It is forgotten, but for its place in the order of `oc_multi`. */
export const answer = (pending: PendingRequest, result: E.Either<TradingError, RequestAnswer>): Move =>
  sequence(
    (state) => {
      const requests = drop(state.requests, pending.request);
      return [{ ...state, requests, byTarget: without(state, pending) }, []];
    },
    pending.timer === null ? nothing : emit({ type: 'StopTimer', timer: pending.timer }),
    announce({ type: 'answered', request: pending.request, result }),
  );

/** Answers a request that was never written. */
export const refuseUnsent = (pending: PendingRequest, cause: NotSentCause): Move =>
  answer(pending, left({ _tag: 'NotSent', asked: pending.asked, cid: pending.target?.cid ?? null, cause }));

/** Answers a request of which nobody will say what became of it. */
export const giveUp = (pending: PendingRequest, cause: UnknownCause): Move => {
  const { asked, target } = pending;
  const id = target?.id === undefined ? null : Number(target.id);
  return answer(pending, left({ _tag: 'OutcomeUnknown', asked, cid: target?.cid ?? null, id, cause }));
};

/** Stores a request; one that was written is found by the order that it names. */
export const keep =
  (pending: PendingRequest): Move =>
  (state) => {
    const known = lookUp(state.requests, pending.request);
    const requests = put(state.requests, pending.request, pending);
    const written = pending.send !== null && known?.send == null;
    const many = written && pending.asked === 'oc_multi' ? [...state.many, pending].slice(-MAX_UNANSWERED) : state.many;
    return [{ ...state, requests, many, byTarget: written ? withIt(state, pending) : state.byTarget }, []];
  };

/** The server answered an update or a cancellation: of the order that the answer names, the oldest that waits. */
export const answerOne =
  (
    asked: 'ou' | 'oc',
    rows: ReadonlyArray<SparseOrder>,
    isRefusal: boolean,
    { status, text }: Pick<Notification, 'status' | 'text'>,
  ): Move =>
  (state) => {
    const [row] = rows;
    const id = row?.id ?? null;
    const cid = row?.cid ?? null;
    const pending = waitingFor(state, id, cid).find((each) => each.asked === asked);
    if (!pending) return isRefusal ? announce({ type: 'unmatchedReject', asked, cid, id, text })(state) : [state, []];
    const result = isRefusal
      ? left({ _tag: 'Refused', asked, cid, id, status, text } as const)
      : right({ orders: rows, text, by: 'answer' } as const);
    return sequence(answer(pending, result), isRefusal && asked === 'oc' ? unmark(id, cid) : nothing)(state);
  };

/**
 * The server answered a cancellation of several. Nothing in the answer names the request: of those that name an order in
 * it the oldest, else the oldest of all. Source: https://docs.bitfinex.com/reference/ws-auth-input-order-cancel-multi
 */
export const answerMany =
  (
    rows: ReadonlyArray<SparseOrder>,
    isRefusal: boolean,
    { status, text }: Pick<Notification, 'status' | 'text'>,
  ): Move =>
  (state) => {
    const pending = state.many.find((each) => names(each, rows)) ?? state.many[0];
    if (!pending) {
      const news = { type: 'unmatchedReject', asked: 'oc_multi', cid: null, id: null, text } as const;
      return isRefusal ? announce(news)(state) : [state, []];
    }
    const many = state.many.filter((each) => each !== pending);
    const next = { ...state, many };
    // Given up before: its place is taken by the answer that came too late.
    if (!lookUp(state.requests, pending.request)) return [next, []];
    const current = lookUp(state.requests, pending.request) ?? pending;
    const result = isRefusal
      ? left({ _tag: 'Refused', asked: 'oc_multi', cid: null, id: null, status, text } as const)
      : right({ orders: rows, text, by: 'answer' } as const);
    return answer(current, result)(next);
  };

/** The order is over: cancellations of it wait for nothing any more. */
export const answerAtEnd =
  ({ id, cid }: { readonly id: number; readonly cid: number | null }, order: Order): Move =>
  (state) =>
    sequence(
      ...waitingFor(state, id, cid)
        .filter(({ asked }) => asked === 'oc')
        .map((pending) => answer(pending, right({ orders: [order], text: null, by: 'end' }))),
    )(state);

/** All requests, in the order of asking. */
export const openRequests = (state: OrdersState): ReadonlyArray<PendingRequest> =>
  [...valuesOf(state.requests)].sort((one, other) => one.request - other.request);

// An answer may name an order by either of its names, or both; the request named it by one.
const waitingFor = (state: OrdersState, id: number | null, cid: number | null): ReadonlyArray<PendingRequest> => {
  const knownCid = cid ?? (id === null ? undefined : lookUp(state.byId, id)) ?? null;
  const knownId = id ?? (cid === null ? null : lookUp(state.tickets, cid)?.id) ?? null;
  const keys = [
    ...((knownId === null ? undefined : lookUp(state.byTarget.id, knownId)) ?? []),
    ...((knownCid === null ? undefined : lookUp(state.byTarget.cid, knownCid)) ?? []),
  ];
  return keys.flatMap((key) => lookUp(state.requests, key) ?? []).sort((one, other) => one.request - other.request);
};

const names = ({ targets }: PendingRequest, rows: ReadonlyArray<SparseOrder>): boolean =>
  rows.some(
    ({ id, cid, gid }) =>
      (id !== null && targets?.id?.some((each) => Number(each) === id)) ||
      (cid !== null && targets?.cid?.some((each) => each.cid === cid)) ||
      (gid !== null && targets?.gid?.includes(gid)),
  );

const unmark =
  (id: number | null, cid: number | null): Move =>
  (state) => {
    const key = (id === null ? undefined : lookUp(state.byId, id)) ?? cid;
    const ticket = key === null ? undefined : lookUp(state.tickets, key);
    return ticket
      ? [{ ...state, tickets: put(state.tickets, ticket.cid, { ...ticket, cancelAsked: false }) }, []]
      : [state, []];
  };

type Index = OrdersState['byTarget'];

const withIt = ({ byTarget }: OrdersState, { request, target }: PendingRequest): Index =>
  indexed(byTarget, target, (keys) => [...keys, request]);

const without = ({ byTarget }: OrdersState, { request, target }: PendingRequest): Index =>
  indexed(byTarget, target, (keys) => keys.filter((key) => key !== request));

const indexed = (
  index: Index,
  target: OrderTarget | null,
  to: (keys: ReadonlyArray<RequestKey>) => ReadonlyArray<RequestKey>,
): Index => {
  if (target === null) return index;
  const name = target.id === undefined ? 'cid' : 'id';
  const key = target.id === undefined ? target.cid : Number(target.id);
  const keys = to(lookUp(index[name], key) ?? []);
  return { ...index, [name]: keys.length === 0 ? drop(index[name], key) : put(index[name], key, keys) };
};
