import type { MarketDefinition } from './definitions.js';
import type { MarketEvent, Span, Trade } from './event.js';
import { createLiquidations } from './liquidations.js';
import { createMinutes, type Minutes } from './minutes.js';
import { createOrders, type Order, type Orders, type Side } from './orders.js';
import { drawPast } from './past.js';
import { PRICE_FIGURES, roundPrice } from './price.js';
import { createDice } from './random.js';
import { createSizes } from './sizes.js';

/** One market: its orders, and the step that moves it. */
export interface Market {
  readonly definition: MarketDefinition;
  readonly orders: Orders;
  readonly minutes: Minutes;
  /** The newest 30 trades, newest first. */
  readonly recentTrades: () => ReadonlyArray<Trade>;
  /** Does one thing: an order placed, changed, moved or cancelled, or a trade. What it does depends on seed and step count alone. */
  readonly step: (now: number) => MarketEvent;
}

/** Trades of a snapshot. Source: recording. */
const RECENT = 30;
/** Share of its distance to the anchor that the middle loses in one step. */
const PULL = 0.0001;
/** Steps taken before the market opens, so that it has trades to show; one a second of the past. */
const REHEARSAL = 600;
/** Order ids of 2021 stood here; what matters is that they exceed 32 bits. Source: recording. */
const FIRST_ORDER_ID = 86_143_700_000;
const FIRST_TRADE_ID = 669_800_000;

export const createMarket = (definition: MarketDefinition, seed: number, opensAt: number): Market => {
  const { symbol, anchor, swing, near, far, depth } = definition;
  const dice = createDice(seed, symbol);
  const sizes = createSizes(definition, dice);
  const orders = createOrders();
  const liquidations =
    definition.underlying === null ? null : createLiquidations(createDice(seed, `${symbol} liquidations`));
  const minutes = createMinutes(drawPast(definition, createDice(seed, `${symbol} past`), opensAt - REHEARSAL * 1000));
  const recent: Trade[] = [];
  const stride = swing * Math.sqrt(2 * PULL);
  const lowest = Math.max(1, Math.round(anchor / 10));
  const candles = minutes.candles();
  let middle = candles[candles.length - 1]?.close ?? anchor;
  let nextOrderId = FIRST_ORDER_ID + dice.below(1_000_000);
  let nextTradeId = FIRST_TRADE_ID + dice.below(1_000_000);
  let bid: Span | null = null;
  let ask: Span | null = null;
  let trades: Trade[] = [];

  const touch = (side: Side, price: number): void => {
    if (side === 'bid')
      bid = { best: Math.max(bid?.best ?? price, price), worst: Math.min(bid?.worst ?? price, price) };
    else ask = { best: Math.min(ask?.best ?? price, price), worst: Math.max(ask?.worst ?? price, price) };
  };
  const best = (side: Side): number | null => orders.of(side)[0]?.price ?? null;
  const opposite = (side: Side): Side => (side === 'bid' ? 'ask' : 'bid');

  /** A price for an order of this side: near the middle or far out, of few enough figures, and never across the book. */
  const drawPrice = (side: Side): number => {
    const distance = 1 + (dice.chance(0.6) ? dice.exponential(near) : dice.next() * far);
    const wanted = side === 'bid' ? middle - distance : middle + distance;
    const across = best(opposite(side));
    const limit =
      across === null ? wanted : side === 'bid' ? Math.min(wanted, across - 1) : Math.max(wanted, across + 1);
    return roundPrice(Math.max(lowest, Math.round(limit)), PRICE_FIGURES, side);
  };
  /** An order of the side; the best are drawn most often, as they are where things happen. */
  const drawOrder = (side: Side): Order | undefined => {
    const own = orders.of(side);
    return own[Math.floor(own.length * dice.next() ** 2)];
  };

  const place = (side: Side): void => {
    nextOrderId += 1 + dice.below(40);
    const price = drawPrice(side);
    // Cannot happen on these definitions: the lowest price lies far below any ask.
    if (side === 'bid' && price >= (best('ask') ?? Infinity)) return;
    orders.insert({ id: nextOrderId, side, price, period: sizes.period(), amount: sizes.amount() });
    touch(side, price);
  };
  const cancel = (order: Order | undefined): void => {
    if (!order) return;
    orders.remove(order);
    touch(order.side, order.price);
  };
  const amend = (order: Order | undefined): void => {
    if (!order) return;
    orders.replace(order, { ...order, amount: sizes.amount() });
    touch(order.side, order.price);
  };
  const move = (order: Order | undefined): void => {
    if (!order) return;
    const price = drawPrice(order.side);
    orders.replace(order, { ...order, price });
    touch(order.side, order.price);
    touch(order.side, price);
  };
  const record = (trade: Trade): void => {
    trades.push(trade);
    recent.unshift(trade);
    if (recent.length > RECENT) recent.pop();
    minutes.add(trade);
  };
  /** A taker meets the best orders of the side, one trade for each; the last of them may be left with a rest. */
  const trade = (side: Side, now: number): void => {
    const sign = side === 'ask' ? 1 : -1;
    const count = 1 + dice.below(3);
    for (let filled = 1; filled <= count; filled++) {
      const maker = orders.of(side)[0];
      if (!maker || orders.of(side).length <= depth / 2) return;
      const rest = filled === count && dice.chance(0.5) ? dice.below(maker.amount) : 0;
      if (rest > 0) orders.replace(maker, { ...maker, amount: rest });
      else orders.remove(maker);
      touch(side, maker.price);
      nextTradeId += 1 + dice.below(3);
      const { price, period } = maker;
      record({ id: nextTradeId, mts: Math.floor(now), amount: sign * (maker.amount - rest), price, period });
    }
  };
  /** The side whose orders stand beyond the middle: bids dearer, or asks cheaper, than the market now thinks right. */
  const outrun = (): Side | null => {
    if ((best('bid') ?? -Infinity) >= middle) return 'bid';
    return (best('ask') ?? Infinity) <= middle ? 'ask' : null;
  };

  const act = (now: number): void => {
    middle += PULL * (anchor - middle) + stride * dice.normal();
    const late = outrun();
    if (late && dice.chance(0.6)) {
      if (dice.chance(0.3)) trade(late, now);
      else cancel(orders.of(late)[0]);
      return;
    }
    const side: Side = dice.chance(0.5) ? 'bid' : 'ask';
    const own = orders.of(side);
    if (own.length < depth * 0.9) return place(side);
    if (own.length > depth * 1.1) return cancel(own[own.length - 1]);
    const roll = dice.next();
    if (roll < 0.33) place(side);
    else if (roll < 0.58) cancel(drawOrder(side));
    else if (roll < 0.8) amend(drawOrder(side));
    else if (roll < 0.9) move(drawOrder(side));
    else trade(side, now);
  };

  const step = (now: number): MarketEvent => {
    bid = null;
    ask = null;
    trades = [];
    act(now);
    return { definition, bid, ask, trades, liquidation: liquidations?.after(trades) ?? null };
  };

  for (let count = 0; count < depth; count++) {
    place('bid');
    place('ask');
  }
  for (let second = REHEARSAL; second > 0; second--) step(opensAt - second * 1000);

  return { definition, orders, minutes, recentTrades: () => recent, step };
};
