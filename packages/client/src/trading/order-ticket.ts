import { left, right } from '@bitfinex-ws/machine';
import type { OrderUpdate, SparseOrder } from '@bitfinex-ws/protocol';
import {
  ackErrorOf,
  type Acknowledgement,
  type Fill,
  type KeyedOrder,
  type OrderOutcome,
  type OrdersNews,
  type RequestAnswer,
  type Ticket,
  type TicketState,
  type TradingError,
} from '@bitfinex-ws/trading';
import type { either as E } from 'fp-ts';
import type { QueueOptions } from '../options.js';
import type { QueueConfig } from '../queue.js';
import type { DroppedNotice } from '../subscription/stream.js';
import type { CallOptions } from '../subscription/subscription.js';
import type { AccountAnswer, AccountEndedNotice } from './account.js';
import { createTicketStream, type Steps } from './ticket-stream.js';

/** What happens to an order, in order; `final` is the last. */
export type OrderStep = Extract<
  OrdersNews,
  {
    readonly type: 'acknowledged' | 'fill' | 'fee' | 'updated' | 'outcomeUnknown' | 'resolved' | 'ended' | 'final';
  }
>;

type WithoutTarget<Update> = Update extends unknown ? Omit<Update, 'id' | 'cid' | 'cidDate'> : never;
/** What shall become another of an order whose ticket one has. */
export type OrderChange = WithoutTarget<OrderUpdate>;

/** An order that was asked for. It settles once, whatever happens to the connection. */
export interface OrderTicket extends AsyncIterable<OrderStep | DroppedNotice | AccountEndedNotice> {
  /** The client id: its own, or the one that was made for it. */
  readonly cid: number;
  /** The order as it was sent. */
  readonly asked: KeyedOrder;
  /** The other leg of an OCO; null: there is none. */
  readonly other: OrderTicket | null;
  /** The exchange's id; null until it is known. */
  readonly id: () => number | null;
  /** Where it stands. */
  readonly state: () => TicketState | { readonly _tag: 'Final'; readonly outcome: OrderOutcome };
  /** The order as known last; null until the exchange told it. */
  readonly order: () => SparseOrder | null;
  /** Its trades so far, in order of arrival; `fee` null until it is known. */
  readonly fills: () => ReadonlyArray<Fill>;
  /**
   * Settles once: the exchange has it; or it was refused or not sent; or `OutcomeUnknown`, of which `final` will say what it came to. Never
   * rejects.
   */
  readonly ack: Promise<E.Either<TradingError, Acknowledgement>>;
  /** Settles once, within the deadlines of the options, at the latest when the account is closed. Never rejects. */
  readonly final: Promise<OrderOutcome>;
  /** What happens to it, from its first step on. */
  readonly steps: (options?: QueueOptions) => Steps<OrderStep>;
  /** Changes it; the answer is the exchange's acknowledgement, `updated` follows. */
  readonly update: (change: OrderChange, options?: CallOptions) => AccountAnswer<RequestAnswer>;
  /** Asks for its cancellation. The order is over with `final`, and may have been filled until then. */
  readonly cancel: (options?: CallOptions) => AccountAnswer<RequestAnswer>;
}

/** What a ticket needs of the desk. */
interface TicketPorts {
  readonly queue: QueueConfig;
  readonly now: () => number;
  /** The machine's ticket; null once it is settled. */
  readonly ticket: () => Ticket | null;
  readonly update: OrderTicket['update'];
  readonly cancel: OrderTicket['cancel'];
}

/** A ticket, and the door by which its news come in. */
export interface TicketHandle {
  readonly face: OrderTicket;
  readonly hear: (news: OrderStep) => void;
}

/** Makes the ticket of an order that was just asked for. */
export const createTicket = (asked: KeyedOrder, other: OrderTicket | null, ports: TicketPorts): TicketHandle => {
  const { cid } = asked;
  const stream = createTicketStream<OrderStep, Acknowledgement, OrderOutcome>(ports.queue, ports.now);
  let last: Pick<Ticket, 'id' | 'order' | 'fills'> = { id: null, order: null, fills: [] };
  let outcome: OrderOutcome | null = null;
  const known = (): Pick<Ticket, 'id' | 'order' | 'fills'> => ports.ticket() ?? last;

  const finish = (step: Extract<OrderStep, { readonly type: 'final' }>): void => {
    outcome = step.outcome;
    last = lastOf(step.outcome, last);
    const error = ackErrorOf(cid, step.outcome);
    if (error !== null) stream.settleAck(left(error));
    stream.finish(step, step.outcome);
  };
  const hear = (step: OrderStep): void => {
    if (step.type === 'final') return finish(step);
    const now = ports.ticket();
    if (now !== null) last = now;
    if (step.type === 'acknowledged') stream.settleAck(right(step.ack));
    if (step.type === 'outcomeUnknown') {
      stream.settleAck(left({ _tag: 'OutcomeUnknown', asked: 'on', cid, id: known().id, cause: step.cause }));
    }
    stream.push(step);
  };

  const face: OrderTicket = {
    cid,
    asked,
    other,
    id: () => known().id,
    state: () => (outcome === null ? (ports.ticket()?.state ?? { _tag: 'Queued' }) : { _tag: 'Final', outcome }),
    order: () => known().order,
    fills: () => known().fills,
    ack: stream.ack,
    final: stream.final,
    steps: stream.steps,
    update: ports.update,
    cancel: ports.cancel,
    [Symbol.asyncIterator]: () => stream.steps(),
  };
  return { face, hear };
};

/** What an outcome tells of the order itself. */
const lastOf = (
  outcome: OrderOutcome,
  before: Pick<Ticket, 'id' | 'order' | 'fills'>,
): Pick<Ticket, 'id' | 'order' | 'fills'> => {
  switch (outcome._tag) {
    case 'Executed':
    case 'Canceled':
      return { id: outcome.order.id, order: outcome.order, fills: outcome.fills };
    case 'EndedWhileAway':
    case 'Unresolved':
      return { id: outcome.id, order: outcome.order, fills: outcome.fills };
    case 'Rejected':
    case 'NotSent':
    case 'NotPlaced':
      return before;
  }
};
