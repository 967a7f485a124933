import { createFrameSource, createMutator, createSeededRandom } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import {
  accountChannel,
  CHANNELS,
  createDecoder,
  createSessionDecoder,
  FLAGS,
  type Frame,
  type SessionDecoder,
} from '../index.js';

// The same decoder with nothing but the codecs.
const WITHOUT = CHANNELS.map(({ channel, parse, open }) => ({ channel, parse, open }));
const ACCOUNT_WITHOUT = { open: accountChannel.open };
const ACKNOWLEDGEMENTS = [
  '{"event":"subscribed","channel":"ticker","chanId":1,"symbol":"tBTCUSD"}',
  '{"event":"subscribed","channel":"ticker","chanId":2,"symbol":"fUSD"}',
  '{"event":"subscribed","channel":"trades","chanId":3,"symbol":"tBTCUSD"}',
  '{"event":"subscribed","channel":"trades","chanId":4,"symbol":"fUSD"}',
  '{"event":"subscribed","channel":"book","chanId":5,"symbol":"tBTCUSD","prec":"P0","freq":"F0","len":"25"}',
  '{"event":"subscribed","channel":"book","chanId":6,"symbol":"tBTCUSD","prec":"R0","freq":"F0","len":"25"}',
  '{"event":"subscribed","channel":"book","chanId":7,"symbol":"fUSD","prec":"P0","freq":"F0","len":"25"}',
  '{"event":"subscribed","channel":"book","chanId":8,"symbol":"fUSD","prec":"R0","freq":"F0","len":"25"}',
  '{"event":"subscribed","channel":"candles","chanId":9,"key":"trade:1m:tBTCUSD"}',
];
const BITS = [FLAGS.TIMESTAMP, FLAGS.SEQ_ALL, FLAGS.OB_CHECKSUM, FLAGS.BULK_UPDATES];
const MIXES = Array.from({ length: 16 }, (_, mix) => BITS.reduce((sum, bit, at) => sum + ((mix >> at) & 1) * bit, 0));

const both = (flags: number): readonly [scanning: SessionDecoder, plain: SessionDecoder] => {
  const decoders = [
    createSessionDecoder({ flags }),
    createDecoder({ flags, channels: WITHOUT, account: ACCOUNT_WITHOUT }),
  ] as const;
  for (const decoder of decoders) for (const frame of ACKNOWLEDGEMENTS) decoder.decode(frame);
  return decoders;
};

const tailOf = (flags: number, seq: number): string =>
  `${(flags & FLAGS.SEQ_ALL) === 0 ? '' : `,${seq}`}${(flags & FLAGS.TIMESTAMP) === 0 ? '' : ',1790134414850'}]`;

const ACCOUNT = [
  '[0,"tu",[17972,"tBTCUSD",1755671464700,15268096239,-0.00008867,113910,"EXCHANGE LIMIT",113910,-1,-0.006,"USD",1]',
  '[0,"ws",[["exchange","USD",43.358118629999986,0,null,"Trading fees",{"reason":"TRADE"}]]',
  '[0,"n",[1575287438.515,"ucm-test",7,null,{"foo":[1]},null,"SUCCESS","né"]',
  '[0,"xx",[true,{"a":[null]}]',
];

// Every form that a channel speaks in, under its channel's id.
const formsOf = (random: () => number): ReadonlyArray<() => string> => {
  const frames = createFrameSource(random);
  const one = (head: string, payload: () => string) => () => head + payload();
  const list = (head: string, row: () => string) => () => head + frames.list(row, 4);
  return [
    one('[1,', frames.ticker),
    one('[2,', frames.fundingTicker),
    ...['te', 'tu', 'zz'].map((tag) => one(`[3,"${tag}",`, frames.trade)),
    ...['te', 'tu', 'fte', 'ftu'].map((tag) => one(`[4,"${tag}",`, frames.fundingTrade)),
    list('[3,', frames.trade),
    list('[4,', frames.fundingTrade),
    ...[frames.priceRow, frames.orderRow, frames.fundingRow, frames.offerRow].flatMap((row, at) => [
      one(`[${at + 5},`, row),
      list(`[${at + 5},`, row),
      one(`[${at + 5},"cs",`, () => String(Math.floor((random() - 0.5) * 2 ** 32))),
      () => `[${at + 5},"hb"`,
    ]),
    one('[9,', frames.ticker),
    () => '[99,"hb"',
    () => '[0,"hb"',
    ...['on', 'ou', 'oc'].map((code) => one(`[0,"${code}",`, frames.order)),
    list('[0,"os",', frames.order),
    ...ACCOUNT.map((frame) => () => frame),
  ];
};

const asText = (text: string): Frame => text;
const asBytes = (text: string): Frame => Buffer.from(text);

/** What the two decoders make of frames: the first pair that is not the same, or null. */
const disagreement = (flags: number, frames: ReadonlyArray<string>, ways = [asText, asBytes]): unknown => {
  for (const toFrame of ways) {
    const [scanning, plain] = both(flags);
    for (const text of frames) {
      const [seen, expected] = [scanning.decode(toFrame(text)), plain.decode(toFrame(text))];
      if (!isDeepStrictEqual(seen, expected)) return { text, seen, expected };
    }
  }
  return null;
};

describe.each(MIXES)('with and without the scanner, under the flags %d', (flags) => {
  const random = createSeededRandom(flags);
  const forms = formsOf(random);
  const valid = Array.from({ length: 20 }, () => forms.map((form, at) => form() + tailOf(flags, at))).flat();

  test('frames as the server sends them are the same messages', () => {
    expect(disagreement(flags, valid)).toBeNull();
  });

  test('frames with trailers that are not due, or without those that are, are the same messages', () => {
    for (const others of [0, FLAGS.SEQ_ALL, FLAGS.SEQ_ALL | FLAGS.TIMESTAMP]) {
      expect(
        disagreement(
          flags,
          forms.map((form) => form() + tailOf(others, 7)),
        ),
      ).toBeNull();
    }
  });

  test('frames cut off anywhere are the same errors', () => {
    const cut = forms
      .map((form) => form() + tailOf(flags, 1))
      .flatMap((text) => [...text].map((_, at) => text.slice(0, at)));
    expect(disagreement(flags, cut)).toBeNull();
  });

  test('12,500 spoilt frames are the same errors and messages', () => {
    const mutate = createMutator(random);
    const spoilt = Array.from({ length: 12_500 }, (_, at) => mutate(valid[at % valid.length] ?? ''));
    const half = spoilt.length / 2;
    expect(disagreement(flags, spoilt.slice(0, half), [asText])).toBeNull();
    expect(disagreement(flags, spoilt.slice(half), [asBytes])).toBeNull();
  });

  test('a frame is the same message after a space, which no scanner reads', () => {
    const mutate = createMutator(random);
    const [scanning, other] = [both(flags)[0], both(flags)[0]];
    for (const text of [...valid, ...valid.map(mutate)]) {
      const [seen, expected] = [scanning.decode(text), other.decode(` ${text}`)];
      const same = E.isRight(seen) ? isDeepStrictEqual(seen, expected) : E.isLeft(expected);
      expect(same ? null : { text, seen, expected }).toBeNull();
    }
  });
});

test('random texts after a channel id are the same errors', () => {
  const token = fc.constantFrom(...['[', ']', ',', '0', '1', '5', '-', '.', '"', 'hb', 'te', 'null', 'e', ' ', '12.5']);
  fc.assert(
    fc.property(fc.constantFrom(...'123456789'), fc.array(token, { maxLength: 14 }), (id, tokens) => {
      expect(disagreement(FLAGS.SEQ_ALL, [`[${id},${tokens.join('')}`])).toBeNull();
    }),
    { numRuns: 1000, seed: 3 },
  );
});

test('numbers of every form in a column are the same numbers and texts', () => {
  const number = fc.stringMatching(/^-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,24})?([eE][+-]?[0-9]{1,3})?$/);
  const zeros = fc.stringMatching(/^-?0\.0{0,25}[0-9]{0,18}$/);
  const cell = fc.oneof(number, zeros, fc.double().map(String), fc.integer().map(String));
  fc.assert(
    fc.property(cell, cell, cell, cell, (a, b, c, d) => {
      const frames = ['5,[', '6,[', '3,"te",['].map((head) => `[${head}${[a, b, c].join(',')}`);
      const tails = [']]', `,${d}]]`];
      expect(
        disagreement(
          0,
          frames.flatMap((frame) => tails.map((tail) => frame + tail)),
        ),
      ).toBeNull();
      expect(disagreement(0, [`[1,[${[a, b, c, d, a, b, c, d, a, b].join(',')}]]`])).toBeNull();
    }),
    { numRuns: 1000, seed: 5 },
  );
});

test('the scanner takes the frames that the server sends', () => {
  const forms = formsOf(createSeededRandom(1));
  const refuse = { channels: CHANNELS.map((codec) => ({ ...codec, open: () => () => E.right(null as never) })) };
  const decoder = createDecoder({ ...refuse, account: accountChannel, flags: FLAGS.SEQ_ALL });
  for (const frame of ACKNOWLEDGEMENTS) decoder.decode(frame);
  const taken = forms.map((form) => decoder.decode(form() + tailOf(FLAGS.SEQ_ALL, 7)));
  const known = forms.map((form) => form()).map((text) => !text.startsWith('[9,') && !text.includes('zz'));
  expect(taken.map((answer) => E.isRight(answer) && answer.right !== null)).toEqual(known);
});
