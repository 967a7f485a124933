import type {
  AccountFundingTrade,
  AccountMessage,
  FundingOffer,
  Input,
  NewOffer,
  OrderStatus,
  SparseFundingOffer,
} from '@bitfinex-ws/protocol';
import type { either as E } from 'fp-ts';
import type { Asked, NotSentCause, TradingError, UnknownCause } from '../errors.js';
import type { ConnectionId, RequestKey } from '../orders/contract.js';
import type { Table } from '../table.js';

/** The number that the shell gives an offer: the exchange knows no client id of offers. Each has a new, greater one. */
export type OfferKey = number;

/** How the machine of funding offers behaves. All times in ms. */
export interface OffersConfig {
  /** From the write to the answer; then the outcome is unknown (not: failed). */
  readonly ackTimeoutMs: number;
  /** From there until an offer of which nothing is known becomes `NotPlaced` or `Unresolved`. */
  readonly resolveMs: number;
  /** How long an offer that lived when its connection was lost is waited for; then `Unresolved`. */
  readonly awayMs: number;
  /** From the end of an offer until its outcome goes without the trades that have not come. */
  readonly fillsMs: number;
  /**
   * Whether an offer is written only when the one before was answered: then every answer is that of the one offer that
   * waits. Otherwise an answer is told by amount, rate and period, the oldest first.
   */
  readonly serialised: boolean;
  /** How far the exchange's clock may be behind ours, where a snapshot is searched for an offer that was sent. */
  readonly skewMs: number;
  /** How many ids of settled offers are remembered, so that late news of them are not taken for those of one that is alike. */
  readonly remembered: number;
}

/** Facts. `at`: ms. Those of a connection that is not the one in use are ignored. */
export type OffersInput =
  | { readonly type: 'ConnectionReady'; readonly conn: ConnectionId; readonly at: number }
  | { readonly type: 'ConnectionLost'; readonly conn: ConnectionId; readonly at: number }
  /** Anything of the account channel; what is no offer, own funding trade or notification is passed over. */
  | {
      readonly type: 'Received';
      readonly conn: ConnectionId;
      readonly at: number;
      readonly message: AccountMessage;
    }
  /** Checked by the shell before: `encodeInput` accepts it. */
  | { readonly type: 'OfferAsked'; readonly key: OfferKey; readonly at: number; readonly offer: NewOffer }
  | { readonly type: 'CancelAsked'; readonly request: RequestKey; readonly at: number; readonly id: number }
  /** Cancels the offer of a ticket: one that was not written is taken back; of one without an id it waits for that. */
  | { readonly type: 'WithdrawAsked'; readonly request: RequestKey; readonly at: number; readonly key: OfferKey }
  | { readonly type: 'SendFailed'; readonly send: number; readonly at: number }
  | { readonly type: 'TimerFired'; readonly timer: string; readonly at: number }
  | { readonly type: 'CloseAsked'; readonly at: number };

/** Orders, to be carried out in order. */
export type OffersEffect =
  /** Encode and hand to the socket of that connection; where it is not taken, tell `SendFailed`. */
  | { readonly type: 'Send'; readonly conn: ConnectionId; readonly send: number; readonly input: Input }
  | { readonly type: 'StartTimer'; readonly timer: string; readonly ms: number }
  | { readonly type: 'StopTimer'; readonly timer: string }
  | { readonly type: 'Announce'; readonly news: OffersNews };

/** The exchange has the offer. */
export interface OfferAcknowledgement {
  readonly id: number;
  readonly by: 'fon-req' | 'fon' | 'fou' | 'foc' | 'fos';
  /** The offer as that said; an answer leaves out most of it. */
  readonly offer: SparseFundingOffer;
}

/** What the rest of the client hears. News of a ticket bear its `key`. */
export type OffersNews =
  | { readonly type: 'acknowledged'; readonly key: OfferKey; readonly ack: OfferAcknowledgement }
  | { readonly type: 'fill'; readonly key: OfferKey; readonly fill: AccountFundingTrade }
  | { readonly type: 'updated'; readonly key: OfferKey; readonly offer: FundingOffer }
  | { readonly type: 'outcomeUnknown'; readonly key: OfferKey; readonly cause: UnknownCause }
  | { readonly type: 'resolved'; readonly key: OfferKey; readonly ack: OfferAcknowledgement }
  | { readonly type: 'ended'; readonly key: OfferKey; readonly offer: FundingOffer }
  /** Exactly once for each ticket, and its last. */
  | { readonly type: 'final'; readonly key: OfferKey; readonly outcome: OfferOutcome }
  /** Exactly once for each request; of a cancellation that needed no answer the offer is null. */
  | {
      readonly type: 'answered';
      readonly request: RequestKey;
      readonly result: E.Either<TradingError, SparseFundingOffer | null>;
    }
  | {
      readonly type: 'unmatchedReject';
      readonly asked: Asked;
      readonly id: number | null;
      readonly text: string | null;
    };

/** What all outcomes of an offer that the exchange had taken tell. */
interface EndedFacts {
  readonly offer: FundingOffer;
  readonly status: OrderStatus;
  readonly fills: ReadonlyArray<AccountFundingTrade>;
  /** Whether the fills make up what was taken of the offer; false where some came while nobody listened. */
  readonly complete: boolean;
}

/** How an offer ended. Each ticket has exactly one. */
export type OfferOutcome =
  /** Taken. */
  | ({ readonly _tag: 'Executed' } & EndedFacts)
  /** Ended before it was taken, or taken in part. `asked`: this account client asked for it. */
  | ({ readonly _tag: 'Canceled'; readonly by: 'asked' | 'exchange' | 'elsewhere' } & EndedFacts)
  | { readonly _tag: 'Rejected'; readonly status: string | null; readonly text: string | null }
  | { readonly _tag: 'NotSent'; readonly cause: NotSentCause }
  /** It lived before the connection was lost and is not in the snapshot behind it. */
  | {
      readonly _tag: 'EndedWhileAway';
      readonly id: number;
      readonly offer: SparseFundingOffer | null;
      readonly fills: ReadonlyArray<AccountFundingTrade>;
    }
  /** Nothing could tell within the deadlines. */
  | {
      readonly _tag: 'Unresolved';
      readonly cause: UnknownCause;
      readonly id: number | null;
      readonly offer: SparseFundingOffer | null;
      readonly fills: ReadonlyArray<AccountFundingTrade>;
      readonly absentInSnapshot: boolean;
    };

/** Where an offer stands. */
export type OfferState =
  /** Not written: another one waits for its answer. */
  | { readonly _tag: 'Queued' }
  | { readonly _tag: 'Sent'; readonly conn: ConnectionId; readonly send: number }
  | { readonly _tag: 'Live'; readonly conn: ConnectionId }
  | {
      readonly _tag: 'Unknown';
      readonly cause: UnknownCause;
      /** Where it was written, or heard of last. */
      readonly conn: ConnectionId;
      readonly absentInSnapshot: boolean;
    }
  | { readonly _tag: 'Ended'; readonly offer: FundingOffer };

/** An offer that was asked for and has no outcome yet. */
export interface OfferTicket {
  readonly key: OfferKey;
  readonly asked: NewOffer;
  readonly askedAt: number;
  /** Null until the exchange told it. */
  readonly id: number | null;
  readonly state: OfferState;
  readonly offer: SparseFundingOffer | null;
  readonly fills: ReadonlyArray<AccountFundingTrade>;
  /** How much was taken while nobody listened, above 0. */
  readonly missed: number;
  readonly cancelAsked: boolean;
  /** Cancellations that wait until its id is known. */
  readonly withdrawals: ReadonlyArray<RequestKey>;
  readonly timer: string | null;
}

/** A cancellation that has no answer yet. */
export interface PendingOfferCancel {
  readonly request: RequestKey;
  readonly id: number;
  readonly send: number;
  readonly timer: string | null;
}

/** What the machine of offers knows. */
export interface OffersState {
  readonly conn: ConnectionId | null;
  readonly closed: boolean;
  /** By key, in the order of asking. */
  readonly tickets: ReadonlyMap<OfferKey, OfferTicket>;
  /** From the exchange's id to the key. */
  readonly byId: Table<OfferKey>;
  readonly cancels: ReadonlyMap<RequestKey, PendingOfferCancel>;
  /** The ids of settled offers, in two generations: where the newer is full it becomes the older. */
  readonly settled: readonly [newer: Table<OfferKey>, older: Table<OfferKey>];
  /** The last refusals, each with its time: said twice, one is not taken for that of another offer that is alike. */
  readonly refusals: ReadonlyArray<string>;
  /** Trades of offers of which no ticket has the id yet, the newest last; bounded. */
  readonly orphans: ReadonlyArray<AccountFundingTrade>;
  /** The last number given to a frame or a timer: none is given twice. */
  readonly lastNumber: number;
}
