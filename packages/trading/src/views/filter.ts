import { isLeft } from '@bitfinex-ws/machine';
import { parseAuthFilter } from '@bitfinex-ws/protocol';
import type { SnapshotView, ViewName } from './reading.js';

/** The views that a snapshot describes, in the order in which captures show them. https://docs.bitfinex.com/docs/ws-auth */
export const SNAPSHOT_VIEWS: ReadonlyArray<SnapshotView> = [
  'positions',
  'wallets',
  'orders',
  'offers',
  'credits',
  'loans',
];

const EVERY: ReadonlyArray<ViewName> = [
  ...SNAPSHOT_VIEWS,
  ...(['margin', 'fundingInfo', 'balance', 'trades', 'fundingTrades', 'notifications'] as const),
];
const OF_SCOPE = {
  trading: ['orders', 'positions', 'trades'],
  funding: ['offers', 'credits', 'loans', 'fundingTrades'],
  wallet: ['wallets'],
  balance: ['balance'],
  notify: ['notifications'],
  algo: [],
} as const satisfies Record<string, ReadonlyArray<ViewName>>;

/**
 * Which views the filter of a login lets something through for. None and an empty one let everything through. Whether `miu`
 * and `fiu` are filtered is documented nowhere, so that margin and funding info always count as let through. A view of
 * which a filter names one pair, currency or wallet knows no more than that.
 */
export const viewsOf = (filter: ReadonlyArray<string>): ReadonlySet<ViewName> => {
  if (filter.length === 0) return new Set(EVERY);
  const named = filter.flatMap((text): ReadonlyArray<ViewName> => {
    const parsed = parseAuthFilter(text);
    return isLeft(parsed) ? [] : OF_SCOPE[parsed.right.type];
  });
  return new Set<ViewName>([...named, 'margin', 'fundingInfo']);
};

/** Which snapshots a login with that filter brings: an empty one is a snapshot too. */
export const snapshotsOf = (filter: ReadonlyArray<string>): ReadonlyArray<SnapshotView> => {
  const allowed = viewsOf(filter);
  return SNAPSHOT_VIEWS.filter((view) => allowed.has(view));
};
