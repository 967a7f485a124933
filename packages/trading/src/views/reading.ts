import type {
  AccountFundingTrade,
  AccountTrade,
  Balance,
  FundingCredit,
  FundingInfo,
  FundingLoan,
  FundingOffer,
  MarginBase,
  MarginSymbol,
  Notification,
  NumberMode,
  Order,
  Position,
  Wallet,
} from '@bitfinex-ws/protocol';

/** The views that the server describes whole with a snapshot, after every login. */
export type SnapshotView = 'orders' | 'positions' | 'wallets' | 'offers' | 'credits' | 'loans';
/** The views of which no snapshot exists: they know what came since the login. */
export type UpdateView = 'margin' | 'fundingInfo' | 'balance' | 'trades' | 'fundingTrades' | 'notifications';
/** Every view of an account. */
export type ViewName = SnapshotView | UpdateView;

/** Why a view cannot be read now. Each heals by itself but FilteredOut. */
export type NotReady =
  /** No login has succeeded yet. */
  | { readonly _tag: 'NotLoggedIn'; readonly view: ViewName }
  /** Logged in, but its snapshot has not come. `overdue`: nor did it within the time that snapshots are waited for. */
  | { readonly _tag: 'SnapshotAwaited'; readonly view: SnapshotView; readonly overdue: boolean }
  /** The filter of the login keeps its messages away. */
  | { readonly _tag: 'FilteredOut'; readonly view: ViewName; readonly filter: ReadonlyArray<string> }
  /** What is held is of before: the connection was lost, or a message of the account was missed. `since` in ms. */
  | { readonly _tag: 'Stale'; readonly view: ViewName; readonly since: number; readonly cause: StaleCause };

/** What broke the continuity of the account: the socket, a gap in the account's sequence, or that the account was closed. */
export type StaleCause = 'disconnected' | 'gap' | 'closed';

/** What the rows of a snapshot view are. */
export interface RowOfView<N extends NumberMode = 'number'> {
  readonly orders: Order<N>;
  readonly positions: Position<N>;
  readonly wallets: Wallet<N>;
  readonly offers: FundingOffer<N>;
  readonly credits: FundingCredit<N>;
  readonly loans: FundingLoan<N>;
}

/** An own trade: `te` first, then `tu`, which knows the fee. */
export interface OwnTrade<N extends NumberMode = 'number'> extends AccountTrade<N> {
  /** Whether `tu` has come, so that `fee` and `feeCurrency` are final. */
  readonly confirmed: boolean;
}

/** An own funding trade: `fte` first, then `ftu`. */
export interface OwnFundingTrade<N extends NumberMode = 'number'> extends AccountFundingTrade<N> {
  /** Whether `ftu` has come. */
  readonly confirmed: boolean;
}

/** A time in which trades may have been made that no message of this socket told: ask REST for them. ms, ms. */
export interface UnseenSpan {
  readonly from: number;
  readonly to: number;
}

/** The last trades, oldest first, by id; as many as `limit` says. */
export interface TradesView<Trade> {
  readonly trades: ReadonlyMap<string, Trade>;
  /** How many were forgotten because `limit` was reached. */
  readonly forgotten: number;
  /** When nobody listened, the latest last; the last 100 of them. */
  readonly unseen: ReadonlyArray<UnseenSpan>;
}

/** What is known of the margin. Null, or no entry: not calculated on this connection; ask with `calc`. */
export interface MarginView<N extends NumberMode = 'number'> {
  readonly base: MarginBase<N> | null;
  readonly symbols: ReadonlyMap<string, MarginSymbol<N>>;
}

/** What each view reads as. What was read never changes; read again to see more. */
export interface ReadOfView<N extends NumberMode = 'number'> {
  /** By id. */
  readonly orders: ReadonlyMap<string, Order<N>>;
  /** By symbol. */
  readonly positions: ReadonlyMap<string, Position<N>>;
  /** By `walletKey(type, currency)`. `balanceAvailable` null: not calculated. */
  readonly wallets: ReadonlyMap<string, Wallet<N>>;
  /** By id. */
  readonly offers: ReadonlyMap<string, FundingOffer<N>>;
  /** By id. */
  readonly credits: ReadonlyMap<string, FundingCredit<N>>;
  /** By id. */
  readonly loans: ReadonlyMap<string, FundingLoan<N>>;
  readonly margin: MarginView<N>;
  /** By symbol, fUSD; no entry: not calculated. */
  readonly fundingInfo: ReadonlyMap<string, FundingInfo<N>>;
  /** Null: not calculated. */
  readonly balance: Balance<N> | null;
  readonly trades: TradesView<OwnTrade<N>>;
  readonly fundingTrades: TradesView<OwnFundingTrade<N>>;
  /** The last ones, oldest first; as many as `limit` says. */
  readonly notifications: ReadonlyArray<Notification<N>>;
}
