import type { EngineInput } from '../engine/engine.js';
import {
  opposite,
  PLAIN_ORDER,
  reaches,
  type EngineOrder,
  type OrderKind,
  type Side,
  type Submission,
} from '../engine/order.js';
import type { EngineState } from '../engine/state.js';

/** A market as somebody drives it from outside: within one such act nobody sees what is half done. */
export interface Hand {
  readonly tell: (input: EngineInput) => void;
  readonly engine: () => EngineState;
}

/** What an order from outside is about; prices in ticks, amounts in units. */
interface OutsideOrder {
  readonly side: Side;
  readonly price: number;
  readonly amount: number;
  readonly period?: number;
  readonly kind?: OrderKind;
  readonly hidden?: boolean;
  readonly postOnly?: boolean;
}

/** Orders by somebody who is neither an account nor the makers inside. */
export interface Outside {
  /** Sends an order to the market; answers its id. */
  readonly place: (hand: Hand, order: OutsideOrder) => number;
  readonly cancel: (hand: Hand, id: number) => void;
  /** Ends every order that belongs to no account. */
  readonly clear: (hand: Hand) => void;
  /** Lets a level have this amount in so many orders; those of accounts come on top. An amount of 0 ends it. */
  readonly setLevel: (hand: Hand, level: OutsideOrder, count: number) => void;
  /**
   * Lets an order be like this, whatever it was; `known` is its id where it is there, null where it is not. An amount of 0 ends it.
   * Answers its id from now on; null where it is gone.
   */
  readonly setOrder: (hand: Hand, known: number | null, order: OutsideOrder) => number | null;
  /**
   * Lets a trade take place at this price: `amount` above 0 when the taker bought. Orders of accounts that are as good or better
   * are met first, and are traded at their own price; who supplies the rest comes and goes with the trade. Other orders stay.
   */
  readonly print: (hand: Hand, price: number, amount: number, period?: number) => void;
  /** Trades all that stands in the way of this price, up to and with it, and lets it be the last one. */
  readonly sweep: (hand: Hand, price: number, period: number) => void;
}

/** Amount of the trade that makes a price the last one, where nothing stood in the way: in units. */
const TOUCH = 100_000;
/** Who they are for the engine: no account has this id, and the makers do not take their orders for their own. */
const OUTSIDER = -1;
/** Ids of orders from outside: even, and below those of the house and of accounts. */
const FIRST_ORDER_ID = 80_000_000_000;

const isOutside = ({ owner }: EngineOrder): boolean => owner === null || owner === OUTSIDER;

/** Nothing was ordered to begin with. */
export const createOutside = (): Outside => {
  let nextId = FIRST_ORDER_ID;

  const submission = ({ side, price, amount, period, kind, hidden, postOnly }: OutsideOrder): Submission => ({
    ...PLAIN_ORDER,
    owner: OUTSIDER,
    id: (nextId += 2),
    side,
    price,
    amount,
    period: period ?? 0,
    kind: kind ?? 'LIMIT',
    hidden: hidden ?? false,
    postOnly: postOnly ?? false,
  });
  const place = (hand: Hand, order: OutsideOrder): number => {
    const submitted = submission(order);
    hand.tell({ _tag: 'Submitted', order: submitted, spend: null });
    return submitted.id;
  };
  const cancel = (hand: Hand, order: EngineOrder): void => hand.tell({ _tag: 'Cancelled', id: order.id, like: order });
  const sideOf = (hand: Hand, side: Side): ReadonlyArray<EngineOrder> =>
    side === 'bid' ? hand.engine().bids : hand.engine().asks;
  /** Orders of nobody's that an order of the side would meet at this price. */
  const reachedBy = (hand: Hand, side: Side, price: number): ReadonlyArray<EngineOrder> =>
    sideOf(hand, opposite(side)).filter((order) => isOutside(order) && reaches(side, price, order.price));

  /** Whoever stands in the way of what is known to be true is no longer there. */
  const makeWay = (hand: Hand, { side, price }: OutsideOrder): void => {
    for (const order of reachedBy(hand, side, price)) cancel(hand, order);
  };

  const print: Outside['print'] = (hand, price, amount, period = 0) => {
    const taker: Side = amount > 0 ? 'bid' : 'ask';
    const maker = opposite(taker);
    const aside = [...reachedBy(hand, taker, price), ...reachedBy(hand, maker, price)];
    for (const order of aside) cancel(hand, order);
    const size = Math.abs(amount);
    const supplier = place(hand, { side: maker, price, period, amount: size, hidden: true });
    const left = sideOf(hand, maker).find(({ id }) => id === supplier)?.amount ?? 0;
    if (left > 0) place(hand, { side: taker, price, period, amount: left, kind: 'IOC' });
    hand.tell({ _tag: 'Cancelled', id: supplier });
    for (const { priority: _priority, original: _original, before: _before, ...order } of aside) {
      hand.tell({ _tag: 'Submitted', order, spend: null });
    }
  };

  return {
    place,
    cancel: (hand, id) => hand.tell({ _tag: 'Cancelled', id }),
    clear: (hand) => {
      for (const side of ['bid', 'ask'] as const)
        for (const order of [...sideOf(hand, side)]) if (isOutside(order)) cancel(hand, order);
    },
    setLevel: (hand, level, count) => {
      const { side, price, amount, period = 0 } = level;
      const standing = sideOf(hand, side).filter(
        (order) => isOutside(order) && order.price === price && order.period === period,
      );
      const sum = standing.reduce((total, order) => total + order.amount, 0);
      if (sum === amount && standing.length === (amount === 0 ? 0 : count)) return;
      for (const order of standing) cancel(hand, order);
      if (amount === 0) return;
      makeWay(hand, level);
      const orders = Math.max(1, Math.min(count, amount));
      const part = Math.floor(amount / orders);
      for (let left = orders; left > 0; left--) {
        place(hand, { ...level, amount: left === 1 ? amount - part * (orders - 1) : part });
      }
    },
    setOrder: (hand, known, order) => {
      if (known !== null) hand.tell({ _tag: 'Cancelled', id: known });
      if (order.amount === 0) return null;
      makeWay(hand, order);
      return place(hand, order);
    },
    sweep: (hand, price, period) => {
      for (const side of ['bid', 'ask'] as const) {
        const makers = sideOf(hand, opposite(side)).filter((order) => reaches(side, price, order.price));
        const amount = makers.reduce((sum, order) => sum + order.amount, 0);
        if (amount > 0) place(hand, { side, price, amount, kind: 'IOC', period });
      }
      if (hand.engine().last !== price) print(hand, price, TOUCH, period);
    },
    print,
  };
};
