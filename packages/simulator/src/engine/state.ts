import { isServedBefore, isStop, type CloseReason, type EngineOrder, type Side } from './order.js';

/** All that one market's engine knows. A value: a step makes a new one. */
export interface EngineState {
  /** Those that rest, hidden ones too, in the order in which they are served. */
  readonly bids: ReadonlyArray<EngineOrder>;
  readonly asks: ReadonlyArray<EngineOrder>;
  /** Those that wait for a price, in the order in which they came. */
  readonly stops: ReadonlyArray<EngineOrder>;
  /** Ids of stops whose price has come and that were not activated yet, in the order in which it came. */
  readonly due: ReadonlyArray<number>;
  /** Price of the last trade, in ticks; null before the first. */
  readonly last: number | null;
  /** Net amount of each owner's margin trades: above 0 is long. None that is 0. */
  readonly positions: ReadonlyMap<number, number>;
  readonly nextPriority: number;
  readonly nextTradeId: number;
  /** When the first order expires, or earlier; Infinity where none does. */
  readonly expiry: number;
}

/** One match. Both orders are told as they are after it. */
export interface Fill {
  readonly _tag: 'Filled';
  readonly tradeId: number;
  readonly taker: EngineOrder;
  readonly maker: EngineOrder;
  /** The maker's. */
  readonly price: number;
  /** In units, above 0. */
  readonly amount: number;
}

/** What the engine says has happened. */
export type EngineEvent =
  | Fill
  /** It rests in the book, or among the stops. */
  | { readonly _tag: 'Rested'; readonly order: EngineOrder }
  /** It rests and is another now, by an update, or because it was hit and shows itself. */
  | { readonly _tag: 'Changed'; readonly order: EngineOrder; readonly old: EngineOrder }
  /** A stop became a MARKET or a LIMIT. */
  | { readonly _tag: 'Triggered'; readonly order: EngineOrder }
  /** It is over; said once of each order. */
  | { readonly _tag: 'Closed'; readonly order: EngineOrder; readonly reason: CloseReason };

/** An engine without orders; the first trade gets this id. */
export const emptyEngine = (firstTradeId: number): EngineState => ({
  bids: [],
  asks: [],
  stops: [],
  due: [],
  last: null,
  positions: new Map(),
  nextPriority: 1,
  nextTradeId: firstTradeId,
  expiry: Infinity,
});

/** The order with this id that lives; null where none does. */
export const orderOf = (
  { bids, asks, stops }: Pick<EngineState, 'bids' | 'asks' | 'stops'>,
  id: number,
): EngineOrder | null => {
  for (const orders of [bids, asks, stops]) for (const order of orders) if (order.id === id) return order;
  return null;
};

/** A state that is being made: of each list that is touched there is one copy, however often it is. */
export interface Draft {
  /** What was said since it began. */
  readonly events: EngineEvent[];
  /** Begins anew on what it has become. */
  readonly begin: () => void;
  readonly of: (side: Side) => ReadonlyArray<EngineOrder>;
  /** The order with this id that lives; `like` may say how it last was, which saves looking through all of them. */
  readonly find: (id: number, like?: EngineOrder) => EngineOrder | null;
  /** Puts it where it belongs: into the book by price and priority, or behind the other stops. */
  readonly add: (order: EngineOrder) => void;
  readonly remove: (order: EngineOrder) => void;
  /** Puts an order of the same side in the place of another one, or where it belongs then. */
  readonly replace: (old: EngineOrder, next: EngineOrder) => void;
  /** Keeps only those stops, in this order, changed as the function says. */
  readonly eachStop: (change: (order: EngineOrder) => EngineOrder) => void;
  readonly stops: () => ReadonlyArray<EngineOrder>;
  readonly markDue: (id: number) => void;
  readonly isDue: (id: number) => boolean;
  readonly isAnyDue: () => boolean;
  readonly last: () => number | null;
  readonly setLast: (price: number) => void;
  readonly position: (owner: number) => number;
  readonly move: (owner: number, by: number) => void;
  readonly takePriority: () => number;
  readonly takeTradeId: () => number;
  readonly expiry: () => number;
  readonly setExpiry: (at: number) => void;
  readonly state: () => EngineState;
}

/**
 * Begins with a state, which stays as it is; `inPlace`, for one that nobody else holds, saves the copies of its lists and
 * leaves it worthless.
 */
export const draftOf = (from: EngineState, inPlace = false): Draft => {
  let { stops, due, last, positions, nextPriority, nextTradeId, expiry } = from;
  const copies: Record<Side, EngineOrder[] | null> = { bid: null, ask: null };
  const of = (side: Side): ReadonlyArray<EngineOrder> => copies[side] ?? (side === 'bid' ? from.bids : from.asks);
  const own = (side: Side): EngineOrder[] =>
    (copies[side] ??= inPlace ? (of(side) as EngineOrder[]) : of(side).slice());

  const placeOf = (order: EngineOrder): number => {
    const orders = of(order.side);
    let low = 0;
    let high = orders.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isServedBefore(orders[middle] as EngineOrder, order)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const knownPlaceOf = (order: EngineOrder): number => {
    const place = placeOf(order);
    if (of(order.side)[place]?.id !== order.id) throw new Error(`order ${order.id} does not rest`);
    return place;
  };

  const draft: { -readonly [Name in keyof Draft]: Draft[Name] } = {
    events: [],
    begin: () => (draft.events = []),
    of,
    find: (id, like) => {
      const near = like && of(like.side)[placeOf(like)];
      return near?.id === id ? near : orderOf({ bids: of('bid'), asks: of('ask'), stops }, id);
    },
    add: (order) => {
      if (isStop(order)) stops = [...stops, order];
      else own(order.side).splice(placeOf(order), 0, order);
      expiry = Math.min(expiry, order.expiresAt ?? Infinity);
    },
    remove: (order) => {
      if (!isStop(order)) {
        const place = knownPlaceOf(order);
        own(order.side).splice(place, 1);
        return;
      }
      stops = stops.filter(({ id }) => id !== order.id);
      if (due.includes(order.id)) due = due.filter((id) => id !== order.id);
    },
    replace: (old, next) => {
      if (isStop(old)) stops = stops.map((each) => (each.id === old.id ? next : each));
      else {
        let place = knownPlaceOf(old);
        const orders = own(old.side);
        // Those between the two places move by one: far fewer than all behind them.
        for (let other = orders[place - 1]; other && isServedBefore(next, other); other = orders[--place - 1]) {
          orders[place] = other;
        }
        for (let other = orders[place + 1]; other && isServedBefore(other, next); other = orders[++place + 1]) {
          orders[place] = other;
        }
        orders[place] = next;
      }
      expiry = Math.min(expiry, next.expiresAt ?? Infinity);
    },
    eachStop: (change) => (stops = stops.map(change)),
    stops: () => stops,
    markDue: (id) => (due = [...due, id]),
    isDue: (id) => due.includes(id),
    isAnyDue: () => due.length > 0,
    last: () => last,
    setLast: (price) => (last = price),
    position: (owner) => positions.get(owner) ?? 0,
    move: (owner, by) => {
      const next = new Map(positions);
      const amount = (positions.get(owner) ?? 0) + by;
      if (amount === 0) next.delete(owner);
      else next.set(owner, amount);
      positions = next;
    },
    takePriority: () => nextPriority++,
    takeTradeId: () => nextTradeId++,
    expiry: () => expiry,
    setExpiry: (at) => (expiry = at),
    state: () => ({
      bids: of('bid'),
      asks: of('ask'),
      stops,
      due,
      last,
      positions,
      nextPriority,
      nextTradeId,
      expiry,
    }),
  };
  return draft;
};
