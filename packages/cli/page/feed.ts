import type { either as E } from 'fp-ts';
import {
  book,
  candlesByKey,
  createClient,
  explainConnectionEnd,
  explainConnectionLoss,
  ticker,
  trades,
  type BookSubscription,
  type CandlesSubscription,
  type CandleWindow,
  type Subscription,
  type WindowCandle,
} from '@bitfinex-ws/client';
import type { BookStats, BookUnavailable, BookView } from '@bitfinex-ws/orderbook';
import type { ChannelSymbol } from '@bitfinex-ws/protocol';
import type { PageSettings } from '../src/serve/settings.js';
import type { Selection } from './settings.js';
import { createSlot } from './slot.js';
import type { Link } from './state.js';
import { createTradeList, type TapeEntry } from './trade-list.js';

/** The figures of a day, as the ticker has them; null where it has none. */
interface Quote {
  readonly last: number | null;
  readonly change: number | null;
  readonly changeRelative: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly volume: number | null;
}

/** Counts and ages of the connection. */
interface Vitals {
  /** The last sequence number; null before the first. */
  readonly seq: number | null;
  readonly frames: number;
  readonly gaps: number;
  readonly used: number;
  readonly capacity: number;
  readonly ageMs: number | null;
  readonly roundTripMs: number | null;
}

/** Everything that the page reads, when it draws. */
export interface Feed {
  readonly show: (selection: Selection) => void;
  readonly link: () => Link;
  /** Null: not subscribed yet. */
  readonly book: () => E.Either<BookUnavailable, BookView> | null;
  readonly checksums: () => BookStats['checksums'];
  readonly problem: () => string | null;
  readonly trades: () => ReadonlyArray<TapeEntry>;
  readonly tradesVersion: () => number;
  /** Oldest first; the same array as long as nothing changes. */
  readonly candles: () => ReadonlyArray<WindowCandle>;
  readonly quote: () => Quote | null;
  readonly vitals: () => Vitals;
}

const CANDLES = 240;
/** Days of the funding that candles of funding are of. */
const PERIOD = 'p30';
const NO_CANDLES: ReadonlyArray<WindowCandle> = [];

/** Connects, and keeps what is shown subscribed. `tell` hears of what happens to the connection, in a sentence. */
export const createFeed = (settings: PageSettings, url: string, tell: (text: string) => void): Feed => {
  const client = createClient({
    url,
    // Books are read when they are drawn, not message by message.
    queue: { limit: 1000 },
    ...(settings.simulated && { backoff: { baseMs: 500, capMs: 4000 } }),
  });
  const link = followLink(client, tell);
  const books = createSlot<BookSubscription>();
  const tapes = createSlot<Subscription>();
  const candles = createSlot<CandlesSubscription>();
  const tickers = createSlot<Subscription>();
  const list = createTradeList();
  let window: CandleWindow | null = null;
  let quote: Quote | null = null;

  const showTicker = (symbol: ChannelSymbol): void =>
    tickers.want(
      symbol,
      (options) => {
        quote = null;
        return client.subscribe(ticker(symbol), options);
      },
      (handle) => {
        void (async () => {
          for await (const message of handle)
            if ((message.type === 'ticker' || message.type === 'fundingTicker') && tickers.held() === handle)
              quote = quoteOf(message.ticker);
        })();
      },
    );

  return {
    show: ({ symbol: text, prec, len, timeframe }) => {
      const symbol = text as ChannelSymbol;
      const key = `trade:${timeframe}:${symbol}${symbol.startsWith('f') ? `:${PERIOD}` : ''}`;
      books.want(`${symbol} ${prec} ${len}`, (options) => client.subscribe(book(symbol, { prec, len }), options));
      tapes.want(
        symbol,
        (options) => {
          list.clear();
          return client.subscribe(trades(symbol), options);
        },
        list.follow,
      );
      candles.want(
        key,
        (options) => {
          window = null;
          return client.subscribe(candlesByKey(key), options);
        },
        (handle) => (window = handle.window({ length: CANDLES, fillGaps: true })),
      );
      showTicker(symbol);
    },
    link,
    book: () => books.held()?.book.view() ?? null,
    checksums: () => books.held()?.book.stats().checksums ?? { matched: 0, mismatched: 0 },
    problem: books.problem,
    trades: list.entries,
    tradesVersion: list.version,
    candles: () => window?.candles() ?? NO_CANDLES,
    quote: () => quote,
    vitals: () => {
      const { counters, totals, connections } = client.status();
      const [first] = connections;
      return {
        seq: first?.seq ?? null,
        frames: counters.frames,
        gaps: counters.gaps,
        used: totals.used,
        capacity: totals.used + totals.free,
        ageMs: first?.lastFrameAgeMs ?? null,
        roundTripMs: first?.roundTripMs ?? null,
      };
    },
  };
};

const followLink = (client: ReturnType<typeof createClient>, tell: (text: string) => void): (() => Link) => {
  let link: Link = { _tag: 'Connecting', lost: null };
  let lost: number | null = null;
  const loseAt = (at: number): number => (lost ??= at);

  client.on('connected', ({ at }) => {
    tell(lost === null ? 'Connected' : `Connected again after ${((at - lost) / 1000).toFixed(1)} s`);
    lost = null;
    link = { _tag: 'Open' };
  });
  client.on('disconnected', ({ at, loss }) => {
    tell(`Connection lost: ${explainConnectionLoss(loss)}`);
    link = { _tag: 'Connecting', lost: loseAt(at) };
  });
  client.on('reconnecting', ({ at, ms }) => {
    link = { _tag: 'Waiting', until: at + ms, lost: loseAt(at) };
    setTimeout(() => {
      if (link._tag === 'Waiting') link = { _tag: 'Connecting', lost };
    }, ms);
  });
  client.on('paused', () => {
    tell('The server said that its data is not to be relied on');
    link = { _tag: 'Paused' };
  });
  client.on('resumed', () => {
    tell('The server is back to normal');
    link = { _tag: 'Open' };
  });
  client.on('connectionEnded', ({ end }) => {
    link = { _tag: 'Ended', why: explainConnectionEnd(end) };
  });
  client.on('gap', ({ missing }) => tell(`Gap: ${missing} frames are missing`));
  client.on('bookError', ({ error }) => tell(`Book: ${error._tag}, asking again`));
  return () => link;
};

const quoteOf = (figures: {
  readonly lastPrice: number | null;
  readonly dailyChange: number | null;
  readonly dailyChangeRelative: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly volume: number | null;
}): Quote => ({
  last: figures.lastPrice,
  change: figures.dailyChange,
  changeRelative: figures.dailyChangeRelative,
  high: figures.high,
  low: figures.low,
  volume: figures.volume,
});
