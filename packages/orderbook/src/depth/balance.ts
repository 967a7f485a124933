import type { SideView } from '../side-view.js';
import type { BookView } from '../view.js';

/**
 * How the sizes of the best levels lean: 1 is bids alone, -1 asks alone, 0 as much of the one as of the other.
 *
 * (bids − asks) / (bids + asks) over the first `levels` levels (R0: orders) of each side. Null when there is nothing on either,
 * and of an outdated view.
 */
export const imbalance = (view: BookView, levels: number): number | null => {
  const bids = sizeOf(view.bids, levels);
  const asks = sizeOf(view.asks, levels);
  return bids + asks > 0 ? (bids - asks) / (bids + asks) : null;
};

/**
 * The best prices weighted by the size on the other side: much on the bid draws it to the ask, where the next trade is likely.
 *
 * All that stands at the best price counts, also where that is several orders (R0) or periods (funding). It lies between the
 * best prices. Null when a side is empty, and of an outdated view.
 */
export const microprice = (view: BookView): number | null => {
  const { bids, asks } = view;
  if (bids.length === 0 || asks.length === 0) return null;
  const bidSize = sizeAtBest(bids);
  const askSize = sizeAtBest(asks);
  const [bid, ask] = [bids.price(0), asks.price(0)];
  return bid + (ask - bid) * (bidSize / (bidSize + askSize));
};

/**
 * Whether the best bid is at or above the best ask, which no matched book can be for longer than a frame. False when a side is
 * empty, and of an outdated view.
 *
 * In a funding book it proves nothing: rates of different periods are not matched with each other.
 */
export const isCrossed = ({ bids, asks }: BookView): boolean =>
  bids.length > 0 && asks.length > 0 && bids.price(0) >= asks.price(0);

const sizeOf = (side: SideView, levels: number): number => {
  const end = Math.min(levels, side.length);
  let size = 0;
  for (let index = 0; index < end; index++) size += side.size(index);
  return size;
};

const sizeAtBest = (side: SideView): number => {
  const best = side.price(0);
  let size = 0;
  for (let index = 0; index < side.length && side.price(index) === best; index++) size += side.size(index);
  return size;
};
