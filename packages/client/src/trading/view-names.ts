import type { ViewName } from '@bitfinex-ws/trading';

/** Every view there is. */
export const VIEW_NAMES: ReadonlyArray<ViewName> = [
  'orders',
  'positions',
  'wallets',
  'offers',
  'credits',
  'loans',
  'margin',
  'fundingInfo',
  'balance',
  'trades',
  'fundingTrades',
  'notifications',
];
