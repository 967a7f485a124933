// Each client over a real socket, in the way that its documentation shows: how it is opened, how many frames it has taken, what it
// gave its user, and what is wrong with it. `asks` are the channels; a book's length is a text, as on the wire.
import { bookOf, floor, ours, TICKER, TRADES } from './_own-clients.mjs';
import { openCcxt, peer } from './_peers-list.mjs';

const OB_CHECKSUM = 131_072;
const SYMBOL = 'tBTCUSD';
const nothing = () => ({ book: 0, trades: 0, ticker: 0, all: 0 });

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
const [SHALLOW, MIDDLE, DEEP, SOLD] = ['a book of 25 levels', 'a book of 100 levels', 'a book of 250 levels', 'trades'];
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
    'bitfinex-ws, only kept': ours([], bookOf('25')),
    'bitfinex-ws, every message read': ours(['book'], bookOf('25')),
    'bitfinex-api-node, only kept': bfx({ transform: false, listens: false }, bookOf('25')),
    'bitfinex-api-node, listened to': bfx({}, bookOf('25')),
    ccxt: ccxt(bookOf('25')),
  }),
  ...on(MIDDLE, {
    [FLOOR]: floor(bookOf('100')),
    'bitfinex-ws, only kept': ours([], bookOf('100')),
    'bitfinex-ws, every message read': ours(['book'], bookOf('100')),
    'bitfinex-api-node, only kept': bfx({ transform: false, listens: false }, bookOf('100')),
    'bitfinex-api-node, listened to': bfx({}, bookOf('100')),
    ccxt: ccxt(bookOf('100')),
    'tardis-dev': tardis(bookOf('100')),
  }),
  ...on(DEEP, {
    [FLOOR]: floor(bookOf('250')),
    'bitfinex-ws, only kept': ours([], bookOf('250')),
    'bitfinex-ws, every message read': ours(['book'], bookOf('250')),
    'bitfinex-api-node, only kept': bfx({ transform: false, listens: false }, bookOf('250')),
    'bitfinex-api-node, listened to': bfx({}, bookOf('250')),
    ccxt: ccxt(bookOf('250')),
  }),
  ...on(SOLD, {
    [FLOOR]: floor(TRADES),
    'bitfinex-ws, every message read': ours(['trades'], TRADES),
    'bitfinex-api-node, rows': bfx({ transform: false }, TRADES),
    'bitfinex-api-node, models': bfx({}, TRADES),
    ccxt: ccxt(TRADES),
    'tardis-dev': tardis(TRADES),
  }),
};

/** Who is judged: a book, trades and a ticker at once; a book of which a frame is lost; thirty books. */
export const NO_AUDIT = 'bitfinex-api-node, no audit';
export const JUDGED_CLIENTS = {
  'bitfinex-ws': (asks) => ours(['book', 'trades', 'ticker'], ...asks),
  'bitfinex-api-node': (asks) => bfx({}, ...asks),
  [NO_AUDIT]: (asks) => bfx({ seqAudit: false }, ...asks),
  ccxt: (asks) => ccxt(...asks),
  'tardis-dev': (asks) => tardis(...asks),
};
export const ALL_THREE = [bookOf('100'), TRADES, TICKER];
export const ONE_BOOK = [bookOf('100')];
const letters = (at) => String.fromCharCode(65 + Math.trunc(at / 26), 65 + (at % 26));
/** Nothing kept of thirty books: what the process holds anyway. */
export const BARE = (asks) => floor(...asks);
export const THIRTY_BOOKS = Array.from({ length: 30 }, (_, at) => bookOf('25', `t${letters(at)}XUSD`));
