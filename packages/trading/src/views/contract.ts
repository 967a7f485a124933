import type { either as E } from 'fp-ts';
import type {
  AccountMessage,
  Balance,
  FundingInfo,
  MarginBase,
  MarginSymbol,
  Notification,
  NumberMode,
  OrderStatus,
} from '@bitfinex-ws/protocol';
import type {
  SnapshotView,
  UpdateView,
  ViewName,
  NotReady,
  StaleCause,
  RowOfView,
  OwnTrade,
  OwnFundingTrade,
  ReadOfView,
} from './reading.js';

/** Numbers the connection attempts of one account: a greater number is a later socket. */
export type ConnectionId = number;

/** How an order or an offer ended, as its `oc` or `foc` says. */
export interface RowEnd {
  /** By the head of the status; `other`: a head that nobody knows. Whether all was filled is said by `filled`. */
  readonly how: 'executed' | 'canceled' | 'rejected' | 'other';
  /** By the amounts: what remained, compared with what was ordered. */
  readonly filled: 'all' | 'part' | 'none';
  /** The status, taken apart. */
  readonly status: OrderStatus;
}

/** One change of a snapshot view. Keys: the id of an order, offer, credit or loan; a position's symbol; `walletKey`. */
export type RowChange<View extends SnapshotView, Row> =
  /** The whole view was replaced by what the server sent: at first, after a reconnect, or of its own accord. */
  | {
      readonly type: 'snapshot';
      readonly view: View;
      readonly at: number;
      readonly rows: ReadonlyMap<string, Row>;
    }
  | { readonly type: 'added'; readonly view: View; readonly at: number; readonly key: string; readonly row: Row }
  | {
      readonly type: 'changed';
      readonly view: View;
      readonly at: number;
      readonly key: string;
      readonly before: Row;
      readonly row: Row;
    }
  /** `row`: as it ended; `before`: as it was held, null where it was not. `end` of orders and offers, null of the rest. */
  | {
      readonly type: 'removed';
      readonly view: View;
      readonly at: number;
      readonly key: string;
      readonly before: Row | null;
      readonly row: Row;
      readonly end: RowEnd | null;
    };

/** A change of a view that has no snapshot. `before` null: was not known. `forgotten`: a login, after which nothing is calculated. */
export type UpdateChange<N extends NumberMode = 'number'> =
  | Updated<'margin', 'base', MarginBase<N>>
  | Updated<'margin', 'symbol', MarginSymbol<N>>
  | Updated<'fundingInfo', 'symbol', FundingInfo<N>>
  | Updated<'balance', 'balance', Balance<N>>
  | Updated<'trades', 'trade', OwnTrade<N>>
  | Updated<'fundingTrades', 'trade', OwnFundingTrade<N>>
  | Updated<'notifications', 'notification', Notification<N>>
  | { readonly type: 'forgotten'; readonly view: 'margin' | 'fundingInfo' | 'balance'; readonly at: number };

/** One value of a view without a snapshot is new or another. */
export interface Updated<View extends UpdateView, Of extends string, Value> {
  readonly type: 'updated';
  readonly view: View;
  readonly at: number;
  readonly of: Of;
  /** The symbol, the trade's id, or '' where there is but one. */
  readonly key: string;
  readonly before: Value | null;
  readonly value: Value;
}

/** A change of any view. `stale`: the view cannot be read until the next snapshot, or until the login where it has none. */
export type ViewChange<N extends NumberMode = 'number'> =
  | { [View in SnapshotView]: RowChange<View, RowOfView<N>[View]> }[SnapshotView]
  | UpdateChange<N>
  | { readonly type: 'stale'; readonly view: ViewName; readonly at: number; readonly cause: StaleCause };

/** The changes of one view. */
export type ChangeOf<View extends ViewName, N extends NumberMode = 'number'> = Extract<
  ViewChange<N>,
  { readonly view: View }
>;

/**
 * What became another while nobody listened. Values that are only no longer calculated (`null` in a snapshot) are no
 * change, nor is the ledger's text on a wallet.
 */
export interface ViewDiff<Row> {
  readonly appeared: ReadonlyMap<string, Row>;
  readonly gone: ReadonlyMap<string, Row>;
  readonly changed: ReadonlyMap<string, { readonly before: Row; readonly after: Row }>;
}

/** The differences by view: those whose snapshot has come. A view that had never been read has none. */
export type AccountDiff<N extends NumberMode = 'number'> = {
  readonly [View in SnapshotView]?: ViewDiff<RowOfView<N>[View]>;
};

/** What the views announce. */
export type ViewNews<N extends NumberMode = 'number'> =
  | { readonly type: 'changed'; readonly change: ViewChange<N> }
  /** Every snapshot that the filter allows has come, or the time for them is over: `missing` says which did not. */
  | { readonly type: 'ready'; readonly at: number; readonly missing: ReadonlyArray<SnapshotView> }
  /**
   * The same, where something was known before: how the account differs from what was known at `since` (ms). A snapshot
   * that comes later still, or of its own accord, is told in one of its own.
   */
  | {
      readonly type: 'reconciled';
      readonly at: number;
      readonly since: number;
      readonly cause: StaleCause | 'snapshot';
      readonly missing: ReadonlyArray<SnapshotView>;
      readonly diff: AccountDiff<N>;
    };

/** What the views order. */
export type ViewEffect<N extends NumberMode = 'number'> =
  | { readonly type: 'Announce'; readonly news: ViewNews<N> }
  | { readonly type: 'StartTimer'; readonly timer: string; readonly ms: number }
  | { readonly type: 'StopTimer'; readonly timer: string };

/** Facts. `at` in ms. Facts of an older connection than the last that logged in are ignored. */
export type ViewInput<N extends NumberMode = 'number'> =
  /** The login of this connection succeeded, with this filter; none or an empty one lets everything through. */
  | {
      readonly type: 'LoggedIn';
      readonly conn: ConnectionId;
      readonly at: number;
      readonly filter: ReadonlyArray<string>;
    }
  | {
      readonly type: 'Received';
      readonly conn: ConnectionId;
      readonly at: number;
      readonly message: AccountMessage<N>;
    }
  /** The socket is gone. */
  | { readonly type: 'Disconnected'; readonly conn: ConnectionId; readonly at: number }
  /** The account's sequence has a hole: what is held may be wrong until the next snapshots, which only a new login brings. */
  | { readonly type: 'GapSeen'; readonly conn: ConnectionId; readonly at: number }
  | { readonly type: 'TimerFired'; readonly timer: string; readonly at: number }
  | { readonly type: 'CloseAsked'; readonly at: number };

/** What the views are made with. */
export interface ViewsConfig {
  /** How long the snapshots are waited for after a login, ms. */
  readonly snapshotsMs: number;
  /** How many own trades are kept, and as many funding trades. */
  readonly tradesLimit: number;
  /** How many notifications are kept. */
  readonly notificationsLimit: number;
}

/** What was counted, of one view, since it was made. */
export interface ViewCounters {
  readonly snapshots: number;
  /** Updates that changed the view. */
  readonly applied: number;
  /** Said the same again. */
  readonly duplicates: number;
  /** Older than what is held, or about a row that has ended: ignored. */
  readonly late: number;
  /** Came before the snapshot, and were applied after it. */
  readonly early: number;
  /** Came before the snapshot and were dropped, the oldest first, because too many did. */
  readonly dropped: number;
}

/** One view, to be read. */
export interface View<Name extends ViewName, N extends NumberMode = 'number'> {
  readonly name: Name;
  /** What the account holds now, or why nobody can say. */
  readonly read: () => E.Either<NotReady, ReadOfView<N>[Name]>;
  /** What was known last, whatever vouches for it; empty before the first login. */
  readonly held: () => ReadOfView<N>[Name];
  /** What was applied to it and what was passed over. */
  readonly counters: () => ViewCounters;
}

/** One view of rows: one of them can be asked for without reading all. */
export interface RowsView<Name extends SnapshotView, N extends NumberMode = 'number'> extends View<Name, N> {
  /** The row under that key, null where there is none, or why nobody can say. Cheaper than `read`. */
  readonly get: (key: string) => E.Either<NotReady, RowOfView<N>[Name] | null>;
  /** How many rows are held. */
  readonly size: () => number;
}

/**
 * The views of one account and the facts that make them: one owner, who steps it. It reads no clock. An update costs the
 * same whatever is held; the first after a `read` copies that one view's map once.
 */
export interface AccountViews<N extends NumberMode = 'number'> {
  /** Takes in one fact and answers what is to be done, in order. */
  readonly step: (input: ViewInput<N>) => ReadonlyArray<ViewEffect<N>>;
  /** The same as `step` of a `Received`, without the fact being made. */
  readonly receive: (conn: ConnectionId, message: AccountMessage<N>, at: number) => ReadonlyArray<ViewEffect<N>>;
  /** Whether every snapshot that the filter allows has come since the last login. */
  readonly isComplete: () => boolean;
  readonly orders: RowsView<'orders', N>;
  readonly positions: RowsView<'positions', N>;
  readonly wallets: RowsView<'wallets', N>;
  readonly offers: RowsView<'offers', N>;
  readonly credits: RowsView<'credits', N>;
  readonly loans: RowsView<'loans', N>;
  readonly margin: View<'margin', N>;
  readonly fundingInfo: View<'fundingInfo', N>;
  readonly balance: View<'balance', N>;
  readonly trades: View<'trades', N>;
  readonly fundingTrades: View<'fundingTrades', N>;
  readonly notifications: View<'notifications', N>;
}
