// What the tables of `npm run bench -- peers` do not say by themselves. Each sentence is about the versions that are pinned.

/** What each does where an update was lost. */
export const FACTS = {
  'bitfinex-ws': 'a `gap` for its reader at the next number; the channel alone is asked again, then `resynced`',
  'bitfinex-api-node':
    'an error at the next number; from then on it takes no message at all, as none follows the last that it took',
  'bitfinex-api-node, no audit':
    'an error for each checksum that differs; the book stays readable as it is. A level beyond the first 25 is in no checksum',
  ccxt: '`ChecksumError` at the next checksum of the first 25 levels; to watch again, as it says, asks for a channel that the connection has already, which the exchange refuses (10301)',
  'tardis-dev': 'nothing: it asks for the numbers and does not look at them',
};

export const UNFAIR = [
  '- **To this toolkit**: it validates each column, keeps the texts for checksums and reads the sequence numbers; bfx-api-node-models, ccxt and tardis-dev do none of the three, and only bitfinex-api-node does the last.',
  '- **To bitfinex-api-node**: it is measured with what it offers switched on (managed books, sequence audit, checksums). It parses each frame of a book twice, the second time without loss, which is why its checksums of small numbers are right. _Only kept_ has no listener; _listened to_ has one, with models on, which is faster than without.',
  '- **To bfx-api-node-models**: it is no client. Its figures are those of `JSON.parse` and its classes; there is no row for it over a socket.',
  '- **To ccxt**: it unifies a hundred exchanges, and an update becomes texts and numbers in its own form. Within the process nobody awaits its book; over loopback the one who does gets the newest state, not each update, and its answers are fewer than the messages: that is how it is meant. It drops `tu` on purpose. Its market is given by hand.',
  '- **To tardis-dev**: it makes an object and two dates for each message, as its user wants to record them. It has no checksums to verify, which saves it that work, and asks for books of 100 levels only. Its tickers are timed with the ten columns of before 2025.',
  '- **To whom their `ws` is older**: each client brings its own, and the floor uses the one of this toolkit.',
  '- In one process, code of all has been compiled for the same frames; each is fed where its socket would feed it. Memory counts what a client of each keeps for a channel, not the book alone. All processes have loaded this bench, which holds the code of this toolkit: some 1 MB of heap that is not the peers’.',
  '- The frames come from a seeded market of ours (`tools/bench/_book-tape.mjs`), with checksums of its own making; who has the true book is judged by a map and a sort (`tools/bench/_peers-truth.mjs`), which know no package.',
].join('\n');
