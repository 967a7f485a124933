import { isLeft, isRight, left, mapLeft, mapRight, right } from '@bitfinex-ws/machine';
import {
  cancelOrder,
  cancelOrders,
  encodeInput,
  newOrder,
  updateOrder,
  type AccountMessage,
  type ErrorMessage,
  type Input,
  type NewOrder,
  type OrderTarget,
  type OrderTargets,
  type OrderUpdate,
} from '@bitfinex-ws/protocol';
import {
  isCidTaken,
  openTickets,
  orders,
  pendingOf,
  saysRateLimited,
  targetOf,
  ticketOf,
  withClientIds,
  type BatchOperation,
  type CheckError,
  type KeyedOrder,
  type OrdersEffect,
  type OrdersInput,
  type OrdersNews,
  type RequestAnswer,
} from '@bitfinex-ws/trading';
import type { either as E } from 'fp-ts';
import type { CallOptions } from '../subscription/subscription.js';
import type { AccountAnswer } from './account.js';
import type { AccountCall, AccountError } from './account-errors.js';
import { checkOrder, checkUpdate } from './check-order.js';
import type { Core } from './core.js';
import { refusalOf } from './guard.js';
import { knownOf } from './known-order.js';
import type { OrderBatchItem, OrderBatchResult } from './order-batch.js';
import { createOrderLimiter } from './order-limiter.js';
import { createTicket, type OrderTicket, type TicketHandle } from './order-ticket.js';
import { createRequests } from './requests.js';
import { askResolver } from './resolver.js';
import { createRunner } from './runner.js';
import { sendInput } from './send-input.js';

/** Where orders are placed, changed and cancelled. */
export interface OrdersDesk {
  /** Places an order. The ticket is there at once, before anything was sent; a Left: it was refused here. */
  readonly submit: (order: NewOrder) => E.Either<AccountError, OrderTicket>;
  /** Changes an order, by id or client id; answers with the exchange’s acknowledgement. */
  readonly update: (update: OrderUpdate, options?: CallOptions) => AccountAnswer<RequestAnswer>;
  /** Asks for the cancellation of one order, by id or by client id and day. */
  readonly cancel: (target: OrderTarget, options?: CallOptions) => AccountAnswer<RequestAnswer>;
  /** Asks for that of several, or of all there are. */
  readonly cancelMany: (targets: OrderTargets, options?: CallOptions) => AccountAnswer<RequestAnswer>;
  /** Several operations in one message, up to 75 of them; each has a result of its own. */
  readonly batch: (items: ReadonlyArray<OrderBatchItem>, options?: CallOptions) => ReadonlyArray<OrderBatchResult>;
  /** Those without an outcome, in the order of asking. */
  readonly tickets: () => ReadonlyArray<OrderTicket>;
  /** The account was logged in on this socket. */
  readonly onLoggedIn: (socket: number, at: number) => void;
  /** The socket is gone, or its login. */
  readonly onLoggedOut: (socket: number, at: number) => void;
  /** A message of the account has come. */
  readonly onAccount: (socket: number, message: AccountMessage, at: number) => void;
  /** An error event has come, which may be the answer to a request. */
  readonly onError: (message: ErrorMessage, at: number) => void;
  /** Settles every ticket and every answer. */
  readonly close: (at: number) => void;
  /** How many tickets and answers are open. */
  readonly pending: () => { readonly tickets: number; readonly requests: number };
}

/** Makes a desk at which nothing was asked for. */
export const createOrdersDesk = (core: Core): OrdersDesk => {
  const { config } = core;
  const { clock } = config;
  const handles = new Map<number, TicketHandle>();
  const requests = createRequests<RequestAnswer>(core);
  let lastCid = 0;

  const hear = (news: OrdersNews): void => {
    switch (news.type) {
      case 'answered':
        return requests.settle(news.request, news.result);
      case 'unmatchedReject':
      case 'late':
        return core.emit({ ...news, at: clock.now() });
      case 'final':
        limiter.withdraw(news.cid);
        handles.get(news.cid)?.hear(news);
        return void handles.delete(news.cid);
      case 'acknowledged':
      case 'fill':
      case 'fee':
      case 'updated':
      case 'outcomeUnknown':
      case 'resolved':
      case 'ended':
        return handles.get(news.cid)?.hear(news);
    }
  };
  const run = (effect: Exclude<OrdersEffect, { readonly type: 'StartTimer' | 'StopTimer' }>): void => {
    switch (effect.type) {
      case 'Send': {
        const { send } = effect;
        if (!sendInput(core, effect.conn, effect.input)) {
          runner.dispatch({ type: 'SendFailed', send, at: clock.now() });
        }
        return;
      }
      case 'AskResolver':
        return askResolver(core, effect, (answer) =>
          runner.dispatch({ type: 'ResolverAnswered', ask: effect.ask, cid: effect.cid, at: clock.now(), answer }),
        );
      case 'Announce':
        return hear(effect.news);
    }
  };
  const runner = createRunner(orders(config.orders), {
    clock,
    turn: core.turn.run,
    fired: (timer, at): OrdersInput => ({ type: 'TimerFired', timer, at }),
    run,
    onDefect: (defect) => core.onDefect(defect, 'orders'),
  });

  const limiter = createOrderLimiter(core, {
    tell: runner.dispatch,
    symbolOf: (cid) => ticketOf(runner.state(), cid)?.asked.symbol ?? null,
  });

  const openTicket = (order: KeyedOrder, cid: number, other: OrderTicket | null): OrderTicket => {
    const askedAt = clock.now();
    const target = (): OrderTarget =>
      targetOf({ cid, askedAt: ticketOf(runner.state(), cid)?.askedAt ?? askedAt, id: handle.face.id() });
    const handle = createTicket({ ...order, cid }, other, {
      queue: config.queue,
      now: clock.now,
      ticket: () => ticketOf(runner.state(), cid),
      update: (change, options = {}) => update({ ...change, ...target() }, options),
      cancel: (options = {}) => cancel(target(), options),
    });
    handles.set(cid, handle);
    return handle.face;
  };
  const prepareSubmit = (
    asked: NewOrder,
  ): E.Either<AccountError, Extract<BatchOperation, { readonly type: 'submit' }>> => {
    const refused = refusalOf(core, { of: 'trading', symbol: asked.symbol, fresh: true });
    if (refused !== null) return left(refused);
    const encoded = encodeInput(newOrder(asked));
    if (isLeft(encoded)) return left({ _tag: 'BadInput', reason: encoded.left });
    const checked = checkOrder(asked, config);
    if (isLeft(checked)) return left({ _tag: 'BadOrder', reason: checked.left });
    const { order, last } = withClientIds(checked.right, lastCid, clock.now());
    for (const cid of [order.cid, order.cidOco]) {
      const isTaken = cid !== undefined && (handles.has(cid) || isCidTaken(runner.state(), cid));
      if (isTaken) return left({ _tag: 'DuplicateCid', cid });
    }
    const turn = limiter.ask(order.cid);
    if (isLeft(turn)) return turn;
    lastCid = last;
    if (config.pairs?.has(order.symbol) === false)
      core.emit({ type: 'pairUnknown', at: clock.now(), symbol: order.symbol });
    return right({ type: 'submit', order, ...(turn.right === 'waits' && { held: true }) });
  };
  const ticketsOf = (order: KeyedOrder): OrderTicket => {
    const { cid, cidOco } = order;
    return openTicket(order, cid, cidOco === undefined ? null : openTicket(order, cidOco, null));
  };

  const prepareUpdate = (wanted: OrderUpdate): E.Either<AccountError, OrderUpdate> => {
    const refused = refusalOf(core, CHANGE);
    if (refused !== null) return left(refused);
    const { symbol, side } = knownOf(core, runner.state(), wanted);
    const checked = checkUpdate(wanted, symbol, side, config);
    return mapLeft((reason: CheckError): AccountError => ({ _tag: 'BadOrder', reason }))(checked);
  };
  /** What may leave is asked for; what may not is answered at once. */
  const request = (
    call: AccountCall,
    options: CallOptions,
    input: E.Either<AccountError, Input>,
    make: (request: number) => BatchOperation,
    ask: (operation: BatchOperation) => void,
  ): AccountAnswer<RequestAnswer> => {
    if (isLeft(input)) return Promise.resolve(input);
    const encoded = encodeInput(input.right);
    if (isLeft(encoded)) return Promise.resolve(left({ _tag: 'BadInput', reason: encoded.left }));
    return requests.open(call, options, (number) => ask(make(number)));
  };
  const askNow = (operation: BatchOperation): void => runner.dispatch({ type: 'Asked', at: clock.now(), operation });
  const allowed = <A>(input: A): E.Either<AccountError, A> => {
    const refused = refusalOf(core, CHANGE);
    return refused === null ? right(input) : left(refused);
  };

  const submitWith = (
    asked: NewOrder,
    ask: (operation: BatchOperation) => void,
  ): E.Either<AccountError, OrderTicket> => {
    const operation = prepareSubmit(asked);
    if (isLeft(operation)) return operation;
    const ticket = ticketsOf(operation.right.order);
    ask(operation.right);
    return right(ticket);
  };
  const updateWith = (wanted: OrderUpdate, options: CallOptions, ask: typeof askNow): AccountAnswer<RequestAnswer> => {
    const fine = prepareUpdate(wanted);
    return request(
      'update',
      options,
      mapRight(updateOrder)(fine),
      (number) => ({ type: 'update', request: number, update: isRight(fine) ? fine.right : wanted }),
      ask,
    );
  };
  const cancelWith = (target: OrderTarget, options: CallOptions, ask: typeof askNow): AccountAnswer<RequestAnswer> =>
    request(
      'cancel',
      options,
      allowed(cancelOrder(target)),
      (number) => ({ type: 'cancel', request: number, target }),
      ask,
    );
  const cancelManyWith = (targets: OrderTargets, options: CallOptions, ask: typeof askNow) =>
    request(
      'cancelMany',
      options,
      allowed(cancelOrders(targets)),
      (number) => ({ type: 'cancelMany', request: number, targets }),
      ask,
    );
  const update: OrdersDesk['update'] = (wanted, options = {}) => updateWith(wanted, options, askNow);
  const cancel: OrdersDesk['cancel'] = (target, options = {}) => cancelWith(target, options, askNow);

  return {
    submit: (order) => submitWith(order, askNow),
    update,
    cancel,
    cancelMany: (targets, options = {}) => cancelManyWith(targets, options, askNow),
    batch: (items, options = {}) => {
      const operations: BatchOperation[] = [];
      const add = (operation: BatchOperation): void => void operations.push(operation);
      const results = items.map((item): OrderBatchResult => {
        switch (item.type) {
          case 'submit':
            return { type: 'submit', ticket: submitWith(item.order, add) };
          case 'update':
            return { type: 'update', answer: updateWith(item.update, options, add) };
          case 'cancel':
            return { type: 'cancel', answer: cancelWith(item.target, options, add) };
          case 'cancelMany':
            return { type: 'cancelMany', answer: cancelManyWith(item.targets, options, add) };
        }
      });
      if (operations.length > 0) runner.dispatch({ type: 'BatchAsked', at: clock.now(), operations });
      return results;
    },
    tickets: () =>
      openTickets(runner.state()).flatMap(({ cid }) => {
        const handle = handles.get(cid);
        return handle === undefined ? [] : [handle.face];
      }),
    onLoggedIn: (conn, at) => runner.dispatch({ type: 'ConnectionReady', conn, at }),
    onLoggedOut: (conn, at) => runner.dispatch({ type: 'ConnectionLost', conn, at }),
    onAccount: (conn, message, at) => {
      if (message.type === 'notification' && saysRateLimited(message)) limiter.refused(at);
      runner.dispatch({ type: 'Received', conn, at, message });
    },
    onError: (message, at) => {
      if (saysRateLimited(message)) limiter.refused(at);
    },
    close: (at) => {
      runner.dispatch({ type: 'CloseAsked', at });
      runner.stop();
      limiter.stop();
    },
    pending: () => pendingOf(runner.state()),
  };
};

const CHANGE = { of: 'trading', symbol: null, fresh: false } as const;
