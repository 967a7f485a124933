// node tools/bundle.mjs soak protocol [FRAMES [SECONDS [SEED]]]: spoilt frames through two decoders, one with the short cuts and
// one without, and random numbers through the scanner. Each frame must be answered, by both alike, with one message or one
// error whose code is known; no answer may be an exception.
import {
  accountChannel,
  CHANNELS,
  createDecoder,
  createSessionDecoder,
  explainDecodeError,
} from '@bitfinex-ws/protocol';
import { createFrameSource, createMutator, createSeededRandom } from '@bitfinex-ws/testkit';
import { isDeepStrictEqual } from 'node:util';

const [frames = 10_000_000, seconds = 1800, seed = 1] = process.argv.slice(2).map(Number);
const CODES = new Set([
  'FrameTooLarge',
  'NotJson',
  'NotAMessage',
  'BadEvent',
  'BadPayload',
  'MissingColumn',
  'BadColumn',
]);
const random = createSeededRandom(seed);
const mutate = createMutator(random);
const source = createFrameSource(random);
const WITHOUT = CHANNELS.map((codec) => ({ ...codec, scan: () => null }));
const SYMBOLS = ['tBTCUSD', 'fUSD'];
const ACKNOWLEDGEMENTS = SYMBOLS.flatMap((symbol, at) => [
  `{"event":"subscribed","channel":"ticker","chanId":${1 + at},"symbol":"${symbol}"}`,
  `{"event":"subscribed","channel":"trades","chanId":${3 + at},"symbol":"${symbol}"}`,
  `{"event":"subscribed","channel":"book","chanId":${5 + at},"symbol":"${symbol}","prec":"P0","freq":"F0","len":"25"}`,
  `{"event":"subscribed","channel":"book","chanId":${7 + at},"symbol":"${symbol}","prec":"R0","freq":"F0","len":"25"}`,
]);
const FORMS = [
  () => `[1,${source.ticker()}`,
  () => `[2,${source.fundingTicker()}`,
  () => `[3,"te",${source.trade()}`,
  () => `[3,${source.list(source.trade, 3)}`,
  () => `[4,"ftu",${source.fundingTrade()}`,
  () => `[5,${source.priceRow()}`,
  () => `[5,${source.list(source.priceRow, 3)}`,
  () => `[6,${source.fundingRow()}`,
  () => `[7,${source.orderRow()}`,
  () => `[8,${source.offerRow()}`,
  () => `[5,"cs",${Math.floor((random() - 0.5) * 2 ** 32)}`,
  () => `[${1 + Math.floor(random() * 9)},"hb"`,
  () => `[0,"ou",${source.order()}`,
  () => `[0,"os",${source.list(source.order, 2)}`,
  () =>
    `[0,"tu",[402088407,"tBTCUSD",1574963975602,34938060782,${source.priceRow().slice(1, -1)},"LIMIT",${random()},-1,-0.2,"USD",0]`,
  () =>
    `[0,"wu",["exchange","USD",${random() * 1e4},0,null,"Trading fees for 0.1 BTC (BTCUSD)",{"reason":"TRADE","order_id":${Math.floor(random() * 1e11)}}]`,
  () => `[0,"n",[1575289447641,"on-req",null,null,${source.order()},null,"SUCCESS","Submitting 1 orders."]`,
];
const FLAGS = [0, 32768, 65536, 98304, 536870912, 536870912 + 98304];
const tail = (flags, seq) =>
  `${(flags & 65536) === 0 ? '' : `,${seq}`}${(flags & 32768) === 0 ? '' : ',1790134414850'}]`;

const pair = (flags) => {
  const decoders = [
    createSessionDecoder({ flags }),
    createDecoder({ flags, channels: WITHOUT, account: { open: accountChannel.open } }),
  ];
  for (const decoder of decoders) for (const frame of ACKNOWLEDGEMENTS) decoder.decode(frame);
  return decoders;
};
const fail = (what) => {
  console.error(JSON.stringify(what));
  process.exit(1);
};

const began = Date.now();
const counts = { frames: 0, messages: 0, errors: 0 };
const codes = {};
for (let round = 0; counts.frames < frames && Date.now() - began < seconds * 1000; round++) {
  const flags = FLAGS[round % FLAGS.length];
  const [scanning, plain] = pair(flags);
  for (let at = 0; at < 10_000 && counts.frames < frames; at++) {
    const text = mutate(FORMS[at % FORMS.length]() + tail(flags, at));
    const frame = (at & 16) === 0 ? text : Buffer.from(text);
    let seen;
    let expected;
    try {
      seen = scanning.decode(frame);
      expected = plain.decode(frame);
    } catch (thrown) {
      fail({ text, flags, thrown: String(thrown) });
    }
    counts.frames++;
    if (!isDeepStrictEqual(seen, expected)) fail({ text, flags, seen, expected });
    if (seen._tag === 'Right') counts.messages++;
    else {
      counts.errors++;
      if (!CODES.has(seen.left._tag) || explainDecodeError(seen.left) === '') fail({ text, flags, seen });
      codes[seen.left._tag] = (codes[seen.left._tag] ?? 0) + 1;
    }
  }
}
const took = ((Date.now() - began) / 1000).toFixed(0);
console.log(
  `${counts.frames} spoilt frames in ${took} s, seed ${seed}: ${counts.messages} messages, ${counts.errors} errors`,
);
console.log(
  Object.entries(codes)
    .map(([code, count]) => `${code} ${count}`)
    .join(', '),
);
console.log('no exception; with and without the short cuts every answer was the same');

// Numbers: digits of every length and place, sums of decimals, and what stands between two doubles.
const decoder = createSessionDecoder();
for (const frame of ACKNOWLEDGEMENTS) decoder.decode(frame);
const digits = (count) => Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
const number = (at) => {
  if (at % 3 === 0) return String((random() - 0.5) * 10 ** Math.floor(random() * 18 - 6));
  if (at % 3 === 1)
    return String(2n ** 53n + BigInt(Math.floor(random() * 2 ** 50)) * 2n + 1n).replace(/^(\d{9})/, '$1.');
  return `${1 + Math.floor(random() * 9)}${digits(random() * 9)}.${digits(1 + random() * 15)}`;
};
let numbers = 0;
const numbersWanted = frames / 2;
for (let at = 0; numbers < numbersWanted && Date.now() - began < 2 * seconds * 1000; at++) {
  const texts = Array.from({ length: 10 }, (_, column) => number(at + column));
  const answer = decoder.decode(Buffer.from(`[1,[${texts.join(',')}]]`));
  if (answer._tag === 'Left') fail({ texts, answer });
  const values = Object.values(answer.right.ticker);
  for (let column = 0; column < 10; column++) {
    if (!Object.is(values[column], Number(texts[column]))) fail({ text: texts[column], value: values[column] });
  }
  numbers += 10;
}
console.log(`${numbers} numbers, each the double of its text`);
