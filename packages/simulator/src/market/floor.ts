import { createEngine, type EngineInput } from '../engine/engine.js';
import { isStop, type EngineOrder, type Side } from '../engine/order.js';
import type { EngineEvent, EngineState } from '../engine/state.js';
import type { Span, Trade } from './event.js';
import { createOrders, type Orders } from './orders.js';

/** Who has to know what becomes of orders that somebody owns. */
export interface Brokers {
  /** Engine events of one step in which an owner had a part, told before the next step. */
  readonly onEvents: (symbol: string, events: ReadonlyArray<EngineEvent>, now: number) => void;
  /** The most that an order may pay now that its price has come, in ticks × units; null where it was set aside. */
  readonly spendOf: (symbol: string, order: EngineOrder) => bigint | null;
  /** Time has passed: what was lent may be due. */
  readonly onTime: (now: number) => void;
  /** When next, in ms; Infinity where nothing is. */
  readonly dueAt: () => number;
}

/** Where the orders of one market meet: the engine, and what the public sees of it. */
export interface Floor {
  /** The orders that everybody can see; within a price by id, as books have them, whoever is served first. */
  readonly orders: Orders<EngineOrder>;
  readonly engine: () => EngineState;
  /** Tells the engine, and lets the stops that this made due come to the market; answers the trades, oldest first. */
  readonly tell: (input: EngineInput, now: number) => ReadonlyArray<Trade>;
  /** As `tell`, of any number of inputs: stops come to the market when all of them are told. */
  readonly play: (script: (tell: (input: EngineInput) => void) => void, now: number) => ReadonlyArray<Trade>;
  /** The prices of the side that were touched since the last call; null for none. */
  readonly takeTouched: (side: Side) => Span | null;
}

/** Nobody owns anything. */
export const NO_BROKERS: Brokers = {
  onEvents: () => undefined,
  spendOf: () => null,
  onTime: () => undefined,
  dueAt: () => Infinity,
};

const NO_TRADES: ReadonlyArray<Trade> = [];

/** A floor without orders; the first trade gets this id. */
export const createFloor = (symbol: string, firstTradeId: number, brokers: Brokers): Floor => {
  const orders = createOrders<EngineOrder>();
  const shown = new Map<number, EngineOrder>();
  const touched: Record<Side, Span | null> = { bid: null, ask: null };
  const engine = createEngine(firstTradeId);

  const touch = ({ side, price }: EngineOrder): void => {
    const { best, worst } = touched[side] ?? { best: price, worst: price };
    const [least, most] = [Math.min(best, worst, price), Math.max(best, worst, price)];
    touched[side] = side === 'bid' ? { best: most, worst: least } : { best: least, worst: most };
  };
  /** Lets the public see an order as it is now; null: not any more. */
  const show = (id: number, next: EngineOrder | null): void => {
    const old = shown.get(id);
    if (old) touch(old);
    if (next) {
      touch(next);
      shown.set(id, next);
      if (old) orders.replace(old, next);
      else orders.insert(next);
    } else if (old) {
      shown.delete(id);
      orders.remove(old);
    }
  };
  const take = (input: EngineInput, now: number, trades: Trade[]): void => {
    const events = engine.step(input);
    for (const event of events) if (event._tag === 'Filled') trades.push(tradeOf(event, now));
    const only = onlyOrderOf(events);
    if (only) show(only.order.id, shownAfter(only));
    else for (const [id, order] of restingAfter(events)) show(id, order);
    if (events.some(isOwned)) brokers.onEvents(symbol, events, now);
  };

  const play: Floor['play'] = (script, now) => {
    const trades: Trade[] = [];
    script((input) => take(input, now, trades));
    for (let due = engine.due(); due; due = engine.due()) {
      take({ _tag: 'Activated', id: due.id, spend: brokers.spendOf(symbol, due) }, now, trades);
    }
    return trades.length === 0 ? NO_TRADES : trades;
  };

  return {
    orders,
    engine: engine.state,
    tell: (input, now) => play((tell) => tell(input), now),
    play,
    takeTouched: (side) => {
      const span = touched[side];
      touched[side] = null;
      return span;
    },
  };
};

const tradeOf = (
  { tradeId, taker, maker, amount }: Extract<EngineEvent, { readonly _tag: 'Filled' }>,
  now: number,
) => ({
  id: tradeId,
  mts: Math.floor(now),
  amount: taker.side === 'bid' ? amount : -amount,
  price: maker.price,
  period: maker.period,
});

const isOwned = (event: EngineEvent): boolean =>
  event._tag === 'Filled' ? event.taker.owner !== null || event.maker.owner !== null : event.order.owner !== null;

type OrderEvent = Exclude<EngineEvent, { readonly _tag: 'Filled' }>;

/** The last event where all are of one order and nothing was traded: the usual case, which needs no map. */
const onlyOrderOf = (events: ReadonlyArray<EngineEvent>): OrderEvent | null => {
  const [first, second] = events;
  if (!first || first._tag === 'Filled' || events.length > 2) return null;
  if (!second) return first;
  return second._tag !== 'Filled' && second.order.id === first.order.id ? second : null;
};

/** How the order of an event stands in the visible book after it; null: not in it. */
const shownAfter = (event: OrderEvent): EngineOrder | null => {
  switch (event._tag) {
    case 'Rested':
      return visible(event.order);
    case 'Changed':
      // One that lost its place comes to the market anew, and what becomes of it is said next.
      return event.order.priority === event.old.priority ? visible(event.order) : null;
    case 'Triggered':
    case 'Closed':
      return null;
  }
};

const visible = (order: EngineOrder): EngineOrder | null => (order.hidden || isStop(order) ? null : order);

/** How each order that was spoken of stands in the visible book after these events; null: not in it. */
const restingAfter = (events: ReadonlyArray<EngineEvent>): ReadonlyMap<number, EngineOrder | null> => {
  const after = new Map<number, EngineOrder | null>();
  for (const event of events) {
    if (event._tag === 'Filled') after.set(event.taker.id, null).set(event.maker.id, visible(event.maker));
    else after.set(event.order.id, shownAfter(event));
  }
  return after;
};
