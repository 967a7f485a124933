// A book in the hands of each: the frame as its socket would give it, the update applied, the checksum verified by whoever
// does that. The same adapters are timed and judged. Everyone gets the frames that its own settings would make the exchange send.
import { createBook } from '@bitfinex-ws/orderbook';
import { createSessionDecoder, FLAGS } from '@bitfinex-ws/protocol';
import { openCcxt, peer } from './_peers-list.mjs';

const SYMBOL = 'tBTCUSD';
export const CHAN = 7;
const PAIRS = [[SYMBOL, 'BTC', 'USD']];

const subscribed = ({ prec, len }, symbol = SYMBOL, chanId = CHAN) =>
  JSON.stringify({
    event: 'subscribed',
    channel: 'book',
    chanId,
    symbol,
    prec,
    freq: 'F0',
    len: String(len),
    pair: symbol.slice(1),
  });
const specOf = ({ prec, len }, symbol = SYMBOL) => ({ channel: 'book', symbol, prec, freq: 'F0', len });
const wants = () => true;
const sized = (key) => (row) => [Number(row[key]), Math.abs(Number(row.at(-1)))];

const ours = (take) => ({
  trailer: 'seq',
  open: (set) => {
    const decoder = createSessionDecoder({ flags: FLAGS.SEQ_ALL });
    decoder.decode(subscribed(set));
    const book = createBook(specOf(set), { sequenced: true });
    const side = (view) => [...view].map(({ id, price, amount }) => [id ?? price, Math.abs(amount)]);
    return {
      feed: (frame) => take(decoder, book, frame),
      checks: () => {
        const { matched, mismatched } = book.stats().checksums;
        return { matched, missed: mismatched };
      },
      levels: () => {
        const { right } = book.view();
        return right === undefined ? { bids: [], asks: [] } : { bids: side(right.bids), asks: side(right.asks) };
      },
    };
  },
});
const byCursor = (decoder, book, frame) => {
  const cursor = decoder.scanBook(frame, wants);
  return cursor === null ? book.apply(decoder.decode(frame).right, 0) : book.applyFrom(cursor, 0);
};
const byMessage = (decoder, book, frame) => book.apply(decoder.decode(frame).right, 0);

/** Its managed book, which checks each checksum. With a listener and models on, each update makes a copy of the book. */
const bfx = (listens) => ({
  trailer: 'seq',
  open: (set) => {
    const { WSv2 } = peer('bitfinex-api-node');
    const socket = new WSv2({ manageOrderBooks: true, transform: listens });
    const checks = { matched: 0, missed: 0 };
    let heard = 0;
    socket.on('error', () => checks.missed++);
    socket.on('cs', (symbol) => {
      if (typeof symbol === 'string') checks.matched++;
    });
    if (listens) socket.onOrderBook({ symbol: SYMBOL, prec: set.prec, len: String(set.len) }, () => heard++);
    socket._onWSMessage(subscribed(set));
    const side = (fits) => socket._orderBooks[SYMBOL].filter(([, , amount]) => fits(amount)).map(sized(0));
    return {
      feed: (frame) => socket._onWSMessage(frame.toString()),
      checks: () => checks,
      // It keeps bids and asks in one list; asks begin where amounts are negative.
      levels: () => ({ bids: side((amount) => amount > 0), asks: side((amount) => amount < 0) }),
    };
  },
});

/** The class alone: whoever uses it parses the frame, and compares its checksum. */
const models = {
  trailer: 'seq',
  open: ({ prec }) => {
    const { OrderBook } = peer('bfx-api-node-models');
    const checks = { matched: 0, missed: 0 };
    let book = null;
    return {
      feed: (frame) => {
        const [, payload, sum] = JSON.parse(frame.toString());
        if (payload === 'cs') checks[book.checksum() === sum ? 'matched' : 'missed']++;
        else if (Array.isArray(payload[0])) book = new OrderBook(payload, prec === 'R0');
        else book.updateWith(payload);
      },
      checks: () => checks,
      levels: () => ({ bids: book.bids.map(sized(0)), asks: book.asks.map(sized(0)) }),
    };
  },
};

const ccxt = {
  trailer: 'none',
  open: (set) => {
    const exchange = openCcxt('ws://127.0.0.1', PAIRS);
    const client = exchange.client('ws://127.0.0.1');
    const checks = { matched: 0, missed: 0 };
    const verify = exchange.handleChecksum;
    // It throws the book away where a checksum does not match; to see what becomes of the next, it is given it back.
    exchange.handleChecksum = function (...args) {
      const book = this.orderbooks['BTC/USD'];
      verify.apply(this, args);
      const isKept = this.orderbooks['BTC/USD'] !== undefined;
      checks[isKept ? 'matched' : 'missed']++;
      if (!isKept) this.orderbooks['BTC/USD'] = book;
    };
    client.onMessage({ data: subscribed(set) });
    const key = set.prec === 'R0' ? 2 : 0;
    const side = (rows) => rows.map((row) => [Number(row[key]), row[1]]);
    return {
      feed: (frame) => client.onMessage({ data: frame.toString() }),
      checks: () => checks,
      levels: () => {
        const { bids, asks } = exchange.orderbooks['BTC/USD'];
        return { bids: side([...bids]), asks: side([...asks]) };
      },
    };
  },
};

/** It asks for no checksums and gets none. Its books are those of P0. */
const tardis = {
  trailer: 'seq and time',
  sums: false,
  takes: ({ prec }) => prec === 'P0',
  open: (set) => {
    const { normalizeBookChanges, OrderBook } = peer('tardis-dev');
    const mapper = normalizeBookChanges('bitfinex', new Date());
    const book = new OrderBook();
    mapper.canHandle(JSON.parse(subscribed(set)));
    const side = (rows) => [...rows].map(({ price, amount }) => [price, amount]);
    return {
      feed: (frame) => {
        const message = JSON.parse(frame.toString());
        if (mapper.canHandle(message)) for (const change of mapper.map(message, new Date())) book.update(change);
      },
      checks: () => null,
      levels: () => ({ bids: side(book.bids()), asks: side(book.asks()) }),
    };
  },
};

export const BOOKS = {
  'bitfinex-ws, only kept': ours(byCursor),
  'bitfinex-ws, every message made': ours(byMessage),
  'bitfinex-api-node, only kept': bfx(false),
  'bitfinex-api-node, listened to': bfx(true),
  'bfx-api-node-models': models,
  ccxt,
  'tardis-dev': tardis,
};
