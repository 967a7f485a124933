// Each client over a real socket, in the way that its documentation shows: how it is opened, how many frames it has taken, what it
// gave its user, and what is wrong with it. `asks` are the channels; a book's length is a text, as on the wire.
import { book, createClient, orThrow, ticker, trades } from '@bitfinex-ws/client';
import { WebSocket } from 'ws';
import { openCcxt, peer } from './_peers-list.mjs';

const [SEQ_ALL, OB_CHECKSUM] = [65_536, 131_072];
const SYMBOL = 'tBTCUSD';
const bookOf = (len) => ({ channel: 'book', symbol: SYMBOL, prec: 'P0', freq: 'F0', len });
const TRADES = { channel: 'trades', symbol: SYMBOL };
const TICKER = { channel: 'ticker', symbol: SYMBOL };
const nothing = () => ({ book: 0, trades: 0, ticker: 0, all: 0 });

/** What any client pays that uses ws and parses JSON: nothing is kept of it. */
const floor = (...asks) => ({
  open: (url) =>
    new Promise((resolve) => {
      let count = 0;
      let parsed = null;
      const socket = new WebSocket(url, { perMessageDeflate: false });
      socket.on('open', () => {
        socket.send(JSON.stringify({ event: 'conf', flags: SEQ_ALL + OB_CHECKSUM }));
        for (const each of asks) socket.send(JSON.stringify({ event: 'subscribe', ...each }));
        resolve({ count: () => count, problem: () => (parsed === null ? 'nothing was read' : null) });
      });
      socket.on('message', (data) => {
        parsed = JSON.parse(data.toString());
        count++;
      });
    }),
});

const SPECS = {
  book: ({ symbol, len }) => book(symbol, { len: Number(len) }),
  trades: () => trades(SYMBOL),
  ticker: () => ticker(SYMBOL),
};
/** Ours. A book that is not read is looked at ten times a second. */
const ours = (reads, ...asks) => ({
  open: async (url) => {
    const client = createClient({ url });
    const given = nothing();
    const complaints = [];
    const count = () => client.status().counters.frames;
    const complain = (what) => complaints.push({ what, at: count() });
    client.on('gap', () => complain('a gap'));
    client.on('failure', ({ error }) => complain(error._tag));
    client.on('bookError', ({ error }) => complain(error._tag));
    const lives = await Promise.all(asks.map((each) => orThrow(client.subscribe(SPECS[each.channel](each)))));
    for (const [at, live] of lives.entries()) {
      const { channel } = asks[at];
      if (channel === 'book' && !reads) setInterval(() => (given.book += live.book.view()._tag === 'Right'), 100);
      else void readAll(live, given, channel);
    }
    const books = lives.filter((live) => 'book' in live);
    const side = (levels) => [...levels].map(({ price, amount }) => [price, Math.abs(amount)]);
    return {
      levels: () => {
        const { right } = books[0].book.view();
        return right === undefined ? null : { bids: side(right.bids), asks: side(right.asks) };
      },
      books: () => books.filter(({ book }) => book.view()._tag === 'Right').length,
      count,
      given,
      complaints,
      problem: () => {
        if (complaints.length > 0) return complaints[0].what;
        const unproven = books
          .map(({ book }) => book.stats().checksums)
          .find((sums) => sums.mismatched > 0 || sums.matched === 0);
        if (unproven !== undefined) return `${unproven.matched} checksums matched, ${unproven.mismatched} did not`;
        return given.dropped > 0 ? `${given.dropped} messages were dropped` : null;
      },
    };
  },
});
const readAll = async (live, given, channel) => {
  for await (const message of live) {
    if (message.type === 'dropped') given.dropped = (given.dropped ?? 0) + message.count;
    else if ('receivedAt' in message && message.type !== 'checksum') given[channel]++;
  }
};

/** bitfinex-api-node: managed books, sequence audit, checksums. Its listeners get models where `transform` is on. */
const bfx = ({ transform = true, listens = true, seqAudit = true }, ...asks) => ({
  open: (url) =>
    new Promise((resolve) => {
      const { WSv2 } = peer('bitfinex-api-node');
      const socket = new WSv2({ url, manageOrderBooks: true, seqAudit, transform });
      let count = 0;
      const given = nothing();
      const complaints = [];
      socket.on('error', (error) => {
        const what = String(error?.message ?? error);
        // Of a frame that is out of sequence it says nothing but the error.
        complaints.push({ what, at: /seq/.test(what) ? count + 1 : count });
      });
      socket.on('message', () => count++);
      const side = (fits) =>
        socket._orderBooks[SYMBOL].filter(([, , amount]) => fits(amount)).map(([price, , amount]) => [
          price,
          Math.abs(amount),
        ]);
      const hear = (channel) => () => given[channel]++;
      const subscribe = {
        book: ({ symbol, len }) => {
          if (listens) socket.onOrderBook({ symbol, prec: 'P0', len }, hear('book'));
          return socket.subscribeOrderBook(symbol, 'P0', len);
        },
        trades: ({ symbol }) => {
          socket.onTradeEntry({ symbol }, hear('trades'));
          socket.onTrades({ symbol }, hear('trades'));
          return socket.subscribeTrades(symbol);
        },
        ticker: ({ symbol }) => {
          socket.onTicker({ symbol }, hear('ticker'));
          return socket.subscribeTicker(symbol);
        },
      };
      socket.on('open', () => {
        // It waits for a reply that tells this one flag, and the reply tells all.
        void socket.enableFlag(OB_CHECKSUM).catch(() => undefined);
        for (const each of asks) subscribe[each.channel](each);
        resolve({
          levels: () => ({ bids: side((amount) => amount > 0), asks: side((amount) => amount < 0) }),
          books: () => Object.keys(socket._orderBooks).length,
          count: () => count,
          given,
          complaints,
          problem: () => complaints[0]?.what ?? (listens && given[asks[0].channel] === 0 ? 'nothing was heard' : null),
        });
      });
      socket.open();
    }),
});

const CCXT_PAIRS = (symbols) => symbols.map((id) => [id, id.slice(1, 4), id.slice(4)]);
/** ccxt pro: each channel is watched in a loop, as it is documented. */
const ccxt = (...asks) => ({
  open: async (url) => {
    const exchange = openCcxt(url, CCXT_PAIRS([...new Set(asks.map(({ symbol }) => symbol))]));
    let count = 0;
    const given = nothing();
    const complaints = [];
    const handle = exchange.handleMessage;
    exchange.handleMessage = function (...args) {
      count++;
      return handle.apply(this, args);
    };
    const verify = exchange.handleChecksum;
    // It tells whoever watches; where in the traffic it found out is seen here.
    exchange.handleChecksum = function (client, message, subscription) {
      const had = Object.keys(this.orderbooks).length;
      verify.call(this, client, message, subscription);
      if (Object.keys(this.orderbooks).length < had) complaints.push({ what: 'ChecksumError', at: count });
    };
    const watch = {
      book: (symbol, { len }) =>
        len === '250'
          ? exchange.watchOrderBook(symbol, undefined, { len })
          : exchange.watchOrderBook(symbol, Number(len)),
      trades: (symbol) => exchange.watchTrades(symbol),
      ticker: (symbol) => exchange.watchTicker(symbol),
    };
    const told = { book: () => 1, trades: (list) => list.length, ticker: () => 1 };
    const follow = async (each) => {
      const symbol = `${each.symbol.slice(1, 4)}/${each.symbol.slice(4)}`;
      while (complaints.length < 20) {
        try {
          given[each.channel] += told[each.channel](await watch[each.channel](symbol, each));
        } catch (error) {
          complaints.push({ what: String(error?.message ?? error), at: count });
        }
      }
    };
    for (const each of asks) void follow(each);
    while (asks.some(({ channel }) => given[channel] === 0)) await new Promise((resolve) => setTimeout(resolve, 5));
    const side = (rows) => [...rows].map(([price, size]) => [price, size]);
    return {
      levels: () => {
        const known = exchange.orderbooks['BTC/USD'];
        return known === undefined ? null : { bids: side(known.bids), asks: side(known.asks) };
      },
      books: () => Object.keys(exchange.orderbooks).length,
      count: () => count,
      given,
      complaints,
      problem: () => complaints[0]?.what ?? null,
    };
  },
});

/** tardis-dev: its normalized stream, and its book. It always asks for 100 levels, the numbers and times, and no checksums. */
const tardis = (...asks) => ({
  open: async (url) => {
    process.env.WSS_URL_BITFINEX = url;
    const lib = peer('tardis-dev');
    const { BitfinexRealTimeFeed } = peer('tardis-dev/dist/realtimefeeds/bitfinex.js');
    let count = 0;
    // An empty method of its own, called with every frame.
    BitfinexRealTimeFeed.prototype.onMessage = () => count++;
    const given = nothing();
    const complaints = [];
    const normalizers = {
      book: lib.normalizeBookChanges,
      trades: lib.normalizeTrades,
      ticker: lib.normalizeBookTickers,
    };
    const stream = lib.streamNormalized(
      {
        exchange: 'bitfinex',
        symbols: [...new Set(asks.map(({ symbol }) => symbol.slice(1)))],
        timeoutIntervalMS: 0,
        withDisconnectMessages: true,
        onError: (error) => complaints.push({ what: error.message, at: count }),
      },
      ...[...new Set(asks.map(({ channel }) => channel))].map((channel) => normalizers[channel]),
    );
    const books = new Map();
    const run = async () => {
      for await (const message of stream) {
        given.all++;
        if (message.type === 'book_change') {
          if (!books.has(message.symbol)) books.set(message.symbol, new lib.OrderBook());
          books.get(message.symbol).update(message);
          given.book++;
        } else if (message.type === 'trade') given.trades++;
        else if (message.type === 'book_ticker') given.ticker++;
        else complaints.push({ what: message.type, at: count });
      }
    };
    void run();
    while (count < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    const side = (levels) => [...levels].map(({ price, amount }) => [price, amount]);
    return {
      levels: () => {
        const [known] = books.values();
        return { bids: side(known.bids()), asks: side(known.asks()) };
      },
      books: () => books.size,
      count: () => count,
      given,
      complaints,
      problem: () => complaints[0]?.what ?? (given.all === 0 ? 'nothing was heard' : null),
    };
  },
});

const FLOOR = 'ws + JSON.parse';
const [SHALLOW, DEEPER, SOLD] = ['a book of 25 levels', 'a book of 100 levels', 'trades'];
const on = (traffic, entrants) =>
  Object.fromEntries(
    Object.entries(entrants).map(([name, entrant]) => [
      `${name} · ${traffic}`,
      { name, traffic, over: `${FLOOR} · ${traffic}`, ...entrant },
    ]),
  );

/** Who is timed, by what they are given. */
export const TIMED_CLIENTS = {
  ...on(SHALLOW, {
    [FLOOR]: floor(bookOf('25')),
    'bitfinex-ws, only kept': ours(false, bookOf('25')),
    'bitfinex-ws, every message read': ours(true, bookOf('25')),
    'bitfinex-api-node, only kept': bfx({ transform: false, listens: false }, bookOf('25')),
    'bitfinex-api-node, listened to': bfx({}, bookOf('25')),
    ccxt: ccxt(bookOf('25')),
  }),
  ...on(DEEPER, {
    [FLOOR]: floor(bookOf('100')),
    'bitfinex-ws, only kept': ours(false, bookOf('100')),
    'bitfinex-ws, every message read': ours(true, bookOf('100')),
    'bitfinex-api-node, only kept': bfx({ transform: false, listens: false }, bookOf('100')),
    'bitfinex-api-node, listened to': bfx({}, bookOf('100')),
    ccxt: ccxt(bookOf('100')),
    'tardis-dev': tardis(bookOf('100')),
  }),
  ...on(SOLD, {
    [FLOOR]: floor(TRADES),
    'bitfinex-ws, every message read': ours(true, TRADES),
    'bitfinex-api-node, rows': bfx({ transform: false }, TRADES),
    'bitfinex-api-node, models': bfx({}, TRADES),
    ccxt: ccxt(TRADES),
    'tardis-dev': tardis(TRADES),
  }),
};

/** Who is judged: a book, trades and a ticker at once; a book of which a frame is lost; thirty books. */
export const NO_AUDIT = 'bitfinex-api-node, no audit';
export const JUDGED_CLIENTS = {
  'bitfinex-ws': (asks) => ours(true, ...asks),
  'bitfinex-api-node': (asks) => bfx({}, ...asks),
  [NO_AUDIT]: (asks) => bfx({ seqAudit: false }, ...asks),
  ccxt: (asks) => ccxt(...asks),
  'tardis-dev': (asks) => tardis(...asks),
};
export const ALL_THREE = [bookOf('100'), TRADES, TICKER];
export const ONE_BOOK = [bookOf('100')];
const CURRENCIES = Array.from(
  { length: 30 },
  (_, at) => `t${String.fromCharCode(65 + Math.trunc(at / 26), 65 + (at % 26))}XUSD`,
);
/** Nothing kept of thirty books: what the process holds anyway. */
export const BARE = (asks) => floor(...asks);
export const THIRTY_BOOKS = CURRENCIES.map((symbol) => ({ ...bookOf('25'), symbol }));
