// A frame in, and out comes what each gives its user for it. Fed where their sockets would feed them; a listener is there
// wherever one is needed to be given anything. `takes`: the kind of frame, where it is another than what is sent today.
import { createSessionDecoder, FLAGS } from '@bitfinex-ws/protocol';
import { CHAN } from './_peers-books.mjs';
import { openCcxt, peer } from './_peers-list.mjs';

const SYMBOL = 'tBTCUSD';
const MORE = { book: { prec: 'P0', freq: 'F0', len: '25' }, trades: {}, ticker: {} };
const subscribed = (channel) =>
  JSON.stringify({ event: 'subscribed', channel, chanId: CHAN, symbol: SYMBOL, ...MORE[channel], pair: 'BTCUSD' });

const ours = {
  trailer: 'seq',
  open: (channel) => {
    const decoder = createSessionDecoder({ flags: FLAGS.SEQ_ALL });
    decoder.decode(subscribed(channel));
    let given = 0;
    return {
      feed: (frame) => {
        if (decoder.decode(frame)._tag === 'Right') given++;
      },
      given: () => given,
    };
  },
};

const bfx = (transform) => ({
  trailer: 'seq',
  open: (channel) => {
    const { WSv2 } = peer('bitfinex-api-node');
    const socket = new WSv2({ transform });
    let given = 0;
    const hear = () => given++;
    if (channel === 'book') socket.onOrderBook({ symbol: SYMBOL }, hear);
    else if (channel === 'trades') socket.onTradeEntry({ symbol: SYMBOL }, hear);
    else socket.onTicker({ symbol: SYMBOL }, hear);
    socket._onWSMessage(subscribed(channel));
    return { feed: (frame) => socket._onWSMessage(frame.toString()), given: () => given };
  },
});

const models = {
  trailer: 'seq',
  open: (channel) => {
    const { OrderBook, PublicTrade, TradingTicker } = peer('bfx-api-node-models');
    const make = {
      book: ([, row]) => OrderBook.unserialize(row),
      trades: ([, , row]) => new PublicTrade(row),
      ticker: ([, row]) => new TradingTicker([SYMBOL, ...row]),
    }[channel];
    let given = 0;
    return {
      feed: (frame) => {
        if (make(JSON.parse(frame.toString())) !== null) given++;
      },
      given: () => given,
    };
  },
};

/** It has no message for an update of a book: it applies it, and the user gets the book. */
const ccxt = {
  trailer: 'none',
  open: (channel) => {
    if (channel === 'book') return null;
    const exchange = openCcxt('ws://127.0.0.1', [[SYMBOL, 'BTC', 'USD']]);
    const client = exchange.client('ws://127.0.0.1');
    let given = 0;
    client.resolve = () => given++;
    client.onMessage({ data: subscribed(channel) });
    return { feed: (frame) => client.onMessage({ data: frame.toString() }), given: () => given };
  },
};

const tardis = {
  trailer: 'seq and time',
  // It drops a ticker of eleven columns, which is no work.
  takes: (channel) => (channel === 'ticker' ? 'old ticker' : channel),
  open: (channel) => {
    const { normalizeBookChanges, normalizeBookTickers, normalizeTrades } = peer('tardis-dev');
    const normalizer = { book: normalizeBookChanges, trades: normalizeTrades, ticker: normalizeBookTickers }[channel];
    const mapper = normalizer('bitfinex', new Date());
    mapper.canHandle(JSON.parse(subscribed(channel)));
    let given = 0;
    return {
      feed: (frame) => {
        const message = JSON.parse(frame.toString());
        if (!mapper.canHandle(message)) return;
        for (const made of mapper.map(message, new Date())) given += made === null ? 0 : 1;
      },
      given: () => given,
    };
  },
};

export const DECODERS = {
  'bitfinex-ws': ours,
  'bitfinex-api-node, rows': bfx(false),
  'bitfinex-api-node, models': bfx(true),
  'bfx-api-node-models': models,
  ccxt,
  'tardis-dev': tardis,
};
