// What books hold: a hundred of them in one process, as one client of each keeps them, before and behind many updates; and what
// a client holds that has thirty books and nothing to do. Everyone has a process of its own, in which it is alone.
import { createBook } from '@bitfinex-ws/orderbook';
import { createSessionDecoder, FLAGS } from '@bitfinex-ws/protocol';
import { setTimeout as wait } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import { bookFrames, MARKETS } from './_peers-frames.mjs';
import { openCcxt, peer } from './_peers-list.mjs';

const [BOOKS, FIRST] = [100, 100];
const letters = (at) => String.fromCharCode(65 + Math.trunc(at / 26), 65 + (at % 26));
const symbolOf = (at) => `t${letters(at)}XUSD`;
const told = (len, at) =>
  JSON.stringify({
    event: 'subscribed',
    channel: 'book',
    chanId: FIRST + at,
    symbol: symbolOf(at),
    prec: 'P0',
    freq: 'F0',
    len: String(len),
    pair: symbolOf(at).slice(1),
  });

/** `hold(len)` opens what keeps a hundred books; answers how one of them takes a frame. */
const HOLDERS = {
  'bitfinex-ws': {
    trailer: 'seq',
    hold: (len) => {
      const decoder = createSessionDecoder({ flags: FLAGS.SEQ_ALL });
      const books = Array.from({ length: BOOKS }, (_, at) => {
        decoder.decode(told(len, at));
        return createBook({ channel: 'book', symbol: symbolOf(at), prec: 'P0', freq: 'F0', len }, { sequenced: true });
      });
      const wants = () => true;
      return (at, frame) => {
        const cursor = decoder.scanBook(frame, wants);
        const { _tag } =
          cursor === null ? books[at].apply(decoder.decode(frame).right, 0) : books[at].applyFrom(cursor, 0);
        if (_tag === 'Left') throw new Error(`not taken: ${frame}`);
      };
    },
  },
  'bitfinex-api-node': {
    trailer: 'seq',
    hold: (len) => {
      const { WSv2 } = peer('bitfinex-api-node');
      const socket = new WSv2({ manageOrderBooks: true });
      for (let at = 0; at < BOOKS; at++) socket._onWSMessage(told(len, at));
      return (at, frame) => socket._onWSMessage(frame.toString());
    },
  },
  'bfx-api-node-models': {
    trailer: 'seq',
    hold: () => {
      const { OrderBook } = peer('bfx-api-node-models');
      const books = [];
      return (at, frame) => {
        const [, payload] = JSON.parse(frame.toString());
        if (payload === 'cs') books[at].checksum();
        else if (Array.isArray(payload[0])) books[at] = new OrderBook(payload);
        else books[at].updateWith(payload);
      };
    },
  },
  ccxt: {
    trailer: 'none',
    hold: (len) => {
      const pairs = Array.from({ length: BOOKS }, (_, at) => [symbolOf(at), `${letters(at)}X`, 'USD']);
      const client = openCcxt('ws://127.0.0.1', pairs).client('ws://127.0.0.1');
      for (let at = 0; at < BOOKS; at++) client.onMessage({ data: told(len, at) });
      return (at, frame) => client.onMessage({ data: frame.toString() });
    },
  },
  'tardis-dev': {
    trailer: 'seq and time',
    sums: false,
    hold: (len) => {
      const { normalizeBookChanges, OrderBook } = peer('tardis-dev');
      const mapper = normalizeBookChanges('bitfinex', new Date());
      const books = Array.from({ length: BOOKS }, () => new OrderBook());
      for (let at = 0; at < BOOKS; at++) mapper.canHandle(JSON.parse(told(len, at)));
      return (at, frame) => {
        const message = JSON.parse(frame.toString());
        if (mapper.canHandle(message)) for (const change of mapper.map(message, new Date())) books[at].update(change);
      };
    },
  },
};
export const HOLDING = Object.keys(HOLDERS);

let gc = null;
const now = () => {
  if (gc === null) {
    v8.setFlagsFromString('--expose-gc');
    gc = vm.runInNewContext('gc');
  }
  for (let turn = 0; turn < 4; turn++) gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, rss };
};

/** In a process of its own: bytes a book of so many levels, and what the whole has grown by behind the updates. */
export const weigh = (name, market, updates) => {
  const { hold, trailer, sums } = HOLDERS[name];
  const [snapshot, ...frames] = bookFrames(market, 2_000, { trailer, sums }).map((frame) => frame.toString());
  const onChannel = (frame, at) => Buffer.from(frame.replace('[7,', `[${FIRST + at},`));
  // One to warm up, which is not counted, and whose code and tables are there already.
  const spare = hold(MARKETS[market].len);
  spare(0, onChannel(snapshot, 0));
  for (const frame of frames) spare(0, onChannel(frame, 0));
  const before = now();
  const take = hold(MARKETS[market].len);
  for (let at = 0; at < BOOKS; at++) take(at, onChannel(snapshot, at));
  const full = now();
  for (let said = 0; said < updates; said++) {
    const at = said % BOOKS;
    take(at, onChannel(frames[Math.trunc(said / BOOKS) % frames.length], at));
  }
  const late = now();
  // The warm one and the frames must live as long as what is weighed.
  if (spare === take || frames.length === 0) throw new Error();
  return {
    book: (full.heap - before.heap) / BOOKS,
    rss: (full.rss - before.rss) / BOOKS,
    grown: late.heap - full.heap,
    late: late.rss - before.rss,
  };
};

/** In a process of its own: what all of it holds with thirty books, when nothing happens. */
export const idle = async ({ open }, url, asks) => {
  const { count, books } = await open(url);
  // A greeting, then an acknowledgement and a snapshot each.
  while (books === undefined ? count() < 1 + 2 * asks.length : books() < asks.length) await wait(20);
  await wait(1_000);
  return now();
};
