import type { AccountFundingTrade, AccountTrade, Balance, FundingInfo, NumberMode } from '@bitfinex-ws/protocol';
import type { ViewsConfig } from './contract.js';
import type { RowOfView, SnapshotView } from './reading.js';
import { creditKind, loanKind, offerKind, orderKind, positionKind, walletKind } from './row-kinds.js';
import { RowsState } from './rows-state.js';
import { TradesState } from './trades-state.js';
import { MarginState, NotificationsState, ValuesState } from './values-state.js';

/** What is held of the views that a snapshot describes. */
export type RowStates<N extends NumberMode> = { readonly [View in SnapshotView]: RowsState<RowOfView<N>[View]> };

/** What is held of an account, view by view. */
export interface States<N extends NumberMode> {
  readonly rows: RowStates<N>;
  readonly margin: MarginState<N>;
  readonly fundingInfo: ValuesState<FundingInfo<N>>;
  readonly balance: ValuesState<Balance<N>>;
  readonly trades: TradesState<AccountTrade<N>>;
  readonly fundingTrades: TradesState<AccountFundingTrade<N>>;
  readonly notifications: NotificationsState<N>;
}

/** Nothing is known of the account. */
export const createStates = <N extends NumberMode>(config: ViewsConfig): States<N> => ({
  rows: {
    orders: new RowsState(orderKind<N>()),
    positions: new RowsState(positionKind<N>()),
    wallets: new RowsState(walletKind<N>()),
    offers: new RowsState(offerKind<N>()),
    credits: new RowsState(creditKind<N>()),
    loans: new RowsState(loanKind<N>()),
  },
  margin: new MarginState<N>(),
  fundingInfo: new ValuesState<FundingInfo<N>>(),
  balance: new ValuesState<Balance<N>>(),
  trades: new TradesState<AccountTrade<N>>(config.tradesLimit),
  fundingTrades: new TradesState<AccountFundingTrade<N>>(config.tradesLimit),
  notifications: new NotificationsState<N>(config.notificationsLimit),
});
