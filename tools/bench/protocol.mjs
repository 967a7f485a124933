// What decoding costs, as a ratio to the floor: JSON.parse(buffer.toString()) of the same frames, which any client pays that
// parses JSON at all. Bars and method: docs/performance.md.
import { createSessionDecoder, FLAGS } from '@bitfinex-ws/protocol';
import { createFrameSource, createSeededRandom } from '@bitfinex-ws/testkit';
import fs from 'node:fs';
import os from 'node:os';
import { printTable } from '../console-table.mjs';
import { measure, medianOf, ratio } from './_measure.mjs';

const FRAMES = 2000;
const SESSION = [
  `{"event":"conf","status":"OK","flags":${FLAGS.SEQ_ALL}}`,
  '{"event":"subscribed","channel":"ticker","chanId":232949,"symbol":"tBTCUSD"}',
  '{"event":"subscribed","channel":"trades","chanId":232950,"symbol":"tBTCUSD"}',
  '{"event":"subscribed","channel":"book","chanId":232951,"symbol":"tBTCUSD","prec":"P0","freq":"F0","len":"25"}',
  '{"event":"subscribed","channel":"book","chanId":232952,"symbol":"tBTCUSD","prec":"R0","freq":"F0","len":"100"}',
];
const source = createFrameSource(createSeededRandom(20210417));
const made = (frame) => Array.from({ length: FRAMES }, (_, at) => frame(at + 1));

// A recording has its own beginning; the others begin with SESSION.
const SETS = [
  { name: 'book P0', bar: 0.5, frames: made((seq) => `[232951,${source.priceRow()},${seq}]`) },
  { name: 'book R0', bar: 0.5, frames: made((seq) => `[232952,${source.orderRow()},${seq}]`) },
  { name: 'trades', bar: 0.5, frames: made((seq) => `[232950,"te",${source.trade()},${seq}]`) },
  { name: 'ticker', bar: 0.7, frames: made((seq) => `[232949,${source.ticker()},${seq}]`) },
  { name: 'account order', bar: 1.2, account: true, frames: made((seq) => `[0,"ou",${source.order()},${seq},${seq}]`) },
];
const recording = ['..', '../..']
  .map((place) => `${place}/shared/captures/bitfinex-2021-04-17.jsonl`)
  .find((path) => fs.existsSync(path));
if (recording !== undefined) {
  const lines = fs
    .readFileSync(recording, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const frames = lines.map((line) => JSON.parse(line)).filter(({ dir }) => dir === 'in');
  SETS.push({ name: 'recording', bar: 0.7, own: true, frames: frames.map(({ frame }) => frame) });
}

const decoderFor = ({ own }) => {
  const decoder = createSessionDecoder();
  for (const frame of own ? [] : SESSION) decoder.decode(frame);
  return decoder;
};

let sink = 0;
const decodeAll = (set, frames) => {
  let decoder = decoderFor(set);
  return () => {
    if (set.own) decoder = decoderFor(set);
    for (let at = 0; at < frames.length; at++) if (decoder.decode(frames[at])._tag === 'Left') sink++;
  };
};

const rows = [];
for (const set of SETS) {
  const bytes = set.frames.map((frame) => Buffer.from(frame));
  const texts = bytes.map((frame) => frame.toString());
  const first = decoderFor(set).decode(texts[0]);
  if (first._tag === 'Left') throw new Error(JSON.stringify(first.left));
  if (first.right.type === 'unrouted') {
    rows.push([set.name, 'not measured: no codec decodes it yet']);
    continue;
  }
  const items = texts.length;
  const parseAll = () => {
    for (let at = 0; at < bytes.length; at++) if (JSON.parse(bytes[at].toString()) === null) sink++;
  };
  const times = measure({
    floor: { items, run: parseAll },
    bytes: { items, run: decodeAll(set, bytes) },
    texts: { items, run: decodeAll(set, texts) },
  });
  const shown = (from) => {
    const { median, least, most } = ratio(times[from], times.floor);
    return `${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
  };
  const held = ratio(times.bytes, times.floor).median <= set.bar ? '' : '  above its bar';
  const length = Math.round(texts.reduce((sum, text) => sum + text.length, 0) / items);
  const floor = `${medianOf(times.floor).toFixed(0)} ns`;
  rows.push([set.name, String(length), floor, shown('bytes'), shown('texts'), `≤ ${set.bar.toFixed(2)}${held}`]);
}
if (sink > 0) throw new Error(`${sink} frames did not decode`);

const header = ['frames', 'bytes each', 'floor', 'from bytes', 'from text', 'bar'];
console.log(`decoding ÷ JSON.parse(buffer.toString()), median (least–most) of 15 interleaved rounds`);
console.log(`Node ${process.versions.node}, ${os.cpus().length} cores, ${os.cpus()[0]?.model ?? ''}\n`);
printTable([header, ...rows]);
if (recording === undefined) console.log('\nnot measured: recording (../shared is not there)');
