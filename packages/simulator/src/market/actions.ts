import type { MarketDefinition } from './definitions.js';
import type { Span, Trade } from './event.js';
import { createOrders, type Order, type Orders, type Side } from './orders.js';
import { PRICE_FIGURES, roundPrice } from './price.js';
import type { Dice } from './random.js';
import { createSizes } from './sizes.js';

/** What can be done on a market. Each action notes the prices that it touches. */
interface Actions {
  readonly orders: Orders;
  readonly place: (side: Side, middle: number) => void;
  readonly cancel: (order: Order) => void;
  /** Gives an order another amount. */
  readonly amend: (order: Order) => void;
  /** Gives an order another price; it keeps its id. */
  readonly move: (order: Order, middle: number) => void;
  /** A taker meets the best orders of the side; answers one trade for each that was filled, in order. */
  readonly take: (side: Side, now: number) => ReadonlyArray<Trade>;
  /** The prices of the side that were touched since the last call; null for none. */
  readonly takeTouched: (side: Side) => Span | null;
}

/** Order ids of 2021 stood here; what matters is that they exceed 32 bits. Source: recording. */
const FIRST_ORDER_ID = 86_143_700_000;
const FIRST_TRADE_ID = 669_800_000;

/** An empty market, on which the dice decide about prices and amounts. */
export const createActions = (definition: MarketDefinition, dice: Dice): Actions => {
  const { anchor, near, far, depth } = definition;
  const orders = createOrders();
  const sizes = createSizes(definition, dice);
  const lowest = Math.max(1, Math.round(anchor / 10));
  const touched: Record<Side, Span | null> = { bid: null, ask: null };
  let nextOrderId = FIRST_ORDER_ID + dice.below(1_000_000);
  let nextTradeId = FIRST_TRADE_ID + dice.below(1_000_000);

  const touch = (side: Side, price: number): void => {
    const { best, worst } = touched[side] ?? { best: price, worst: price };
    const [least, most] = [Math.min(best, worst, price), Math.max(best, worst, price)];
    touched[side] = side === 'bid' ? { best: most, worst: least } : { best: least, worst: most };
  };
  /** A price near the middle or far out, of few enough figures, and never across the book. */
  const drawPrice = (side: Side, middle: number): number => {
    const distance = 1 + (dice.chance(0.6) ? dice.exponential(near) : dice.next() * far);
    const wanted =
      side === 'bid'
        ? Math.min(middle - distance, (orders.asks[0]?.price ?? Infinity) - 1)
        : Math.max(middle + distance, (orders.bids[0]?.price ?? -Infinity) + 1);
    return roundPrice(Math.max(lowest, Math.round(wanted)), PRICE_FIGURES, side);
  };
  /** Fills the order but for this rest. */
  const fill = (maker: Order, rest: number, now: number): Trade => {
    if (rest > 0) orders.replace(maker, { ...maker, amount: rest });
    else orders.remove(maker);
    touch(maker.side, maker.price);
    nextTradeId += 1 + dice.below(3);
    const amount = (maker.side === 'ask' ? 1 : -1) * (maker.amount - rest);
    return { id: nextTradeId, mts: Math.floor(now), amount, price: maker.price, period: maker.period };
  };

  return {
    orders,
    place: (side, middle) => {
      nextOrderId += 1 + dice.below(40);
      const price = drawPrice(side, middle);
      orders.insert({ id: nextOrderId, side, price, period: sizes.period(), amount: sizes.amount() });
      touch(side, price);
    },
    cancel: (order) => {
      orders.remove(order);
      touch(order.side, order.price);
    },
    amend: (order) => {
      orders.replace(order, { ...order, amount: sizes.amount() });
      touch(order.side, order.price);
    },
    move: (order, middle) => {
      const price = drawPrice(order.side, middle);
      orders.replace(order, { ...order, price });
      touch(order.side, order.price);
      touch(order.side, price);
    },
    take: (side, now) => {
      const trades: Trade[] = [];
      const count = 1 + dice.below(3);
      while (trades.length < count) {
        const maker = orders.of(side)[0];
        if (!maker || orders.of(side).length <= depth / 2) break;
        const last = trades.length === count - 1;
        trades.push(fill(maker, last && dice.chance(0.5) ? dice.below(maker.amount) : 0, now));
      }
      return trades;
    },
    takeTouched: (side) => {
      const span = touched[side];
      touched[side] = null;
      return span;
    },
  };
};
