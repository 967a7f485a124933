// Who is measured by `npm run bench -- client`, each in a process of its own: how it opens what it reads, how many frames it
// has taken, and what is wrong with it afterwards.
import { book, createClient, orThrow, ticker, trades } from '@bitfinex-ws/client';
import { createRequire } from 'node:module';
import path from 'node:path';
import { WebSocket } from 'ws';

export const PEERS = 'tools/bench/peers';
const peer = (name) => createRequire(path.resolve(PEERS, 'package.json'))(name);

const [SEQ_ALL, OB_CHECKSUM] = [65_536, 131_072];
const bookOf = (len) => ({ channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len });
const TRADES = { channel: 'trades', symbol: 'tBTCUSD' };
const TICKER = { channel: 'ticker', symbol: 'tBTCUSD' };

/** What any client pays that uses ws and parses JSON: nothing is kept of it. */
const floor = (...channels) => ({
  open: (url) =>
    new Promise((resolve) => {
      let count = 0;
      let parsed = null;
      const socket = new WebSocket(url, { perMessageDeflate: false });
      socket.on('open', () => {
        socket.send(JSON.stringify({ event: 'conf', flags: SEQ_ALL + OB_CHECKSUM }));
        for (const channel of channels) socket.send(JSON.stringify({ event: 'subscribe', ...channel }));
        resolve({ count: () => count, problem: () => (parsed === null ? 'nothing was read' : null) });
      });
      socket.on('message', (data) => {
        parsed = JSON.parse(data.toString());
        count++;
      });
    }),
});

/** Ours. `reads` makes the readers; each answers what it has to complain of. */
const ours = (...reads) => ({
  open: async (url) => {
    const client = createClient({ url });
    const problems = [];
    client.on('gap', () => problems.push('a gap'));
    client.on('failure', ({ error }) => problems.push(error._tag));
    client.on('bookError', ({ error }) => problems.push(error._tag));
    const readers = await Promise.all(reads.map((read) => read(client)));
    return {
      count: () => client.status().counters.frames,
      problem: () => problems[0] ?? readers.map((problem) => problem()).find((problem) => problem !== null) ?? null,
    };
  },
});
const lookedAt = (len) => async (client) => {
  const live = await orThrow(client.subscribe(book('tBTCUSD', { len })));
  let looks = 0;
  setInterval(() => (looks += live.book.view()._tag === 'Right' ? 1 : 0), 100);
  return () => (looks === 0 ? 'the book was never readable' : unverified(live));
};
const unverified = ({ book }) => {
  const { matched, mismatched } = book.stats().checksums;
  return mismatched > 0 || matched === 0 ? `${matched} checksums matched, ${mismatched} did not` : null;
};
const iterated = (channel) => async (client) => {
  const live = await orThrow(client.subscribe(channel));
  let read = 0;
  let dropped = 0;
  const run = async () => {
    for await (const message of live) {
      if (message.type === 'dropped') dropped += message.count;
      else read++;
    }
  };
  void run();
  return () => {
    if (dropped > 0) return `${dropped} messages were dropped`;
    if (read < live.stats.messages) return `${read} of ${live.stats.messages} messages were read`;
    return 'book' in live ? unverified(live) : null;
  };
};

/** bitfinex-api-node: its managed books, its sequence audit, its models; checksums asked for. */
const bfx = (channel) => ({
  open: (url) =>
    new Promise((resolve) => {
      const { WSv2 } = peer('bitfinex-api-node');
      const socket = new WSv2({ url, manageOrderBooks: true, seqAudit: true, transform: true });
      let [count, heard] = [0, 0];
      const problems = [];
      socket.on('error', (error) => problems.push(String(error?.message ?? error)));
      socket.on('message', () => count++);
      socket.on('open', () => {
        socket.enableFlag(OB_CHECKSUM);
        if (channel.channel === 'book') {
          socket.onOrderBook({ symbol: 'tBTCUSD', prec: 'P0', len: channel.len }, () => heard++);
          socket.subscribeOrderBook('tBTCUSD', 'P0', channel.len);
        } else {
          socket.onTrades({ symbol: 'tBTCUSD' }, () => heard++);
          socket.subscribeTrades('tBTCUSD');
        }
        resolve({ count: () => count, problem: () => problems[0] ?? (heard === 0 ? 'nothing was heard' : null) });
      });
      socket.open();
    }),
});

/** ccxt pro: one market by hand in place of those that it asks the exchange for. */
const ccxt = (watch) => ({
  open: async (url) => {
    const exchange = new (peer('ccxt').pro.bitfinex)({ enableRateLimit: false });
    exchange.urls.api.ws.public = url;
    // A proxy of the environment is none for loopback.
    exchange.getHttpAgentIfNeeded = () => undefined;
    const market = {
      id: 'tBTCUSD',
      symbol: 'BTC/USD',
      base: 'BTC',
      quote: 'USD',
      type: 'spot',
      spot: true,
      active: true,
    };
    exchange.setMarkets({ 'BTC/USD': { ...exchange.safeMarketStructure(), ...market } });
    let [count, heard] = [0, 0];
    const problems = [];
    const handle = exchange.handleMessage;
    exchange.handleMessage = function (...args) {
      count++;
      return handle.apply(this, args);
    };
    const run = async () => {
      for (;;) {
        await exchange[watch]('BTC/USD');
        heard++;
      }
    };
    await exchange[watch]('BTC/USD');
    run().catch((error) => problems.push(String(error?.message ?? error)));
    return { count: () => count, problem: () => problems[0] ?? (heard === 0 ? 'nothing was heard' : null) };
  },
});

const [BFX, CCXT] = ['bitfinex-api-node', 'ccxt'];
const BOOK = 'ws + JSON.parse, a book';
const DEEP = 'ws + JSON.parse, a book of 250';
const SOLD = 'ws + JSON.parse, trades';
const ALL = 'ws + JSON.parse, all three';

/** Bars of the client against a peer on the same traffic. */
export const PEER_BARS = { [BFX]: 0.1, [CCXT]: 0.35 };

/** `over`: whose floor it stands on. `slow`: gets a tenth of the frames a round. */
export const CONTENDERS = {
  [BOOK]: floor(bookOf('25')),
  'book, only looked at': { ...ours(lookedAt(25)), over: BOOK, bar: 1.3 },
  'book, every message read': { ...ours(iterated(book('tBTCUSD'))), over: BOOK, bar: 1.3 },
  'bitfinex-api-node, a managed book': { ...bfx(bookOf('25')), over: BOOK, peer: BFX, slow: true },
  'ccxt pro, watchOrderBook': { ...ccxt('watchOrderBook'), over: BOOK, peer: CCXT, slow: true },
  [DEEP]: floor(bookOf('250')),
  'book of 250, only looked at': { ...ours(lookedAt(250)), over: DEEP, bar: 1.3 },
  'bitfinex-api-node, a managed book of 250': { ...bfx(bookOf('250')), over: DEEP, peer: BFX, slow: true },
  [SOLD]: floor(TRADES),
  'trades, every message read': { ...ours(iterated(trades('tBTCUSD'))), over: SOLD, bar: 1.3 },
  'bitfinex-api-node, onTrades': { ...bfx(TRADES), over: SOLD, peer: BFX, slow: true },
  'ccxt pro, watchTrades': { ...ccxt('watchTrades'), over: SOLD, peer: CCXT, slow: true },
  [ALL]: floor(bookOf('25'), TRADES, TICKER),
  'book looked at, trades and ticker read': {
    ...ours(lookedAt(25), iterated(trades('tBTCUSD')), iterated(ticker('tBTCUSD'))),
    over: ALL,
    bar: 1.3,
  },
};

/** Whether the package that it measures is there. */
export const isInstalled = ({ peer: name }) => {
  if (name === undefined) return true;
  try {
    createRequire(path.resolve(PEERS, 'package.json')).resolve(name);
    return true;
  } catch {
    return false;
  }
};
