import type {
  AccountMessage,
  AccountTrade,
  Input,
  NewOrder,
  Order,
  OrderTarget,
  OrderTargets,
  OrderUpdate,
  SparseOrder,
} from '@bitfinex-ws/protocol';
import type { either as E } from 'fp-ts';
import type { Asked, NotSentCause, TradingError, UnknownCause } from '../errors.js';
import type { Table } from '../table.js';
import type { Acknowledgement, Fill, OrderOutcome } from './outcome.js';

/** The number that the shell gives a socket. Each new socket has a greater one. */
export type ConnectionId = number;

/** The number that the shell gives whatever is asked beside new orders: updates and cancellations. Each has a new one. */
export type RequestKey = number;

/** How the machine of orders behaves. All times in ms. */
export interface OrdersConfig {
  /** From the write to the answer; then the outcome is unknown (not: failed). */
  readonly ackTimeoutMs: number;
  /** From there until an order of which nothing is known becomes `NotPlaced` or `Unresolved`. */
  readonly resolveMs: number;
  /** How long an order that lived when its connection was lost is waited for; then `Unresolved`. */
  readonly awayMs: number;
  /** How long the resolver may take where its answer decides. */
  readonly resolverMs: number;
  /** From the end of an order until its outcome goes without the fills and fees that have not come. */
  readonly fillsMs: number;
  /** Within which time operations go into one `ox_multi`; 0: those of one turn; null: each in a frame of its own. */
  readonly batchMs: number | null;
  /** Whether there is a resolver to carry out `AskResolver`. */
  readonly resolver: boolean;
  /** How many settled tickets are remembered, so that news that come late are told as such. */
  readonly remembered: number;
}

/** A new order of which the client id is set, that of the stop of an OCO too. `nextCid` makes them. */
export type KeyedOrder = NewOrder & { readonly cid: number };

/** One operation of a batch. */
export type BatchOperation =
  /** `held`: it waits for its turn, which `TurnCame` or `TurnMissed` tells. */
  | { readonly type: 'submit'; readonly order: KeyedOrder; readonly held?: true }
  | { readonly type: 'update'; readonly request: RequestKey; readonly update: OrderUpdate }
  | { readonly type: 'cancel'; readonly request: RequestKey; readonly target: OrderTarget }
  | { readonly type: 'cancelMany'; readonly request: RequestKey; readonly targets: OrderTargets };

/** What a resolver found: the order, or that the exchange has none such; `Failed` where it could not tell. */
export type Resolution =
  | { readonly _tag: 'Found'; readonly order: Order; readonly trades: ReadonlyArray<AccountTrade> }
  | { readonly _tag: 'Absent' }
  | { readonly _tag: 'Failed' };

/** Facts. `at`: ms. Those of a connection that is not the one in use are ignored. */
export type OrdersInput =
  /** The connection is logged in; its snapshots come later, as `Received`. */
  | { readonly type: 'ConnectionReady'; readonly conn: ConnectionId; readonly at: number }
  | { readonly type: 'ConnectionLost'; readonly conn: ConnectionId; readonly at: number }
  /** Anything of the account channel; what is no order, own trade or notification is passed over. */
  | {
      readonly type: 'Received';
      readonly conn: ConnectionId;
      readonly at: number;
      readonly message: AccountMessage;
    }
  /** Checked by the shell before: `encodeInput` accepts every operation, `isCidTaken` is false. */
  | { readonly type: 'Asked'; readonly at: number; readonly operation: BatchOperation }
  /** Go out together, at once, 75 in a frame at most. */
  | { readonly type: 'BatchAsked'; readonly at: number; readonly operations: ReadonlyArray<BatchOperation> }
  /** The turn of a `held` order has come, or will not come; nothing where it does not wait any more. */
  | { readonly type: 'TurnCame'; readonly cid: number; readonly at: number }
  | { readonly type: 'TurnMissed'; readonly cid: number; readonly cause: NotSentCause; readonly at: number }
  /** The socket did not take the frame of that `Send`. */
  | { readonly type: 'SendFailed'; readonly send: number; readonly at: number }
  | { readonly type: 'TimerFired'; readonly timer: string; readonly at: number }
  | {
      readonly type: 'ResolverAnswered';
      readonly ask: number;
      readonly cid: number;
      readonly at: number;
      readonly answer: Resolution;
    }
  | { readonly type: 'CloseAsked'; readonly at: number };

/** Orders, to be carried out in order. */
export type OrdersEffect =
  /** Encode and hand to the socket of that connection; where it is not taken, tell `SendFailed`. */
  | { readonly type: 'Send'; readonly conn: ConnectionId; readonly send: number; readonly input: Input }
  | { readonly type: 'StartTimer'; readonly timer: string; readonly ms: number }
  | { readonly type: 'StopTimer'; readonly timer: string }
  /** Ask what became of an order, then tell `ResolverAnswered` with the same `ask`; never answering does no harm. */
  | {
      readonly type: 'AskResolver';
      readonly ask: number;
      readonly cid: number;
      /** Of the day on which it was placed, ms. */
      readonly cidDate: number;
      readonly id: number | null;
      readonly symbol: string;
    }
  | { readonly type: 'Announce'; readonly news: OrdersNews };

/** What the exchange did of what was asked of orders that exist. */
export interface RequestAnswer {
  /** The orders as the answer told them; for an update as they were before. None where it told none. */
  readonly orders: ReadonlyArray<SparseOrder>;
  readonly text: string | null;
  /** `answer`: the exchange's notification; `end`: the order ended before it came; `here`: it had not been sent yet. */
  readonly by: 'answer' | 'end' | 'here';
}

/** What the rest of the client hears. News of a ticket bear its `cid`. */
export type OrdersNews =
  /** Once at most: the exchange has the order. */
  | { readonly type: 'acknowledged'; readonly cid: number; readonly ack: Acknowledgement }
  /** A trade that was not known before; its fee may come later. */
  | { readonly type: 'fill'; readonly cid: number; readonly fill: Fill }
  /** The fee of a fill that was told before. */
  | { readonly type: 'fee'; readonly cid: number; readonly fill: Fill }
  /** The order changed: `ou`, or its row in a snapshot. */
  | { readonly type: 'updated'; readonly cid: number; readonly order: Order }
  | { readonly type: 'outcomeUnknown'; readonly cid: number; readonly cause: UnknownCause }
  /** The order lives after all. */
  | { readonly type: 'resolved'; readonly cid: number; readonly ack: Acknowledgement }
  /** The order is over; `final` comes with its fills. */
  | { readonly type: 'ended'; readonly cid: number; readonly order: Order }
  /** Exactly once for each ticket, and its last. */
  | { readonly type: 'final'; readonly cid: number; readonly outcome: OrderOutcome }
  /** Exactly once for each request. */
  | {
      readonly type: 'answered';
      readonly request: RequestKey;
      readonly result: E.Either<TradingError, RequestAnswer>;
    }
  /** A refusal that names nothing that is waiting: nobody is settled by it. */
  | {
      readonly type: 'unmatchedReject';
      readonly asked: Asked;
      readonly cid: number | null;
      readonly id: number | null;
      readonly text: string | null;
    }
  /** Something of an order whose ticket had been settled without it: a fill, a fee, or that it lives. */
  | { readonly type: 'late'; readonly cid: number; readonly order: SparseOrder | null; readonly fill: Fill | null };

/** Where an order stands. */
export type TicketState =
  /** Not written: it waits for its batch, or for its turn. */
  | { readonly _tag: 'Queued' }
  /** Written with that `Send`, nothing heard. */
  | { readonly _tag: 'Sent'; readonly conn: ConnectionId; readonly send: number }
  /** The exchange has it. */
  | { readonly _tag: 'Live'; readonly conn: ConnectionId }
  /** Written, and nobody knows what became of it; `overdue`: the resolver alone decides now. */
  | {
      readonly _tag: 'Unknown';
      readonly cause: UnknownCause;
      /** Where it was written, or heard of last. */
      readonly conn: ConnectionId;
      readonly absentInSnapshot: boolean;
      readonly absentByResolver: boolean;
      readonly overdue: boolean;
    }
  /** Over; fills or fees are still to come. `order` is as it ended. */
  | { readonly _tag: 'Ended'; readonly order: Order };

/** An order that was asked for and has no outcome yet. */
export interface Ticket {
  /** Its key. */
  readonly cid: number;
  /** What was asked; of the second leg of an OCO the same as of the first. */
  readonly asked: KeyedOrder;
  /** The key of the other leg of an OCO; null: there is none. */
  readonly other: number | null;
  /** Whether it is the stop that came with an OCO. */
  readonly isStop: boolean;
  /** Whether a change of its amount went out: then AMOUNT_ORIG may be of before. */
  readonly amountChanged: boolean;
  /** When it was asked for, or had its turn, ms: its UTC day is the date of its cid. */
  readonly askedAt: number;
  /** Null until the exchange told it. */
  readonly id: number | null;
  readonly state: TicketState;
  /** As known last; null until something told more than its id. */
  readonly order: SparseOrder | null;
  /** By arrival; each trade once. */
  readonly fills: ReadonlyArray<Fill>;
  /** How much was filled while nobody listened, above 0. */
  readonly missed: number;
  /** Whether a cancellation of it went out. */
  readonly cancelAsked: boolean;
  /** The question to the resolver that is open; null: none. */
  readonly ask: number | null;
  readonly timer: string | null;
}

/** An update or a cancellation that has no answer yet. */
export interface PendingRequest {
  readonly request: RequestKey;
  readonly asked: 'ou' | 'oc' | 'oc_multi';
  readonly target: OrderTarget | null;
  readonly targets: OrderTargets | null;
  /** The `Send` that it went out with; null: not yet. */
  readonly send: number | null;
  readonly timer: string | null;
}

/** An operation that waits for its batch or its turn: of a ticket, or of a request. */
export type Queued =
  | { readonly type: 'order'; readonly cid: number; readonly input: Extract<Input, { readonly code: 'on' }> }
  | {
      readonly type: 'request';
      readonly request: RequestKey;
      readonly input: Extract<Input, { readonly code: 'ou' | 'oc' | 'oc_multi' }>;
    };

/** What the machine of orders knows. Read it by `ticketOf`, `targetOf`, `isCidTaken`; its inside may change. */
export interface OrdersState {
  /** The connection that is logged in; null: none. */
  readonly conn: ConnectionId | null;
  readonly closed: boolean;
  /** By cid. */
  readonly tickets: Table<Ticket>;
  /** From the exchange's id to the cid. */
  readonly byId: Table<number>;
  readonly requests: Table<PendingRequest>;
  /** Requests that were written and wait, by the id or the cid that they name; the oldest first. */
  readonly byTarget: { readonly id: Table<ReadonlyArray<RequestKey>>; readonly cid: Table<ReadonlyArray<RequestKey>> };
  /** Requests `oc_multi` in the order of writing, those that were given up too until their answer came. */
  readonly many: ReadonlyArray<PendingRequest>;
  /** What waits for its batch, in the order of asking. */
  readonly queue: ReadonlyArray<Queued>;
  /** Orders that wait for their turn, in the order of asking, and changes of them. */
  readonly held: ReadonlyArray<Queued>;
  /** The timer that runs until the queue goes out; null: none. */
  readonly batch: string | null;
  /** The last number given to a frame, a question or a timer: none is given twice. */
  readonly lastNumber: number;
  /** Settled tickets, in two generations: where the newer is full it becomes the older. */
  readonly settled: readonly [newer: Generation, older: Generation];
}

/** Settled tickets by cid, and their cids by the exchange's id. */
export interface Generation {
  readonly tickets: Table<Settled>;
  readonly byId: Table<number>;
}

/** What is kept of a settled ticket. */
export interface Settled {
  readonly cid: number;
  readonly id: number | null;
  readonly symbol: string;
  /** The key of the other leg of an OCO; null: there is none. */
  readonly other: number | null;
  /** The trades that its outcome has, and whether their fee was known. */
  readonly fills: ReadonlyArray<{ readonly id: number; readonly fee: boolean }>;
  /** Whether the outcome said how the order ended. */
  readonly known: boolean;
}
