// 100 books of 250 levels a side at 50,000 updates a second together, a checksum in twenty, on one thread: how much of a core
// that takes and how long the event loop is late. Four decoders of 25 channels, as four connections would have.
import { createBook } from '@bitfinex-ws/orderbook';
import { createSessionDecoder, FLAGS } from '@bitfinex-ws/protocol';
import { createSeededRandom } from '@bitfinex-ws/testkit';
import os from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { createBookTape } from './_book-tape.mjs';

const [BOOKS, LEN, RATE, SECONDS, CHANNELS] = [100, 250, 50_000, 10, 25];
const tapes = Array.from({ length: 5 }, (_, seed) =>
  createBookTape(createSeededRandom(seed + 1), { prec: 'P0', len: LEN, every: 20, updates: 500 }),
);
const onChannel = (frame, chanId) => Buffer.from(frame.toString().replace('[7,', `[${chanId},`));
const wants = () => true;

const decoders = [];
const feeds = Array.from({ length: BOOKS }, (_, index) => {
  if (index % CHANNELS === 0) decoders.push(createSessionDecoder({ flags: FLAGS.SEQ_ALL }));
  const decoder = decoders.at(-1);
  const chanId = 200_000 + index;
  const spec = { channel: 'book', symbol: `tA${index}USD`, prec: 'P0', freq: 'F0', len: LEN };
  decoder.decode(JSON.stringify({ event: 'subscribed', chanId, ...spec, len: String(LEN) }));
  const tape = tapes[index % tapes.length];
  const book = createBook(spec, { sequenced: true });
  book.apply(decoder.decode(onChannel(tape.snapshot, chanId)).right, 0);
  return { decoder, book, frames: tape.frames.map((frame) => onChannel(frame, chanId)), at: 0 };
});

let turn = 0;
const next = () => {
  const feed = feeds[turn];
  turn = (turn + 1) % BOOKS;
  const frame = feed.frames[feed.at];
  feed.at = (feed.at + 1) % feed.frames.length;
  const cursor = feed.decoder.scanBook(frame, wants);
  const told = cursor === null ? feed.book.apply(feed.decoder.decode(frame).right, 0) : feed.book.applyFrom(cursor, 0);
  if (told._tag === 'Left') throw new Error(`${told.left._tag}: ${frame}`);
};

/** Says `rate` frames a second for so long; answers share of a core and delay of the event loop. */
const play = async (rate, seconds) => {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const from = performance.now();
  const cpu = process.cpuUsage();
  let said = 0;
  delay.enable();
  for (let now = from; now - from < seconds * 1000; now = performance.now()) {
    const due = Math.floor(((now - from) / 1000) * rate);
    while (said < due) {
      next();
      said++;
    }
    await wait(1);
  }
  delay.disable();
  const { user, system } = process.cpuUsage(cpu);
  const took = performance.now() - from;
  return { share: (user + system) / 1000 / took, late: delay.percentile(99.9) / 1e6, rate: (said / took) * 1000 };
};

await play(RATE, 2);
const idle = await play(0, 3);
const busy = await play(RATE, SECONDS);
const shown = ({ share, late, rate }) =>
  `${rate.toFixed(0)} frames/s, ${(100 * share).toFixed(1)} % of a core, event loop p99.9 ${late.toFixed(1)} ms`;
const { matched, mismatched } = feeds
  .map(({ book }) => book.stats().checksums)
  .reduce((all, each) => ({ matched: all.matched + each.matched, mismatched: all.mismatched + each.mismatched }));
console.log(`${BOOKS} books of ${LEN} levels a side, ${RATE} updates a second together, ${SECONDS} s`);
console.log(`Node ${process.versions.node}, ${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)}\n`);
console.log(`nothing to do  ${shown(idle)}`);
console.log(`all books      ${shown(busy)}`);
console.log(`checksums      ${matched} matched, ${mismatched} did not`);
if (mismatched > 0) process.exit(1);
