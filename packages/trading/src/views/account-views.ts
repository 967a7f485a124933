import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { AccountMessage, NumberMode } from '@bitfinex-ws/protocol';
import { changed, forgotten } from './changes.js';
import { notReady, NOT_LOGGED_IN, READY, type Condition } from './condition.js';
import type {
  AccountViews,
  ConnectionId,
  RowsView,
  View,
  ViewCounters,
  ViewEffect,
  ViewInput,
  ViewsConfig,
} from './contract.js';
import type { NotReady, ReadOfView, SnapshotView, StaleCause, UpdateView, ViewName } from './reading.js';
import { SNAPSHOT_VIEWS, snapshotsOf, viewsOf } from './filter.js';
import { VIEW_DEFAULTS } from './limits.js';
import { receiver } from './receive.js';
import { Recovery, SNAPSHOTS_TIMER } from './recovery.js';
import { createStates } from './states.js';

const NONE: ReadonlyArray<never> = [];
const UPDATE_VIEWS: ReadonlyArray<UpdateView> = [
  'margin',
  'fundingInfo',
  'balance',
  'trades',
  'fundingTrades',
  'notifications',
];

/** The login that the views listen to. */
interface Login {
  readonly conn: ConnectionId;
  readonly filter: ReadonlyArray<string>;
  readonly allowed: ReadonlySet<ViewName>;
}

/**
 * The views of one account, made of its messages: mutable inside, stepped by one owner, and what is read of them never
 * changes. Give `receive` each message of channel 0; carry out the effects in order.
 */
export const createAccountViews = <N extends NumberMode = 'number'>(
  options: Partial<ViewsConfig> = {},
): AccountViews<N> => {
  const config: ViewsConfig = { ...VIEW_DEFAULTS, ...options };
  const states = createStates<N>(config);
  const recovery = new Recovery<N>((view) => states.rows[view].compared());
  const take = receiver(states, recovery);
  let login: Login | null = null;
  /** Since when, and why, nothing of the login is heard any more; null while it is heard. */
  let silent: { readonly since: number; readonly cause: StaleCause } | null = null;
  let heardAt = 0;

  const conditionOf = (view: UpdateView): Condition => {
    if (login === null) return NOT_LOGGED_IN;
    if (!login.allowed.has(view)) return { _tag: 'FilteredOut', filter: login.filter };
    return silent === null ? READY : { _tag: 'Stale', ...silent };
  };

  const spoil = (at: number, cause: StaleCause): ReadonlyArray<ViewEffect<N>> => {
    if (recovery.isComplete()) recovery.breakOff(at, cause);
    return SNAPSHOT_VIEWS.flatMap((view) => {
      if (!states.rows[view].spoil(at, cause)) return [];
      recovery.breakOff(at, cause);
      return [changed<N>({ type: 'stale', view, at, cause })];
    });
  };

  const fallSilent = (at: number, cause: StaleCause): ReadonlyArray<ViewEffect<N>> => {
    if (login === null || silent !== null) return NONE;
    const readable = UPDATE_VIEWS.filter((view) => conditionOf(view)._tag === 'Ready');
    silent = { since: at, cause };
    return [
      ...recovery.stop(),
      ...spoil(at, cause),
      ...readable.map((view) => changed<N>({ type: 'stale', view, at, cause })),
    ];
  };

  const forget = (at: number): ReadonlyArray<ViewEffect<N>> =>
    (['margin', 'fundingInfo', 'balance'] as const).flatMap((view) =>
      states[view].forget() ? [forgotten<N>(view, at)] : [],
    );

  const missTrades = (to: number): void => {
    states.trades.miss(heardAt, to);
    states.fundingTrades.miss(heardAt, to);
  };

  const loggedIn = (conn: ConnectionId, at: number, filter: ReadonlyArray<string>): ReadonlyArray<ViewEffect<N>> => {
    if (login !== null && conn <= login.conn) return NONE;
    const ended = fallSilent(at, 'disconnected');
    if (login !== null) missTrades(at);
    login = { conn, filter, allowed: viewsOf(filter) };
    silent = null;
    heardAt = at;
    for (const view of SNAPSHOT_VIEWS) states.rows[view].await(filter, login.allowed.has(view));
    return [...ended, ...forget(at), ...recovery.begin(at, snapshotsOf(filter), config.snapshotsMs)];
  };

  const isHeard = (conn: ConnectionId): boolean => login !== null && silent === null && conn === login.conn;

  const receive = (conn: ConnectionId, message: AccountMessage<N>, at: number): ReadonlyArray<ViewEffect<N>> => {
    if (!isHeard(conn)) return NONE;
    heardAt = at;
    return take(message, at);
  };

  const step = (input: ViewInput<N>): ReadonlyArray<ViewEffect<N>> => {
    switch (input.type) {
      case 'Received':
        return receive(input.conn, input.message, input.at);
      case 'LoggedIn':
        return loggedIn(input.conn, input.at, input.filter);
      case 'Disconnected':
        return isHeard(input.conn) ? fallSilent(input.at, 'disconnected') : NONE;
      case 'GapSeen':
        if (!isHeard(input.conn)) return NONE;
        missTrades(input.at);
        return spoil(input.at, 'gap');
      case 'TimerFired':
        if (input.timer !== SNAPSHOTS_TIMER) return NONE;
        for (const view of SNAPSHOT_VIEWS) states.rows[view].overdue();
        return recovery.expire(input.at);
      case 'CloseAsked':
        return fallSilent(input.at, 'closed');
    }
  };

  const rowsView = <Name extends SnapshotView>(name: Name): RowsView<Name, N> => {
    const state = states.rows[name];
    return {
      name,
      // What the rows of a view are and what the view reads as are two tables that say the same.
      read: () => state.read() as E.Either<NotReady, ReadOfView<N>[Name]>,
      held: () => state.held() as ReadOfView<N>[Name],
      get: (key) => state.get(key),
      size: () => state.size(),
      counters: () => state.counters(),
    };
  };

  const updateView = <Name extends UpdateView>(
    name: Name,
    held: () => ReadOfView<N>[Name],
    counters: () => ViewCounters,
  ): View<Name, N> => ({
    name,
    read: () => {
      const why = notReady(name, conditionOf(name));
      return why === null ? right(held()) : left(why);
    },
    held,
    counters,
  });

  return {
    step,
    receive,
    isComplete: () => login !== null && silent === null && recovery.isComplete(),
    orders: rowsView('orders'),
    positions: rowsView('positions'),
    wallets: rowsView('wallets'),
    offers: rowsView('offers'),
    credits: rowsView('credits'),
    loans: rowsView('loans'),
    margin: updateView(
      'margin',
      () => states.margin.view(),
      () => states.margin.counters(),
    ),
    fundingInfo: updateView(
      'fundingInfo',
      () => states.fundingInfo.read(),
      () => states.fundingInfo.counters(),
    ),
    balance: updateView(
      'balance',
      () => states.balance.read().get('') ?? null,
      () => states.balance.counters(),
    ),
    trades: updateView(
      'trades',
      () => states.trades.view(),
      () => states.trades.counters(),
    ),
    fundingTrades: updateView(
      'fundingTrades',
      () => states.fundingTrades.view(),
      () => states.fundingTrades.counters(),
    ),
    notifications: updateView(
      'notifications',
      () => states.notifications.read(),
      () => states.notifications.counters(),
    ),
  };
};
