// What keeping books costs, as a ratio to the floor: JSON.parse(buffer.toString()) of the same frames, which any client pays
// that parses JSON at all. Bars and method: docs/performance.md.
import { createBook } from '@bitfinex-ws/orderbook';
import { createSessionDecoder, FLAGS } from '@bitfinex-ws/protocol';
import { createSeededRandom } from '@bitfinex-ws/testkit';
import os from 'node:os';
import v8 from 'node:v8';
import vm from 'node:vm';
import { printTable } from '../console-table.mjs';
import { createBookTape } from './_book-tape.mjs';
import { measure, medianOf, ratio } from './_measure.mjs';

v8.setFlagsFromString('--expose-gc');
const gc = vm.runInNewContext('gc');

const UPDATES = 4_000;
const SETS = [
  { name: 'P0 len 25, checksum every 20', prec: 'P0', len: 25, every: 20, bar: 0.7 },
  { name: 'P0 len 250, checksum every 20', prec: 'P0', len: 250, every: 20, bar: 0.9 },
  { name: 'R0 len 100, checksum every 20', prec: 'R0', len: 100, every: 20, bar: 0.75 },
  { name: 'R0 len 250, checksum every 20', prec: 'R0', len: 250, every: 20, bar: 0.9 },
  { name: 'P0 len 25, checksum every 1', prec: 'P0', len: 25, every: 1, bar: 1.3 },
];

const specOf = ({ prec, len }) => ({ channel: 'book', symbol: 'tBTCUSD', prec, freq: 'F0', len });
const subscribed = ({ prec, len }) =>
  `{"event":"subscribed","channel":"book","chanId":7,"symbol":"tBTCUSD","prec":"${prec}","freq":"F0","len":"${len}"}`;
const wants = () => true;

const openBook = (set, snapshot) => {
  const decoder = createSessionDecoder({ flags: FLAGS.SEQ_ALL });
  decoder.decode(subscribed(set));
  const book = createBook(specOf(set), { sequenced: true });
  book.apply(decoder.decode(snapshot).right, 0);
  return { decoder, book };
};

/** Applies every frame; the tape ends where it began, so that it can be run again and again. */
const viaCursor = (set, { snapshot, frames }) => {
  const { decoder, book } = openBook(set, snapshot);
  const run = () => {
    for (let at = 0; at < frames.length; at++) {
      const cursor = decoder.scanBook(frames[at], wants);
      const told = cursor === null ? book.apply(decoder.decode(frames[at]).right, 0) : book.applyFrom(cursor, 0);
      if (told._tag === 'Left') throw new Error(`not taken: ${frames[at]}`);
    }
  };
  return { run, book };
};
const viaMessages = (set, { snapshot, frames }) => {
  const { decoder, book } = openBook(set, snapshot);
  const run = () => {
    for (let at = 0; at < frames.length; at++) {
      if (book.apply(decoder.decode(frames[at]).right, 0)._tag === 'Left') throw new Error('an update was not taken');
    }
  };
  return { run, book };
};

/** Bytes a book, its levels in place; the decoder that fed it is not kept. */
const kept = (set) => {
  const tape = createBookTape(createSeededRandom(7), { ...set, updates: 100 });
  const books = [openBook(set, tape.snapshot).book];
  const before = heap();
  for (let at = 0; at < 200; at++) books.push(openBook(set, tape.snapshot).book);
  const after = heap();
  return (after - before) / (books.length - 1);
};
const heap = () => {
  for (let turn = 0; turn < 4; turn++) gc();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + Math.max(external, arrayBuffers);
};

/** Bytes an update. The heap grows by pages of 256 KB, so over few passes a page begun looks like 28 B an update. */
const allocated = ({ run }, items) => {
  for (let turn = 0; turn < 20; turn++) run();
  gc();
  const before = process.memoryUsage().heapUsed;
  for (let turn = 0; turn < PASSES; turn++) run();
  return (process.memoryUsage().heapUsed - before) / (PASSES * items);
};
const PASSES = 40;

console.log('decode + book + checksum ÷ JSON.parse(buffer.toString()), median (least–most) of 15 interleaved rounds');
console.log(`Node ${process.versions.node}, ${os.cpus().length} cores, ${os.cpus()[0]?.model ?? ''}\n`);
const rows = [['book', 'floor', 'from bytes', 'by messages', 'bar', 'allocated']];
for (const set of SETS) {
  const tape = createBookTape(createSeededRandom(20210417), { ...set, updates: UPDATES });
  const items = tape.frames.length;
  const parseAll = () => {
    for (let at = 0; at < tape.frames.length; at++)
      if (JSON.parse(tape.frames[at].toString()) === null) throw new Error();
  };
  const fast = viaCursor(set, tape);
  const works = {
    floor: { items, run: parseAll },
    bytes: { items, run: fast.run },
    messages: { items, run: viaMessages(set, tape).run },
  };
  const times = measure(works);
  const shown = (name) => {
    const { median, least, most } = ratio(times[name], times.floor);
    return `${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
  };
  const { matched, mismatched } = fast.book.stats().checksums;
  if (matched === 0 || mismatched > 0) throw new Error(`${matched} checksums matched, ${mismatched} did not`);
  const held = ratio(times.bytes, times.floor).median <= set.bar ? '' : '  above its bar';
  rows.push([
    set.name,
    `${medianOf(times.floor).toFixed(0)} ns`,
    shown('bytes'),
    shown('messages'),
    `≤ ${set.bar.toFixed(2)}${held}`,
    `${Math.max(0, allocated(fast, items)).toFixed(1)} B`,
  ]);
}
printTable(rows);

console.log('\nmemory per book, bar ≤ 30 KB');
for (const set of SETS.filter(({ len, every }) => len > 25 || every === 20)) {
  console.log(`${set.prec} len ${set.len}`.padEnd(12), `${(kept(set) / 1024).toFixed(1)} KB`);
}
