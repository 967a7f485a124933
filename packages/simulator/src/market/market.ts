import type { EngineInput } from '../engine/engine.js';
import type { EngineOrder, Side } from '../engine/order.js';
import type { EngineState } from '../engine/state.js';
import { createActions } from './actions.js';
import type { MarketDefinition } from './definitions.js';
import type { Liquidation, MarketEvent, Trade } from './event.js';
import { createFlashRate, type FlashRate } from './flash-rate.js';
import { createFloor, NO_BROKERS, type Brokers } from './floor.js';
import type { Hand } from './outside.js';
import { createLiquidations } from './liquidations.js';
import { createMinutes, type Minutes } from './minutes.js';
import type { Orders } from './orders.js';
import { drawPast } from './past.js';
import { createDice } from './random.js';

/** One market: its orders, and the step that moves it. */
export interface Market {
  readonly definition: MarketDefinition;
  readonly orders: Orders<EngineOrder>;
  readonly minutes: Minutes;
  /** The newest 30 trades, newest first. */
  readonly recentTrades: () => ReadonlyArray<Trade>;
  /** Does one thing: an order placed, changed, moved or cancelled, or a trade. What it does depends on seed and step count alone. */
  readonly step: (now: number) => MarketEvent;
  /** Changes the amount of one of the best orders, which every book shows: what makers do most of in a busy time. */
  readonly flurry: (now: number) => MarketEvent;
  /** Lets somebody from outside act, and answers what came of it. */
  readonly act: (input: EngineInput, now: number) => MarketEvent;
  readonly engine: () => EngineState;
  /** The flash return rate of a funding market; it means nothing on any other. */
  readonly flashRate: FlashRate;
  /** Lets a hand from outside do any number of things at once. */
  readonly play: (script: (hand: Hand) => void, now: number) => MarketEvent;
  /** Lets the makers think this price right, in ticks, and gives their orders places around it. */
  readonly recentre: (price: number, now: number) => MarketEvent;
  /** Remembers trades of before, oldest first, as if they had taken place here. */
  readonly recall: (trades: ReadonlyArray<Trade>) => void;
}

/** Who trades on a market beside accounts. */
export type Makers = 'makers' | 'none';

/** Trades of a snapshot. Source: recording. */
const RECENT = 30;
/** Share of its distance to the anchor that the middle loses in one step. */
const PULL = 0.0001;
/** Orders a side that a flurry goes for: about as many as stand on the first 25 levels. */
const FLURRY = 40;
/** Trades of all markets have ids of their own, as far as chance can see to it. */
const FIRST_TRADE_ID = 669_800_000;
const TRADE_IDS = 1_000_000_000_000;
const NO_TRADES: ReadonlyArray<Trade> = [];

/** Opens a market at a time in ms: with its orders, a day of candles and a rehearsal behind it; or, without makers, with nothing. */
export const createMarket = (
  definition: MarketDefinition,
  seed: number,
  opensAt: number,
  brokers: Brokers = NO_BROKERS,
  makers: Makers = 'makers',
): Market => {
  const { symbol, swing, depth, underlying, rehearsal } = definition;
  const dice = createDice(seed, symbol);
  const floor = createFloor(symbol, FIRST_TRADE_ID + createDice(seed, `${symbol} trades`).below(TRADE_IDS), brokers);
  const actions = createActions(definition, dice, floor);
  const { orders } = floor;
  const liquidations = underlying === null ? null : createLiquidations(createDice(seed, `${symbol} liquidations`));
  const past =
    makers === 'none' ? [] : drawPast(definition, createDice(seed, `${symbol} past`), opensAt - rehearsal * 1000);
  const minutes = createMinutes(past);
  const recent: Trade[] = [];
  const stride = swing * Math.sqrt(2 * PULL);
  let { anchor } = definition;
  let middle = past[past.length - 1]?.close ?? anchor;

  /** The side whose orders stand beyond the middle: bids dearer, or asks cheaper, than the market now thinks right. */
  const outrun = (): Side | null => {
    const [bid, ask] = [orders.bids[0], orders.asks[0]];
    if (bid && bid.price >= middle && orders.bids.length > depth / 2) return 'bid';
    return ask && ask.price <= middle && orders.asks.length > depth / 2 ? 'ask' : null;
  };
  /** The outrun side gives way: its best order is pulled, or somebody takes it. An account's is taken: it is not ours. */
  const giveWay = (side: Side, now: number): ReadonlyArray<Trade> => {
    const [best] = orders.of(side);
    if (dice.chance(0.3) || best?.owner !== null) return actions.take(side, now);
    actions.cancel(best, now);
    return NO_TRADES;
  };
  /** What happens on any other day. The best orders are drawn most often, as they are where things happen. */
  const trade = (side: Side, now: number): ReadonlyArray<Trade> => {
    const own = orders.of(side);
    const drawn = ours(own[Math.floor(own.length * dice.next() ** 2)]);
    const worst = own[own.length - 1];
    const roll = dice.next();
    if (!drawn || !worst || own.length < depth * 0.9) return actions.place(side, middle, now);
    if (own.length > depth * 1.1 && ours(worst)) actions.cancel(worst, now);
    else if (roll < 0.33) return actions.place(side, middle, now);
    else if (roll < 0.58) actions.cancel(drawn, now);
    else if (roll < 0.8) actions.amend(drawn, now);
    else if (roll < 0.9) return actions.move(drawn, middle, now);
    else return actions.take(side, now);
    return NO_TRADES;
  };
  const remember = (trades: ReadonlyArray<Trade>): void => {
    for (const each of trades) {
      recent.unshift(each);
      minutes.add(each);
    }
    if (recent.length > RECENT) recent.length = RECENT;
  };
  const told = (trades: ReadonlyArray<Trade>, liquidation: Liquidation | null): MarketEvent => {
    remember(trades);
    return { definition, bid: floor.takeTouched('bid'), ask: floor.takeTouched('ask'), trades, liquidation };
  };

  const step = (now: number): MarketEvent => {
    if (makers === 'none') return told(NO_TRADES, null);
    middle += PULL * (anchor - middle) + stride * dice.normal();
    const late = outrun();
    const trades = late && dice.chance(0.6) ? giveWay(late, now) : trade(dice.chance(0.5) ? 'bid' : 'ask', now);
    return told(trades, liquidations?.after(trades) ?? null);
  };

  const flurry = (now: number): MarketEvent => {
    const own = orders.of(dice.chance(0.5) ? 'bid' : 'ask');
    const order = ours(own[dice.below(Math.min(FLURRY, own.length))]);
    if (order) actions.amend(order, now);
    return told(NO_TRADES, null);
  };

  const settleIn = (now: number): ReadonlyArray<Trade> => {
    const trades: Trade[] = [];
    for (let count = 0; count < depth; count++) {
      for (const side of ['bid', 'ask'] as const) trades.push(...actions.place(side, middle, now));
    }
    return trades;
  };
  if (makers === 'makers') {
    settleIn(opensAt);
    for (let second = rehearsal; second > 0; second--) step(opensAt - second * 1000);
  }

  return {
    definition,
    orders,
    minutes,
    recentTrades: () => recent,
    step,
    flurry,
    act: (input, now) => told(floor.tell(input, now), null),
    engine: floor.engine,
    flashRate: createFlashRate(opensAt, () => recent, anchor),
    play: (script, now) =>
      told(
        floor.play((tell) => script({ tell, engine: floor.engine }), now),
        null,
      ),
    recentre: (price, now) => {
      if (makers === 'none') return told(NO_TRADES, null);
      for (const order of [...orders.bids, ...orders.asks]) if (ours(order)) actions.cancel(order, now);
      anchor += price - middle;
      middle = price;
      return told(settleIn(now), null);
    },
    recall: remember,
  };
};

/** What belongs to an account the house leaves alone. */
const ours = (order: EngineOrder | undefined): EngineOrder | null => (order?.owner === null ? order : null);
