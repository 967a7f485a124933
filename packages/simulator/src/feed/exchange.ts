import type { EngineInput } from '../engine/engine.js';
import type { EngineState } from '../engine/state.js';
import type { Ledger, LedgerBook } from '../ledger/ledger.js';
import { type MarketDefinition } from '../market/definitions.js';
import type { MarketEvent, Trade } from '../market/event.js';
import type { Brokers } from '../market/floor.js';
import { createMarket, type Market } from '../market/market.js';
import type { Hand } from '../market/outside.js';
import { planMarkets, type MarketPlan } from '../market/plan.js';
import type { Level } from '../market/window.js';
import { createBookText } from '../wire/book-text.js';
import { createBookFeed } from './book.js';
import { createCandlesFeed } from './candles.js';
import type { Faults } from './faults.js';
import type { Feed } from './feed.js';
import { intervalOf } from './intervals.js';
import { requestText, type BookRequest, type ChannelRequest } from './request.js';
import { createDerivativesFeed, createLiquidationsFeed } from './status.js';
import { createTickerFeed } from './ticker.js';
import { createTradesFeed } from './trades.js';
import { createBookView } from './view.js';

/** All markets, and the feeds that somebody listens to. */
export interface Exchange {
  readonly symbols: ReadonlyArray<string>;
  /** What kind of market has this symbol; null where there is none. */
  readonly kindOf: (symbol: string) => 'trading' | 'funding' | 'derivative' | null;
  /** The feed of a valid request; subscribers of equal requests share one. */
  readonly feed: (request: ChannelRequest) => Feed;
  /** Takes so many steps on every market. */
  readonly step: (events: number, now: number) => void;
  /** Takes steps on these markets until their channels have told so many updates; answers how many they told. */
  readonly busy: (symbols: ReadonlyArray<string>, updates: number, now: number, mayGoOn: () => boolean) => number;
  readonly tick: (now: number) => void;
  /** When something is next to be said or to expire without anything happening, in ms; Infinity where nothing is. */
  readonly dueAt: () => number;
  /** Null: no such market. */
  readonly definitionOf: (symbol: string) => MarketDefinition | null;
  readonly engine: (symbol: string) => EngineState;
  /** The flash return rate of a funding market, in ticks a day. */
  readonly flashRate: (symbol: string) => number;
  /** Lets an account act on a market; all who follow it hear what came of it. */
  readonly act: (symbol: string, input: EngineInput, now: number) => void;
  /** Lets a hand from outside do any number of things to a market at once; all who follow it hear what came of it. */
  readonly play: (symbol: string, script: (hand: Hand) => void, now: number) => void;
  /** Lets the makers of a market think this price right, in ticks. */
  readonly recentre: (symbol: string, price: number, now: number) => void;
  /** Lets a market remember trades of before, oldest first. */
  readonly recall: (symbol: string, trades: ReadonlyArray<Trade>) => void;
  /** Lets the makers and takers of a market, or of all of them, rest, or go on. Accounts can always act. */
  readonly rest: (symbol: string | null, resting: boolean) => void;
  /** A whole book as it stands now; null where there is no such market. */
  readonly book: Ledger['book'];
}

/** What an exchange needs; `now` is the time, in ms, at which its markets open. */
interface ExchangeOptions {
  readonly seed: number;
  readonly checksumMs: number;
  readonly faults: Faults;
  readonly now: number;
  /** Markets with made-up names; each opens when somebody first asks for it. */
  readonly pairs: number;
  /** The markets; without this all of them, those with made-up names included. */
  readonly plans?: ReadonlyArray<MarketPlan>;
  /** Is told what every step of every market did. */
  readonly onEvent: (event: MarketEvent) => void;
  /** Who knows the owners of orders. */
  readonly brokers: Brokers;
}

/** A market that is open, and the feeds that follow it. */
interface Place {
  readonly market: Market;
  feeds: ReadonlyArray<Feed>;
  resting: boolean;
}

/** Figures of the aggregated precisions; a raw book has none. */
const FIGURES: Readonly<Record<BookRequest['prec'], number | null>> = { P0: 5, P1: 4, P2: 3, P3: 2, P4: 1, R0: null };

/** Steps, at most, of busy markets: a channel that says nothing of most of them shall not take them for ever. */
const MOST_STEPS_BEFORE = 1_000;
const MOST_STEPS_AN_UPDATE = 50;
/** Of so many steps of a busy market one is of the usual kind. */
const STEPS_OF_FLURRY = 8;
/** Looking at the clock costs as much as a step. */
const STEPS_BETWEEN_LOOKS = 64;

/** Every market as it usually is. */
const ALL = { markets: null, market: 'makers', activity: {}, recorded: [] } as const;

const toldBy = ({ feeds }: Place): number => feeds.reduce((sum, feed) => sum + feed.told(), 0);

/** Opens all markets but those with made-up names; nobody listens yet. */
export const createExchange = (options: ExchangeOptions): Exchange => {
  const { seed, checksumMs, faults, now: opensAt, onEvent } = options;
  const planned = options.plans ?? planMarkets({ ...ALL, pairs: options.pairs });
  const plans = new Map(planned.map((plan) => [plan.definition.symbol, plan] as const));
  const places = new Map<string, Place>();
  let allRest = false;
  const feeds = new Map<string, Feed>();

  const placeOf = (symbol: string): Place => {
    const known = places.get(symbol);
    if (known) return known;
    const plan = plans.get(symbol);
    if (!plan) throw new Error(`no market ${symbol}: the request was not checked`);
    const market = createMarket(plan.definition, seed, opensAt, options.brokers, plan.makers);
    const place: Place = { market, feeds: [], resting: allRest };
    places.set(symbol, place);
    return place;
  };
  const marketOf = (symbol: string): Market => placeOf(symbol).market;
  const followedBy = ({ symbol }: ChannelRequest): ReadonlyArray<Place> =>
    symbol === null
      ? [...places.values()].filter(({ market }) => market.definition.underlying !== null)
      : [placeOf(symbol)];

  const create = (request: ChannelRequest): Feed => {
    if (request.symbol === null) return createLiquidationsFeed();
    const market = marketOf(request.symbol);
    switch (request.channel) {
      case 'ticker':
        return createTickerFeed(market);
      case 'trades':
        return createTradesFeed(market);
      case 'book': {
        const shape = { kind: market.definition.kind, figures: FIGURES[request.prec], len: request.len };
        return createBookFeed(market, { shape, freq: request.freq, checksumMs, faults });
      }
      case 'candles': {
        const interval = intervalOf(request.timeframe);
        if (!interval) throw new Error(`no timeframe ${request.timeframe}: the request was not checked`);
        return createCandlesFeed(market, { interval, periods: request.periods });
      }
      case 'status':
        return createDerivativesFeed(market, marketOf(market.definition.underlying ?? request.symbol));
    }
  };
  const definitionOf = (symbol: string): MarketDefinition | null => plans.get(symbol)?.definition ?? null;
  const bookOf = (symbol: string, prec: BookRequest['prec'], len: BookRequest['len']): LedgerBook | null => {
    const definition = definitionOf(symbol);
    if (!definition) return null;
    const shape = { kind: definition.kind, figures: FIGURES[prec], len };
    const view = createBookView(marketOf(symbol), shape);
    const { upsert } = createBookText(shape, definition.decimals);
    const rows = (levels: ReadonlyArray<Level>) => levels.map((level) => JSON.parse(upsert(level)) as number[]);
    return { bids: rows(view.bids()), asks: rows(view.asks()), checksum: view.checksum() };
  };
  const stepOne = (place: Place, now: number): void => tell(place, place.market.step(now), now);
  const tell = (place: Place, event: MarketEvent, now: number): void => {
    onEvent(event);
    for (const feed of place.feeds) feed.onEvent(event, now);
  };

  for (const { definition, lazy } of planned) if (!lazy) placeOf(definition.symbol);
  return {
    symbols: [...plans.keys()],
    kindOf: (symbol) => {
      const definition = definitionOf(symbol);
      if (!definition) return null;
      return definition.underlying === null ? definition.kind : 'derivative';
    },
    feed: (request) => {
      const text = requestText(request);
      const known = feeds.get(text);
      if (known) return known;
      const created = create(request);
      const followed = followedBy(request);
      const feed: Feed = {
        ...created,
        leave: (subscriber) => {
          created.leave(subscriber);
          if (created.subscribers() > 0 || feeds.get(text) !== feed) return;
          feeds.delete(text);
          for (const place of followed) place.feeds = place.feeds.filter((other) => other !== feed);
        },
      };
      feeds.set(text, feed);
      for (const place of followed) place.feeds = [...place.feeds, feed];
      return feed;
    },
    step: (events, now) => {
      for (let taken = 0; taken < events; taken++)
        for (const place of places.values()) if (!place.resting) stepOne(place, now);
    },
    busy: (symbols, updates, now, mayGoOn) => {
      const followed = [...places.values()].filter(
        ({ market, feeds: following, resting }) =>
          following.length > 0 && !resting && symbols.includes(market.definition.symbol),
      );
      const most = MOST_STEPS_BEFORE + updates * MOST_STEPS_AN_UPDATE;
      let told = 0;
      for (let steps = 0; told < updates && steps < most && followed.length > 0; steps++) {
        if (steps % STEPS_BETWEEN_LOOKS === 0 && !mayGoOn()) break;
        for (const place of followed) {
          const before = toldBy(place);
          if (steps % STEPS_OF_FLURRY === 0) stepOne(place, now);
          else tell(place, place.market.flurry(now), now);
          told += toldBy(place) - before;
        }
      }
      return told;
    },
    tick: (now) => {
      for (const place of places.values()) {
        if (place.market.engine().expiry <= now) tell(place, place.market.act({ _tag: 'TimePassed', now }, now), now);
      }
      for (const { market } of places.values()) market.flashRate.onTime(now);
      options.brokers.onTime(now);
      for (const feed of feeds.values()) feed.onTick(now);
    },
    dueAt: () => {
      let at = options.brokers.dueAt();
      for (const { market } of places.values()) at = Math.min(at, market.engine().expiry);
      for (const feed of feeds.values()) at = Math.min(at, feed.dueAt());
      return at;
    },
    definitionOf,
    engine: (symbol) => marketOf(symbol).engine(),
    flashRate: (symbol) => marketOf(symbol).flashRate.rate(),
    act: (symbol, input, now) => {
      const place = placeOf(symbol);
      tell(place, place.market.act(input, now), now);
    },
    play: (symbol, script, now) => {
      const place = placeOf(symbol);
      tell(place, place.market.play(script, now), now);
    },
    recentre: (symbol, price, now) => {
      const place = placeOf(symbol);
      tell(place, place.market.recentre(price, now), now);
    },
    recall: (symbol, trades) => marketOf(symbol).recall(trades),
    rest: (symbol, resting) => {
      if (symbol === null) allRest = resting;
      const touched = symbol === null ? [...places.values()] : [placeOf(symbol)];
      for (const place of touched) place.resting = resting;
    },
    book: bookOf,
  };
};
