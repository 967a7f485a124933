// The floor, and this toolkit's client, each over a real socket: how it opens what it reads, how many frames it has taken, what it
// gave its user, and what is wrong with it afterwards.
import { book, createClient, orThrow, ticker, trades } from '@bitfinex-ws/client';
import { WebSocket } from 'ws';

const [SEQ_ALL, OB_CHECKSUM] = [65_536, 131_072];
const SYMBOL = 'tBTCUSD';
export const bookOf = (len, symbol = SYMBOL) => ({ channel: 'book', symbol, prec: 'P0', freq: 'F0', len });
export const TRADES = { channel: 'trades', symbol: SYMBOL };
export const TICKER = { channel: 'ticker', symbol: SYMBOL };

/** What any client pays that uses ws and parses JSON: nothing is kept of it. */
export const floor = (...asks) => ({
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
  trades: ({ symbol }) => trades(symbol),
  ticker: ({ symbol }) => ticker(symbol),
};

/** The client, the channels of `reads` read one by one; a book that is not read is looked at ten times a second. */
export const ours = (reads, ...asks) => ({
  open: async (url) => {
    const client = createClient({ url });
    const given = { book: 0, trades: 0, ticker: 0, dropped: 0, all: 0 };
    const complaints = [];
    const count = () => client.status().counters.frames;
    const complain = (what) => complaints.push({ what, at: count() });
    client.on('gap', () => complain('a gap'));
    client.on('failure', ({ error }) => complain(error._tag));
    client.on('bookError', ({ error }) => complain(error._tag));
    const lives = await Promise.all(asks.map((each) => orThrow(client.subscribe(SPECS[each.channel](each)))));
    const read = lives.filter(({ spec }) => reads.includes(spec.channel));
    for (const live of lives) {
      if (read.includes(live)) void readAll(live, given);
      else setInterval(() => (given.book += live.book.view()._tag === 'Right' ? 1 : 0), 100);
    }
    const books = lives.filter((live) => 'book' in live);
    const side = (levels) => [...levels].map(({ price, amount }) => [price, Math.abs(amount)]);
    return {
      count,
      given,
      complaints,
      books: () => books.filter(({ book }) => book.view()._tag === 'Right').length,
      levels: () => {
        const { right } = books[0].book.view();
        return right === undefined ? null : { bids: side(right.bids), asks: side(right.asks) };
      },
      problem: () => {
        if (complaints.length > 0) return complaints[0].what;
        if (asks.some(({ channel }) => given[channel] === 0)) return 'something was never read';
        if (given.dropped > 0) return `${given.dropped} messages were dropped`;
        const sums = books.map(({ book }) => book.stats().checksums);
        const unproven = sums.find(({ matched, mismatched }) => mismatched > 0 || matched === 0);
        if (unproven !== undefined) return `${unproven.matched} checksums matched, ${unproven.mismatched} did not`;
        const told = read.reduce((sum, { stats }) => sum + stats.messages, 0);
        return given.all < told ? `${given.all} of ${told} messages were read` : null;
      },
    };
  },
});
const readAll = async (live, given) => {
  const { channel } = live.spec;
  for await (const message of live) {
    if (message.type === 'dropped') given.dropped += message.count;
    if (!('receivedAt' in message)) continue;
    given.all++;
    // Checksums are not what a peer gives its user, and are counted apart.
    if (message.type !== 'checksum') given[channel]++;
  }
};
