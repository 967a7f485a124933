import type { AccountTrade, Order, OrderStatus, SparseOrder } from '@bitfinex-ws/protocol';
import type { NotSentCause, UnknownCause } from '../errors.js';

/** One fill of an order: its trade, with the fee once `tu` told it (`fee` null until then). */
export type Fill = AccountTrade;

/** What first said that the exchange has the order. `os`: it stands in the snapshot behind a reconnect. */
export type Evidence = 'on-req' | 'on' | 'ou' | 'oc' | 'te' | 'os' | 'resolver';

/** The exchange has the order. */
export interface Acknowledgement {
  /** The exchange's id of the order. */
  readonly id: number;
  /** What said so: the answer `on-req`, or what came instead of it. */
  readonly by: Evidence;
  /** The order as that said; null where it was a trade, which says nothing of the order but its id. */
  readonly order: SparseOrder | null;
}

/**
 * Who ended an order that was not filled, as far as can be told.
 *
 * `asked`: this account client asked for it. `postOnly`, `fok`, `ioc`: its own terms. `oco`: the other leg. `tif`: its time
 * was over. `exchange`: for a reason of its own, which `status` tells (INSUFFICIENT BALANCE, RSN_…). `elsewhere`: none of
 * these: another session of the account, its web site, the dead man's switch.
 */
export type CanceledBy = 'asked' | 'postOnly' | 'fok' | 'ioc' | 'oco' | 'tif' | 'exchange' | 'elsewhere';

/** What all outcomes of an order that the exchange had taken tell. */
interface EndedFacts {
  /** The order as its `oc`, or the resolver, told it last. */
  readonly order: Order;
  /** Its status, read. */
  readonly status: OrderStatus;
  /** In the order of their arrival. */
  readonly fills: ReadonlyArray<Fill>;
  /** Whether `fills` are all that the exchange announced, each with its fee; false where some came while nobody listened. */
  readonly complete: boolean;
}

/** How an order ended. Each ticket has exactly one. */
export type OrderOutcome =
  /** Filled. */
  | ({ readonly _tag: 'Executed' } & EndedFacts)
  /** Ended before it was filled, or filled in part; see `fills`. */
  | ({ readonly _tag: 'Canceled'; readonly by: CanceledBy } & EndedFacts)
  /** The exchange refused it: it never was in the book. */
  | { readonly _tag: 'Rejected'; readonly status: string | null; readonly text: string | null }
  /** It was never written. */
  | { readonly _tag: 'NotSent'; readonly cause: NotSentCause }
  /**
   * It was written, but neither the snapshot behind the reconnect, nor anything since, nor the resolver knows of it: it
   * did not reach the exchange.
   */
  | { readonly _tag: 'NotPlaced'; readonly cause: UnknownCause }
  /** It lived before the connection was lost and is not in the snapshot behind it: filled or cancelled while nobody listened. */
  | {
      readonly _tag: 'EndedWhileAway';
      readonly id: number;
      /** As it was known last; null where nothing but its id was. */
      readonly order: SparseOrder | null;
      /** Those that were heard of. There may have been more. */
      readonly fills: ReadonlyArray<Fill>;
    }
  /** Nothing could tell within the deadlines. It may live, be filled, or never have arrived. */
  | {
      readonly _tag: 'Unresolved';
      readonly cause: UnknownCause;
      /** Null where nothing but the client id is known. */
      readonly id: number | null;
      readonly order: SparseOrder | null;
      readonly fills: ReadonlyArray<Fill>;
      /** Whether a snapshot behind a reconnect lacked it: then it is not open, but it may have been filled at once. */
      readonly absentInSnapshot: boolean;
    };
