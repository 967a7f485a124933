import type { AccountViews, ViewChange, ViewName } from '@bitfinex-ws/trading';
import { createConsumers } from '../consumers.js';
import type { QueueConfig, QueueStatus } from '../queue.js';
import type { DroppedNotice } from '../subscription/stream.js';
import type { AccountEndedNotice, ChangesOf, LiveView, LiveViews } from './account.js';

/** Those who read the changes of the views, each with a bounded queue of its own. */
interface Changes {
  readonly push: (change: ViewChange) => void;
  /** The views, each with its stream. */
  readonly live: (views: AccountViews) => LiveViews;
  readonly end: (last: AccountEndedNotice) => void;
  readonly status: () => ReadonlyArray<QueueStatus>;
}

type Item = ViewChange | DroppedNotice | AccountEndedNotice;

/** Nobody reads yet. */
export const createChanges = (
  queue: QueueConfig,
  ended: (reason: AccountEndedNotice['reason']) => AccountEndedNotice,
): Changes => {
  const createReaders = () =>
    createConsumers<Item>(queue, {
      isNotice: (item) => item.type === 'stale',
      dropped: (count) => ({ type: 'dropped', count }),
      overflowed: (limit) => ended({ _tag: 'QueueOverflowed', limit }),
      refused: ended,
      onDropped: () => undefined,
    });
  const byView = new Map<ViewName, ReturnType<typeof createReaders>>();
  let last: AccountEndedNotice | null = null;
  const readersOf = (view: ViewName): ReturnType<typeof createReaders> => {
    const known = byView.get(view);
    if (known !== undefined) return known;
    const made = createReaders();
    byView.set(view, made);
    if (last !== null) made.end(last);
    return made;
  };
  const live = <View extends ViewName>(view: AccountViews[View]): LiveView<View> => ({
    ...view,
    // What is pushed to the readers of a view are the changes of that view.
    changes: (options = {}) => readersOf(view.name).open(options) as ChangesOf<View>,
  });

  return {
    push: (change) => byView.get(change.view)?.push(change),
    live: (views) => ({
      orders: live<'orders'>(views.orders),
      positions: live<'positions'>(views.positions),
      wallets: live<'wallets'>(views.wallets),
      offers: live<'offers'>(views.offers),
      credits: live<'credits'>(views.credits),
      loans: live<'loans'>(views.loans),
      margin: live<'margin'>(views.margin),
      fundingInfo: live<'fundingInfo'>(views.fundingInfo),
      balance: live<'balance'>(views.balance),
      trades: live<'trades'>(views.trades),
      fundingTrades: live<'fundingTrades'>(views.fundingTrades),
      notifications: live<'notifications'>(views.notifications),
    }),
    end: (notice) => {
      last = notice;
      for (const readers of byView.values()) readers.end(notice);
    },
    status: () => [...byView.values()].flatMap((readers) => readers.status()),
  };
};
