import { right } from '@bitfinex-ws/machine';
import {
  cancelOrder,
  cancelOrders,
  MAX_OPERATIONS,
  newOrder,
  orderOperations,
  updateOrder,
  type Input,
  type OrderTarget,
} from '@bitfinex-ws/protocol';
import type { NotSentCause } from '../errors.js';
import { lookUp, valuesOf } from '../table.js';
import type { BatchOperation, KeyedOrder, OrdersConfig, PendingRequest, Queued, Ticket } from './contract.js';
import { settle } from './end.js';
import { heldAs, heldUnder, unsent, withdrawHeld, withRequest } from './held.js';
import { change, enter, nothing, sequence, start, stop, store, withTicket, type Move } from './move.js';
import { answer, keep, refuseUnsent } from './requests.js';
import { isCidTaken } from './state.js';

/** Takes in an operation; it goes out at once, or with others within the time of a batch. */
export const ask = (config: OrdersConfig, operation: BatchOperation, at: number): Move =>
  sequence(take(config, operation, at), goOn(config));

/** The turn of an order has come: it goes on as if it were asked for now, and what waits behind it too. */
export const release =
  (config: OrdersConfig, cid: number, at: number): Move =>
  (state) => {
    const [mine, held] = heldUnder(state, cid);
    const other = lookUp(state.tickets, cid)?.other ?? null;
    return sequence(
      ...(mine.length === 0 ? [] : [cid, other]).map((leg) =>
        leg === null ? nothing : change(leg, () => ({ askedAt: at })),
      ),
      ...mine.map((queued) => sequence(enqueue(queued), goOn(config))),
    )({ ...state, held });
  };

const goOn =
  (config: OrdersConfig): Move =>
  (state) => {
    if (state.queue.length === 0) return [state, []];
    if (config.batchMs === null || state.queue.length >= MAX_OPERATIONS) return flush(config)(state);
    if (state.batch !== null) return [state, []];
    return start('batch', config.batchMs, (batch) => (waiting) => [{ ...waiting, batch }, []])(state);
  };

/** Takes in operations that go out together, behind what waits already. */
export const askTogether = (config: OrdersConfig, operations: ReadonlyArray<BatchOperation>, at: number): Move =>
  sequence(...operations.map((operation) => take(config, operation, at)), flush(config));

/** Writes what waits: one operation as itself, several as `ox_multi` of as many as one may hold. */
export const flush =
  (config: OrdersConfig): Move =>
  (state) => {
    const { conn, queue, batch } = state;
    const parts = Array.from({ length: Math.ceil(queue.length / MAX_OPERATIONS) }, (_, at) =>
      queue.slice(at * MAX_OPERATIONS, (at + 1) * MAX_OPERATIONS),
    );
    return sequence(
      stop(batch),
      ...(conn === null ? [] : parts.map((part) => write(config, conn, part))),
    )({
      ...state,
      queue: [],
      batch: null,
    });
  };

/** Nothing of what waits will be written. */
export const refuseQueue =
  (config: OrdersConfig, cause: NotSentCause): Move =>
  (state) =>
    sequence(
      stop(state.batch),
      ...state.queue.map((queued) => unsent(config, queued, cause)),
    )({ ...state, queue: [], batch: null });

/** The socket did not take a frame: what was in it was not sent. */
export const sendFailed =
  (config: OrdersConfig, send: number): Move =>
  (state) =>
    sequence(
      ...valuesOf(state.tickets)
        .filter(({ state: at }) => at._tag === 'Sent' && at.send === send)
        .map((ticket) => settle(config, ticket, { _tag: 'NotSent', cause: 'refusedBySocket' })),
      ...valuesOf(state.requests)
        .filter((pending) => pending.send === send)
        .map((pending) => sequence(refuseUnsent(pending, 'refusedBySocket'), unqueue(pending))),
    )(state);

const unqueue =
  ({ request }: PendingRequest): Move =>
  (state) => [{ ...state, many: state.many.filter((each) => each.request !== request) }, []];

const take =
  (config: OrdersConfig, operation: BatchOperation, at: number): Move =>
  (state) => {
    const cause = state.closed ? 'closed' : state.conn === null ? 'notReady' : null;
    if (operation.type === 'submit') {
      return takeOrder(config, operation.order, at, cause, operation.held === true ? hold : enqueue)(state);
    }
    const pending = pendingOf(operation);
    if (cause !== null) return refuseUnsent(pending, cause)(state);
    const early = operation.type === 'cancel' ? cancelHere(config, pending, operation.target)(state) : null;
    if (early !== null) return early;
    const goes = operation.type === 'update' && heldAs(state, pending.target) !== null ? hold : enqueue;
    return sequence(
      operation.type === 'cancelMany' ? withdrawHeld(config, operation.targets) : nothing,
      keep(pending),
      goes(requestOf(operation)),
    )(state);
  };

const takeOrder =
  (config: OrdersConfig, order: KeyedOrder, at: number, cause: NotSentCause | null, goes: typeof enqueue): Move =>
  (state) => {
    const { cid, cidOco = null } = order;
    const isTaken = isCidTaken(state, cid) || (cidOco !== null && isCidTaken(state, cidOco)) || cid === cidOco;
    // Two tickets under one name: whoever asks has to look before.
    if (isTaken) throw new Error(`the client id ${cid} is in use`);
    const ticket: Ticket = {
      cid,
      asked: order,
      other: cidOco,
      isStop: false,
      amountChanged: false,
      askedAt: at,
      id: null,
      state: { _tag: 'Queued' },
      order: null,
      fills: [],
      missed: 0,
      cancelAsked: false,
      ask: null,
      timer: null,
    };
    const legs = cidOco === null ? [ticket] : [ticket, { ...ticket, cid: cidOco, other: cid, isStop: true }];
    return cause === null
      ? sequence(...legs.map(store), goes({ type: 'order', cid, input: newOrder(order) }))(state)
      : sequence(...legs.map((leg) => settle(config, leg, { _tag: 'NotSent', cause })))(state);
  };

type Requested = Exclude<BatchOperation, { readonly type: 'submit' }>;

const pendingOf = (operation: Requested): PendingRequest => {
  const { request } = operation;
  const bare = { request, target: null, targets: null, send: null, timer: null };
  switch (operation.type) {
    case 'update':
      return { ...bare, asked: 'ou', target: targetIn(operation.update) };
    case 'cancel':
      return { ...bare, asked: 'oc', target: operation.target };
    case 'cancelMany':
      return { ...bare, asked: 'oc_multi', targets: operation.targets };
  }
};

const targetIn = (update: OrderTarget): OrderTarget =>
  update.id === undefined ? { cid: update.cid, cidDate: update.cidDate } : { id: update.id };

const requestOf = (operation: Requested): Queued => {
  const { request } = operation;
  switch (operation.type) {
    case 'update':
      return { type: 'request', request, input: updateOrder(operation.update) };
    case 'cancel':
      return { type: 'request', request, input: cancelOrder(operation.target) };
    case 'cancelMany':
      return { type: 'request', request, input: cancelOrders(operation.targets) };
  }
};

const enqueue =
  (queued: Queued): Move =>
  (state) => [{ ...state, queue: [...state.queue, queued] }, []];

const hold =
  (queued: Queued): Move =>
  (state) => [{ ...state, held: [...state.held, queued] }, []];

// An order that was not written is taken back, and one that is over needs no cancelling; null: the exchange has to be asked.
const cancelHere =
  (config: OrdersConfig, pending: PendingRequest, target: OrderTarget) =>
  (state: Parameters<Move>[0]): ReturnType<Move> | null => {
    const cid = target.id === undefined ? target.cid : lookUp(state.byId, Number(target.id));
    const ticket = cid === undefined ? undefined : lookUp(state.tickets, cid);
    if (ticket?.state._tag === 'Ended') {
      return answer(pending, right({ orders: [ticket.state.order], text: null, by: 'end' }))(state);
    }
    if (ticket?.state._tag !== 'Queued') return null;
    const first = (ticket.isStop ? ticket.other : null) ?? ticket.cid;
    const [mine, held] = heldUnder(state, first);
    const queue = state.queue.filter((queued) => queued.type !== 'order' || queued.cid !== first);
    const legs = [ticket.cid, ...(ticket.other === null ? [] : [ticket.other])];
    return sequence(
      ...legs.map((leg) => withTicket(leg, (each) => settle(config, each, { _tag: 'NotSent', cause: 'withdrawn' }))),
      ...mine.filter(({ type }) => type === 'request').map((behind) => unsent(config, behind, 'withdrawn')),
      answer(pending, right({ orders: [], text: null, by: 'here' })),
      // Nothing is left to wait for.
      (next) => (queue.length > 0 ? [next, []] : sequence(stop(next.batch))({ ...next, batch: null })),
    )({ ...state, queue, held });
  };

const write =
  (config: OrdersConfig, conn: number, part: ReadonlyArray<Queued>): Move =>
  (state) => {
    const send = state.lastNumber + 1;
    const [first] = part;
    const input: Input | undefined =
      part.length === 1 ? first?.input : orderOperations(part.map((queued) => queued.input));
    if (input === undefined) return [state, []];
    return sequence(
      (next) => [next, [{ type: 'Send', conn, send, input }]],
      ...part.map((queued) => written(config, conn, send, queued)),
    )({ ...state, lastNumber: send });
  };

const written = (config: OrdersConfig, conn: number, send: number, queued: Queued): Move => {
  const ms = config.ackTimeoutMs;
  if (queued.type === 'request') {
    return withRequest(queued.request, (pending) =>
      sequence(
        start(`request:${pending.request}`, ms, (timer) => keep({ ...pending, send, timer })),
        marked(pending, queued.input),
      ),
    );
  }
  const sent = (cid: number): Move =>
    withTicket(cid, (ticket) => enter(ticket, { _tag: 'Sent', conn, send }, { name: 'ack', ms }));
  return sequence(
    sent(queued.cid),
    withTicket(queued.cid, ({ other }) => (other === null ? nothing : sent(other))),
  );
};

// What went out for orders of ours: it tells later why they ended, and what their amounts mean.
const marked =
  ({ target, targets }: PendingRequest, input: Queued['input']): Move =>
  (state) => {
    const isAmount = input.code === 'ou' && (input.amount !== undefined || input.delta !== undefined);
    const cancel = { cancelAsked: true };
    const byId = (id: number | string): number | undefined => lookUp(state.byId, Number(id));
    const mark = (cid: number | undefined, to: Partial<Ticket>): Move =>
      cid === undefined ? nothing : change(cid, () => to);
    if (target !== null) {
      const cid = target.id === undefined ? target.cid : byId(target.id);
      if (input.code === 'ou') return (isAmount ? mark(cid, { amountChanged: true }) : nothing)(state);
      return mark(cid, cancel)(state);
    }
    const groups = new Set(targets?.gid);
    const wide = targets?.all === true || groups.size > 0 ? valuesOf(state.tickets) : [];
    return sequence(
      ...(targets?.id ?? []).map((id) => mark(byId(id), cancel)),
      ...(targets?.cid ?? []).map(({ cid }) => mark(cid, cancel)),
      ...wide
        .filter(({ asked: { gid } }) => targets?.all === true || (gid !== undefined && groups.has(gid)))
        .map(({ cid }) => mark(cid, cancel)),
    )(state);
  };
