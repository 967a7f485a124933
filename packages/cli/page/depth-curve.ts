import type { BookView, SideView } from '@bitfinex-ws/orderbook';

/** One place on the price axis: what could be sold down to this price, or bought up to it. Null between the sides. */
interface DepthPoint {
  readonly price: number;
  readonly bid: number | null;
  readonly ask: number | null;
}

/** The depth of a book on an even grid of prices. */
export interface DepthCurve {
  readonly points: ReadonlyArray<DepthPoint>;
  /** The distance of two prices of the grid. */
  readonly step: number;
}

/**
 * The amounts of a book added up from its middle outwards, at round prices of equal distance: a chart that sets its points side
 * by side then has a true price axis, and one that stays where it is while the book moves. About `points` of them.
 */
export const depthCurve = ({ bids, asks }: BookView, points: number): DepthCurve => {
  const worstBid = bids.price(bids.length - 1);
  const worstAsk = asks.price(asks.length - 1);
  const low = Number.isNaN(worstBid) ? asks.price(0) : worstBid;
  const high = Number.isNaN(worstAsk) ? bids.price(0) : worstAsk;
  if (Number.isNaN(low) || Number.isNaN(high)) return { points: [], step: 1 };
  const step = roundStep(Math.max((high - low) / points, Math.abs(high) * 1e-12));
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  const bidAt = downTo(bids);
  const askAt = upTo(asks);
  const bidPart: DepthPoint[] = [];
  const askPart: DepthPoint[] = [];
  for (let index = last; index >= first; index--) {
    const price = Number((index * step).toFixed(decimals));
    bidPart.push({ price, bid: bidAt(price), ask: null });
  }
  bidPart.reverse();
  for (const [at, { price, bid }] of bidPart.entries()) askPart[at] = { price, bid, ask: askAt(price) };
  return { points: askPart, step };
};

/** The next of 1, 2, 5, 10, 20 … that is not less. */
export const roundStep = (least: number): number => {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((one) => one * power >= least) ?? 10;
  return factor * power;
};

/** What could be sold at this price or above; asked for with falling prices. */
const downTo = (side: SideView): ((price: number) => number | null) => {
  let depth = 0;
  let sum = 0;
  return (price) => {
    for (; depth < side.length && side.price(depth) >= price; depth++) sum += side.size(depth);
    return depth === 0 ? null : sum;
  };
};

/** What could be bought at this price or below; asked for with rising prices. */
const upTo = (side: SideView): ((price: number) => number | null) => {
  let depth = 0;
  let sum = 0;
  return (price) => {
    for (; depth < side.length && side.price(depth) <= price; depth++) sum += side.size(depth);
    return depth === 0 ? null : sum;
  };
};
