// The frames that all of `npm run bench -- peers` go through, from a seeded market: books whose prices have the five digits
// that the exchange gives them in P0, small numbers written as the exchange writes them, trades, tickers of eleven columns.
import { createFrameSource, createSeededRandom } from '@bitfinex-ws/testkit';
import { createBookTape } from './_book-tape.mjs';
import { CHAN } from './_peers-books.mjs';

const SEED = 20210417;
const TIME = 1_618_677_543_829;
const P0 = { prec: 'P0', middle: 41_650 };

export const MARKETS = {
  'P0, 25 levels': { ...P0, len: 25 },
  'P0, 250 levels': { ...P0, len: 250 },
  'R0, 100 levels': { prec: 'R0', len: 100 },
  'P0, prices below 1e-6': { ...P0, len: 25, middle: 9_900, decimals: 10 },
  'R0, amounts below 1e-6': { prec: 'R0', len: 25, dust: true },
};
export const TIMED = ['P0, 25 levels', 'P0, 250 levels', 'R0, 100 levels'];

/** How a frame ends: with nothing, with its number, or with its number and its time, as the flags of a client want it. */
const TRAILERS = {
  none: () => '',
  seq: (seq) => `,${seq}`,
  'seq and time': (seq) => `,${seq},${TIME + seq}`,
};
const ended = (bodies, trailer) => bodies.map((body, at) => Buffer.from(`${body}${TRAILERS[trailer](at)}]`));

/** A book's frames, the snapshot first; the last leaves the book as the first. With `sums: false`, without checksums. */
export const bookFrames = (name, updates, { trailer, sums = true }) => {
  const { snapshot, frames } = createBookTape(createSeededRandom(SEED), { every: 20, ...MARKETS[name], updates });
  const bodies = [snapshot, ...frames].map((frame) => frame.toString().replace(/,\d+\]$/, ''));
  return ended(sums ? bodies : bodies.filter((body) => !body.includes('"cs"')), trailer);
};

const source = () => createFrameSource(createSeededRandom(SEED));
const rows = (count, row) => Array.from({ length: count }, row);
const bodies = {
  book: (count) => rows(count, source().priceRow).map((row) => `[${CHAN},${row}`),
  trades: (count) => rows(count, source().trade).map((row) => `[${CHAN},"te",${row}`),
  ticker: (count) => rows(count, source().ticker).map((row) => `[${CHAN},${row}`),
  // As they were before 2025, without the eleventh column.
  'old ticker': (count) => rows(count, source().ticker).map((row) => `[${CHAN},${row.replace(/,null\]$/, ']')}`),
};

export const channelFrames = (channel, count, trailer) => ended(bodies[channel](count), trailer);
