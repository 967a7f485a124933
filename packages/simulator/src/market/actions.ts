import {
  copyOrder,
  PLAIN_ORDER,
  type EngineOrder,
  type OrderChanges,
  type OrderKind,
  type Side,
} from '../engine/order.js';
import type { MarketDefinition } from './definitions.js';
import type { Trade } from './event.js';
import type { Floor } from './floor.js';
import { PRICE_FIGURES, roundPrice } from './price.js';
import type { Dice } from './random.js';
import { createSizes } from './sizes.js';

/** What the makers and takers inside do on a market; all of it goes through the engine. Answers what was traded. */
interface Actions {
  readonly place: (side: Side, middle: number, now: number) => ReadonlyArray<Trade>;
  readonly cancel: (order: EngineOrder, now: number) => void;
  /** Gives an order another amount. */
  readonly amend: (order: EngineOrder, now: number) => void;
  /** Gives an order another price; it keeps its id. */
  readonly move: (order: EngineOrder, middle: number, now: number) => ReadonlyArray<Trade>;
  /** A taker meets the best orders of the side, whosever they are. */
  readonly take: (side: Side, now: number) => ReadonlyArray<Trade>;
}

/** Order ids of 2021 stood here; what matters is that they exceed 32 bits. Source: recording. */
const FIRST_ORDER_ID = 86_143_700_000;

/** Nobody's: what the dice decide. Ids of the house are even, so that none is ever that of an account's order. */
export const createActions = (definition: MarketDefinition, dice: Dice, floor: Floor): Actions => {
  const { anchor, gap, near, far, depth } = definition;
  const { orders } = floor;
  const sizes = createSizes(definition, dice);
  const lowest = Math.max(1, Math.round(anchor / 10));
  let nextOrderId = FIRST_ORDER_ID + 2 * dice.below(500_000);

  /** A price near the middle or far out, of few enough figures, and never across what can be seen of the book. */
  const drawPrice = (side: Side, middle: number): number => {
    const distance = gap + (dice.chance(0.6) ? dice.exponential(near) : dice.next() * far);
    const wanted =
      side === 'bid'
        ? Math.min(middle - distance, (orders.asks[0]?.price ?? Infinity) - 1)
        : Math.max(middle + distance, (orders.bids[0]?.price ?? -Infinity) + 1);
    return roundPrice(Math.max(lowest, Math.round(wanted)), PRICE_FIGURES, side);
  };
  const submit = (
    kind: OrderKind,
    given: Pick<EngineOrder, 'side' | 'price' | 'period' | 'amount'>,
    now: number,
  ): ReadonlyArray<Trade> => {
    const order = copyOrder(PLAIN_ORDER);
    order.id = nextOrderId;
    order.kind = kind;
    order.side = given.side;
    order.price = given.price;
    order.period = given.period;
    order.amount = given.amount;
    return floor.tell({ _tag: 'Submitted', order, spend: null }, now);
  };
  const change = (order: EngineOrder, changes: OrderChanges, now: number): ReadonlyArray<Trade> =>
    floor.tell({ _tag: 'Updated', id: order.id, changes, spend: null, like: order }, now);

  return {
    place: (side, middle, now) => {
      nextOrderId += 2 * (1 + dice.below(20));
      const price = drawPrice(side, middle);
      return submit('LIMIT', { side, price, period: sizes.period(), amount: sizes.amount() }, now);
    },
    cancel: (order, now) => void floor.tell({ _tag: 'Cancelled', id: order.id, like: order }, now),
    amend: (order, now) => void change(order, { amount: sizes.amount() }, now),
    move: (order, middle, now) => change(order, { price: drawPrice(order.side, middle) }, now),
    take: (side, now) => {
      const makers = side === 'bid' ? floor.engine().bids : floor.engine().asks;
      const most = Math.min(1 + dice.below(3), makers.length, Math.ceil(orders.of(side).length - depth / 2));
      const taken = makers.slice(0, Math.max(0, most));
      const last = taken[taken.length - 1];
      if (!last) return [];
      const spared = dice.chance(0.5) ? dice.below(last.amount) : 0;
      const amount = taken.reduce((sum, maker) => sum + maker.amount, 0) - spared;
      nextOrderId += 2;
      return submit('IOC', { side: side === 'bid' ? 'ask' : 'bid', price: last.price, period: 0, amount }, now);
    },
  };
};
