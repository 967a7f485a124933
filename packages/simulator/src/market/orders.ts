import type { Order, Side } from '../engine/order.js';

/** The orders of one market, each side sorted best first. */
export interface Orders<O extends Order = Order> {
  readonly bids: ReadonlyArray<O>;
  readonly asks: ReadonlyArray<O>;
  readonly of: (side: Side) => ReadonlyArray<O>;
  readonly insert: (order: O) => void;
  readonly remove: (order: O) => void;
  readonly replace: (old: O, next: O) => void;
}

/**
 * Which of two orders of one side stands first: the better price, then the shorter period, then the lower id. That ids
 * ascend at equal price on both sides is documented for trading books; the place of the period is a rule of this
 * simulator alone, because the exchange's rule for funding books is not known.
 */
export const standsBefore = (
  side: Side,
  a: Pick<Order, 'price' | 'period' | 'id'>,
  b: Pick<Order, 'price' | 'period' | 'id'>,
): boolean => {
  if (a.price !== b.price) return side === 'bid' ? a.price > b.price : a.price < b.price;
  if (a.period !== b.period) return a.period < b.period;
  return a.id < b.id;
};

/** No orders to begin with. */
export const createOrders = <O extends Order>(): Orders<O> => {
  const bids: O[] = [];
  const asks: O[] = [];
  const of = (side: Side): O[] => (side === 'bid' ? bids : asks);

  /** The place of the order in its side, or where it would have to go. */
  const placeOf = (order: O): number => {
    const orders = of(order.side);
    let low = 0;
    let high = orders.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (standsBefore(order.side, orders[middle] as O, order)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const knownPlaceOf = (order: O): number => {
    const place = placeOf(order);
    if (of(order.side)[place]?.id !== order.id) throw new Error(`order ${order.id} is not in the book`);
    return place;
  };
  const insert = (order: O): void => {
    of(order.side).splice(placeOf(order), 0, order);
  };
  const remove = (order: O): void => {
    of(order.side).splice(knownPlaceOf(order), 1);
  };

  return {
    bids,
    asks,
    of,
    insert,
    remove,
    replace: (old, next) => {
      if (old.price === next.price) {
        of(old.side)[knownPlaceOf(old)] = next;
        return;
      }
      remove(old);
      insert(next);
    },
  };
};
