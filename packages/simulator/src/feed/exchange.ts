import { MARKETS } from '../market/definitions.js';
import { createMarket, type Market } from '../market/market.js';
import { createBookFeed } from './book.js';
import { createCandlesFeed } from './candles.js';
import type { Faults } from './faults.js';
import type { Feed } from './feed.js';
import { intervalOf } from './intervals.js';
import { requestText, type BookRequest, type ChannelRequest } from './request.js';
import { createDerivativesFeed, createLiquidationsFeed } from './status.js';
import { createTickerFeed } from './ticker.js';
import { createTradesFeed } from './trades.js';

/** All markets, and the feeds that somebody listens to. */
export interface Exchange {
  readonly symbols: ReadonlyArray<string>;
  /** What kind of market has this symbol; null where there is none. */
  readonly kindOf: (symbol: string) => 'trading' | 'funding' | 'derivative' | null;
  /** The feed of a valid request; subscribers of equal requests share one. */
  readonly feed: (request: ChannelRequest) => Feed;
  /** Takes so many steps on every market. */
  readonly step: (events: number, now: number) => void;
  readonly tick: (now: number) => void;
}

/** What an exchange needs; `now` is the time, in ms, at which its markets open. */
interface ExchangeOptions {
  readonly seed: number;
  readonly checksumMs: number;
  readonly faults: Faults;
  readonly now: number;
}

/** Figures of the aggregated precisions; a raw book has none. */
const FIGURES: Readonly<Record<BookRequest['prec'], number | null>> = { P0: 5, P1: 4, P2: 3, P3: 2, P4: 1, R0: null };

/** Opens all markets; nobody listens yet. */
export const createExchange = ({ seed, checksumMs, faults, now: opensAt }: ExchangeOptions): Exchange => {
  const markets = new Map(
    MARKETS.map((definition) => [definition.symbol, createMarket(definition, seed, opensAt)] as const),
  );
  const feeds = new Map<string, Feed>();
  const followers = new Map<Market, Feed[]>([...markets.values()].map((market) => [market, []]));

  const marketOf = (symbol: string): Market => {
    const market = markets.get(symbol);
    if (!market) throw new Error(`no market ${symbol}: the request was not checked`);
    return market;
  };
  const followedBy = (request: ChannelRequest): ReadonlyArray<Market> =>
    request.symbol === null
      ? [...markets.values()].filter(({ definition }) => definition.underlying !== null)
      : [marketOf(request.symbol)];

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
  const forget = (text: string, feed: Feed): void => {
    feeds.delete(text);
    for (const [market, following] of followers)
      followers.set(
        market,
        following.filter((other) => other !== feed),
      );
  };

  return {
    symbols: [...markets.keys()],
    kindOf: (symbol) => {
      const definition = markets.get(symbol)?.definition;
      if (!definition) return null;
      return definition.underlying === null ? definition.kind : 'derivative';
    },
    feed: (request) => {
      const text = requestText(request);
      const known = feeds.get(text);
      if (known) return known;
      const created = create(request);
      const feed: Feed = {
        ...created,
        leave: (subscriber) => {
          created.leave(subscriber);
          if (created.subscribers() === 0) forget(text, feed);
        },
      };
      feeds.set(text, feed);
      for (const market of followedBy(request)) followers.get(market)?.push(feed);
      return feed;
    },
    step: (events, now) => {
      for (let taken = 0; taken < events; taken++) {
        for (const [market, following] of followers) {
          const event = market.step(now);
          for (const feed of following) feed.onEvent(event, now);
        }
      }
    },
    tick: (now) => {
      for (const feed of feeds.values()) feed.onTick(now);
    },
  };
};
