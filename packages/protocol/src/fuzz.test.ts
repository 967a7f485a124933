import { either as E } from 'fp-ts';
import fc from 'fast-check';
import {
  createSessionDecoder,
  encodeMessage,
  explainDecodeError,
  isRetryableDecodeError,
  type Frame,
  type NumberMode,
} from './index.js';

const SESSION = [
  '{"event":"info","version":2,"serverId":"083bd8d4-aca7-4690-a573-eabfc8103de8","platform":{"status":1}}',
  '{"event":"conf","status":"OK","flags":98304}',
  '{"event":"subscribed","channel":"ticker","chanId":1,"symbol":"tBTCUSD","pair":"BTCUSD"}',
  '{"event":"subscribed","channel":"trades","chanId":2,"symbol":"fUSD","currency":"USD"}',
  '{"event":"subscribed","channel":"book","chanId":3,"symbol":"tBTCUSD","prec":"P0","freq":"F0","len":"25"}',
  '{"event":"subscribed","channel":"candles","chanId":4,"key":"trade:1m:tBTCUSD"}',
  '{"event":"subscribed","channel":"status","chanId":5,"key":"liq:global"}',
  '[1,[7616.5,31.89055171,7617.5,43.358118629999986,-550.8,-0.0674,7617.1,8314.71200815,8257.8,7500,null],1,1790134414850]',
  '[2,"fte",[133323543,1574694605000,-59.84,0.00023647,2],2,1790134414850]',
  '[3,[[7254.7,3,3.3],[6.6e-7,1,-0.0000011]],3,1790134414850]',
  '[3,[86717,0,1],4,1790134414850]',
  '[3,"cs",-1175357890,5,1790134414850]',
  '[4,[[1574698260000,7379.785503,7383.8,7388.3,7379.785503,1.68829482]],6,1790134414850]',
  '[5,[["pos",142397657,1574697680828.2002,null,"tBSVUSD",-2.62932,91.583875238719,null,1,1,null,112.27]],7,1790134414850]',
  '[0,"n",[1575287438.515,"on-req",null,null,[1185815098,null,1575287436979],null,"SUCCESS","…"],8,1790134414850]',
  '[0,"n",[null,"ucm-test",7,null,{"foo":1},null,null,null],8,1,1790134414850]',
  '[0,"tu",[17972,"tBTCUSD",1755671464700,15268096239,-0.00008867,113910,"EXCHANGE LIMIT",113910,-1,-0.006,"USD",1],8,2,1]',
  '[0,"ps",[["tBTCUSD","ACTIVE",7,916.52002351,0,0,null,null,null,null]],8,3,1790134414850]',
  '[0,"miu",["sym","tETHUSD",[149361.09689202666,149639.26293509,830.0182168075556,895.0658432466332]],8,4,1790134414850]',
  '[0,"fls",[],8,5,1790134414850]',
  '[1,"hb",9,1790134414850]',
  '{"event":"auth","status":"OK","chanId":0,"userId":1,"caps":{"orders":{"read":1,"write":1}}}',
  '{"event":"unsubscribed","status":"OK","chanId":1}',
  '{"event":"error","msg":"subscribe: dup","code":10301,"chanId":722711}',
];

// Whether each frame has an answer in both number modes, and each message a frame of its own.
const survives = (frames: ReadonlyArray<Frame>): boolean => MODES.every((numbers) => survivesIn(numbers, frames));
const MODES: ReadonlyArray<NumberMode> = ['number', 'text'];

const survivesIn = (numbers: NumberMode, frames: ReadonlyArray<Frame>): boolean => {
  const decoder = createSessionDecoder({ numbers });
  for (const frame of frames) {
    const decoded = decoder.decode(frame);
    if (E.isLeft(decoded)) {
      const text = explainDecodeError(decoded.left);
      if (text === '' || text.length > 400 || isRetryableDecodeError(decoded.left)) return false;
    } else if (!/^[[{].*[}\]]$/su.test(encodeMessage(decoded.right))) return false;
  }
  return true;
};

const json = fc.oneof(
  fc.constantFrom<unknown>(null, '', 'hb', 'cs', 'te', '__proto__', 'constructor', -0, -1, 1e300, '1', 'NaN', true),
  fc.constantFrom<unknown>([], [[]], [[[]]], {}, { event: 'info' }, { length: 3 }, '\uFEFF', '\uD800'),
  fc.jsonValue(),
);

// Replaces one value anywhere in a parsed frame.
const replaced = (value: unknown, path: ReadonlyArray<number>, by: unknown): unknown => {
  const [at, ...rest] = path;
  if (at === undefined || typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  const key = keys[at % Math.max(keys.length, 1)] ?? '0';
  const copy = (Array.isArray(value) ? value.slice() : { ...value }) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
};

test('the session that is to be spoilt is a good one', () => {
  const decoder = createSessionDecoder();
  expect(SESSION.map((frame) => decoder.decode(frame)).filter(E.isLeft)).toEqual([]);
});

describe('no frame makes the decoder throw', () => {
  test('be it any text or any bytes', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array(), fc.json())), survives));
  });

  test('be it a real one with a piece of its text exchanged', () => {
    const piece = fc.oneof(fc.constantFrom('', '[', ']', '{', '"', ',', 'e', '-', '.', '0', '\\', ' '), fc.string());
    const spoilt = fc.tuple(fc.nat(SESSION.length - 1), fc.nat(), fc.nat(4), piece).map(([line, from, length, put]) => {
      const frame = SESSION[line] ?? '';
      const at = from % frame.length;
      const text = frame.slice(0, at) + put + frame.slice(at + length);
      return SESSION.map((each, index) => (index === line ? text : each));
    });
    fc.assert(fc.property(spoilt, survives), { numRuns: 1000 });
  });

  test('be it a real one with a value exchanged', () => {
    const path = fc.array(fc.nat(12), { minLength: 1, maxLength: 4 });
    const spoilt = fc
      .tuple(fc.nat(SESSION.length - 1), path, json)
      .map(([line, places, by]) =>
        SESSION.map((each, index) => (index === line ? JSON.stringify(replaced(JSON.parse(each), places, by)) : each)),
      );
    fc.assert(fc.property(spoilt, survives), { numRuns: 2000 });
  });

  test('be it real ones in any order, cut anywhere, as bytes', () => {
    const cut = fc
      .tuple(fc.constantFrom(...SESSION), fc.nat(200))
      .map(([frame, end]) => Buffer.from(frame).subarray(0, end));
    fc.assert(fc.property(fc.array(fc.oneof(cut, fc.constantFrom(...SESSION)), { maxLength: 30 }), survives));
  });

  test('be it deeper than any stack', () => {
    const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
    const object = `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`;
    const frames = [`[1,${deep}]`, `[3,${deep}]`, `[9,${deep}]`, `{"event":"info","version":${deep}}`, deep, object];
    expect(
      survives([...SESSION, SESSION[2] ?? '', ...frames, `{"event":${object}}`, `{"event":"auth","caps":${object}}`]),
    ).toBe(true);
  });
});
