import { createFrameSource, createMutator, createSeededRandom } from '@bitfinex-ws/testkit';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import type { Frame } from '../frame.js';
import { FrameCells } from './frame-cells.js';

const LIMIT = 100_000;
const cells = new FrameCells();
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

// A Buffer has a way of its own to make a text of its bytes.
const waysOf = (text: string): ReadonlyArray<Frame> => [text, Buffer.from(text), new Uint8Array(Buffer.from(text))];

/** The answers of the reader, of a text and of its bytes: null where they are those of JSON.parse, or the frame is left to it. */
const difference = (text: string): unknown => {
  for (const frame of waysOf(text)) {
    const read = cells.read(frame, LIMIT);
    if (read !== null && !isDeepStrictEqual(read, parsed(text))) return { text, read };
  }
  return null;
};

const taken = (text: string): boolean =>
  waysOf(text).every((frame) => isDeepStrictEqual(cells.read(frame, LIMIT), parsed(text)));

const FRAMES = [
  '[0,"hb",7]',
  '[0,"os",[],1,2]',
  '[0,"oc",[215271,null,1755668711760,"tBTCUST",1755668711760,1755668711762,0,0.001,"EXCHANGE LIMIT",null,null,null,0,"EXECUTED @ 10000.0(0.001)",null,null,10000,1e4,0,0,null,null,null,0,0,null,null,null,"API>BFX",null,null,{"source":"api","$F7":1}],1,2]',
  '[0,"tu",[17972,"tBTCUSD",1755671464700,15268096239,-0.00008867,113910,"EXCHANGE LIMIT",113910,-1,-0.006,"USD",1],8,2,1]',
  '[0,"ps",[["tBTCUSD","ACTIVE",7,916.52002351,0,0,null,null,null,null,null,1,2,null,0,-0,0,0,{"reason":"TRADE","nested":[{}]}]],8,3]',
  '[0,"n",[1575287438.515,"on-req",null,null,[[1185815098,null,6.6e-7,true]],null,"SUCCESS","…"],8,1]',
  '[0,"miu",["sym","tETHUSD",[149361.09689202666,149639.26293509,830.0182168075556,895.0658432466332]],8,4]',
  '[0,"wu",["exchange","USD",43.358118629999986,0,43.35811862999998612345,"x",{"a":false}]]',
];

test('frames of an account are what JSON.parse makes of them, and few are left to it', () => {
  const { order } = createFrameSource(createSeededRandom(4));
  const frames = [...FRAMES, ...Array.from({ length: 500 }, (_, seq) => `[0,"ou",${order()},${seq}]`)];
  expect(frames.filter((frame) => !taken(frame))).toEqual([FRAMES[5]]);
  expect(taken((FRAMES[5] ?? '').replace('…', '...'))).toBe(true);
});

test('100,000 spoilt frames are what JSON.parse makes of them, or are left to it', () => {
  const mutate = createMutator(createSeededRandom(6));
  const wrong = Array.from({ length: 100_000 }, (_, at) => difference(mutate(FRAMES[at % FRAMES.length] ?? '')));
  expect(wrong.filter((each) => each !== null)).toEqual([]);
});

test('any JSON is read as JSON.parse reads it, or is left to it', () => {
  const number = fc.stringMatching(/^-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,24})?([eE][+-]?[0-9]{1,3})?$/);
  const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value));
  const broken = fc.constantFrom('01', '1.', '.5', '-', '--1', '1e', '+1', 'nul', 'tru', '"', '"\\u0041"', '"\t"', '');
  const cell = fc.oneof(number, double, fc.json(), fc.constantFrom('null', 'true', 'false', '-0'), broken);
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 6 }), (row) => {
      expect(difference(`[0,"ou",[${row.join(',')}],${row.join(',')}]`)).toBeNull();
    }),
    { numRuns: 3000 },
  );
});

test('words of the same hash do not pass for one another', () => {
  // 'Aa' and 'BB' weigh the same, and so does whatever is made of them.
  const pairs = ['Aa', 'BB'];
  const alike = pairs.flatMap((a) => pairs.flatMap((b) => pairs.map((c) => a + b + c)));
  const many = Array.from({ length: 2000 }, (_, at) => `t${(at * 7919).toString(36).toUpperCase()}USD`);
  for (const word of [...alike, ...many, ...many, ...alike, 'x'.repeat(32), 'x'.repeat(33), '']) {
    for (const frame of waysOf(`[0,"${word}"]`)) expect(cells.read(frame, LIMIT)).toEqual([0, word]);
  }
});

test('a key that names the prototype is left to JSON.parse', () => {
  expect(cells.read('[0,"n",{"__proto__":{"a":1}}]', LIMIT)).toBeNull();
});

test.each([
  ['another channel', '[1,"ou",[]]'],
  ['no code', '[0,[]]'],
  ['an id that only begins so', '[01,"ou",[]]'],
  ['white space', '[0, "ou",[]]'],
  ['an event', '{0,"ou":1}'],
  ['something behind the end', '[0,"ou",[]]]'],
  ['an escape', '[0,"o\\u0075",[]]'],
  ['a character beyond ASCII', '[0,"é"]'],
  ['a control character', '[0,"o\u0001"]'],
  ['nesting that no account frame has', `[0,"n",${'['.repeat(8)}${']'.repeat(8)}]`],
  ['more bytes than allowed', `[0,"n","${' '.repeat(LIMIT)}"]`],
])('%s is not for this reader', (_what, text) => {
  expect(waysOf(text).map((frame) => cells.read(frame, LIMIT))).toEqual([null, null, null]);
});

test('bytes that are not UTF-8 are not for this reader, wherever they stand', () => {
  const whole = Buffer.from(FRAMES[4] ?? '');
  for (const [at] of whole.entries()) {
    const spoilt = Buffer.from(whole);
    spoilt[at] = 0xff;
    expect([spoilt, new Uint8Array(spoilt)].map((frame) => cells.read(frame, LIMIT))).toEqual([null, null]);
  }
});
