import { either as E } from 'fp-ts';
import {
  createSessionDecoder,
  explainDecodeError,
  type DecodeError,
  type Frame,
  type Message,
  type NumberMode,
  type SessionDecoder,
} from './index.js';

const SESSION = [
  '{"event":"info","version":2,"serverId":"083bd8d4-aca7-4690-a573-eabfc8103de8","platform":{"status":1}}',
  '{"event":"conf","status":"OK","flags":98304}',
  '{"event":"subscribed","channel":"ticker","chanId":1,"symbol":"tBTCUSD","pair":"BTCUSD"}',
  '{"event":"subscribed","channel":"trades","chanId":2,"symbol":"fUSD","currency":"USD"}',
  '{"event":"subscribed","channel":"book","chanId":3,"symbol":"tBTCUSD","prec":"P0","freq":"F0","len":"25"}',
  '{"event":"subscribed","channel":"candles","chanId":4,"key":"trade:1m:tBTCUSD"}',
  '{"event":"subscribed","channel":"status","chanId":5,"key":"liq:global"}',
];
const FRAMES = [
  '[1,[7616.5,31.89055171,7617.5,43.358118629999986,-550.8,-0.0674,7617.1,8314.71200815,8257.8,7500,null],1,1790134414850]',
  '[2,"fte",[133323543,1574694605000,-59.84,0.00023647,2],2,1790134414850]',
  '[3,[[7254.7,3,3.3],[6.6e-7,1,-0.0000011]],3,1790134414850]',
  '[3,"cs",-1175357890,5,1790134414850]',
  '[4,[1574698260000,7379.785503,7383.8,7388.3,7379.785503,1.68829482],6,1790134414850]',
  '[5,[["pos",142397657,1574697680828.2002,null,"tBSVUSD",-2.62932,91.583875238719,null,1,1,null,112.27]],7,1790134414850]',
  '[0,"n",[1575287438515,"on-req",null,null,[1185815098],null,"SUCCESS","né \\ud83d\\ude00"],8]',
  '[1,"hb",9,1790134414850]',
  '{"event":"auth","status":"OK","chanId":0,"userId":1,"caps":{"orders":{"read":1,"write":1}}}',
  '{"event":"error","msg":"subscribe: dup €","code":10301,"chanId":722711}',
];

const asText = (text: string): Frame => text;
const asBytes = (text: string): Frame => Buffer.from(text);
const WAYS = (['number', 'text'] satisfies NumberMode[]).flatMap((numbers) => [
  { numbers, from: 'text', toFrame: asText },
  { numbers, from: 'bytes', toFrame: asBytes },
]);

describe.each(WAYS)('in $numbers mode, from $from', ({ numbers, toFrame }) => {
  const open = (maxFrameBytes?: number): SessionDecoder<NumberMode> => {
    const decoder = createSessionDecoder<NumberMode>({
      numbers,
      ...(maxFrameBytes === undefined ? {} : { maxFrameBytes }),
    });
    for (const frame of SESSION) decoder.decode(frame);
    return decoder;
  };
  const answer = (text: string): E.Either<DecodeError, Message<NumberMode>> => open().decode(toFrame(text));
  const tagOf = (text: string): string => {
    const decoded = answer(text);
    if (E.isRight(decoded)) return decoded.right.type;
    expect(explainDecodeError(decoded.left).length).toBeLessThan(400);
    return decoded.left._tag;
  };

  test.each([
    '01',
    '1.',
    '.5',
    '--1',
    '+1',
    '1e',
    '1e+',
    '0x10',
    '00',
    '-',
    'NaN',
    'Infinity',
    '-Infinity',
    'undefined',
  ])('the number %s is not JSON, wherever it stands', (number) => {
    for (const [frame, place] of [
      [`[3,[${number},1,1],1,2]`, 'a price'],
      [`[3,[1,1,${number}]]`, 'an amount'],
      [`[1,[${number},1,1,1,1,1,1,1,1,1]]`, 'a ticker'],
      [`[2,"fte",[${number},1,1,1,1]]`, 'an id'],
      [`[3,"cs",${number}]`, 'a checksum'],
      [`[3,[1,1,1],${number}]`, 'a trailer'],
      [`[${number},"hb"]`, 'a channel id'],
      [`[99,[${number}]]`, 'a stranger'],
      [`{"event":"pong","ts":${number}}`, 'an event'],
    ] as const) {
      expect([place, tagOf(frame)]).toEqual([place, 'NotJson']);
    }
  });

  test.each(['NaN', 'Infinity', '', ' 1', '1 ', '01', '1.', '--1', '0x1', '1e999', '١'])(
    'the text %j is no number',
    (text) => {
      const cell = JSON.stringify(text);
      const bad = { left: { _tag: 'BadColumn', family: 'PriceRow', index: 2, expected: 'a number' } };
      expect(answer(`[3,[1,1,${cell}]]`)).toMatchObject(bad);
      expect(tagOf(`[1,[${cell},1,1,1,1,1,1,1,1,1]]`)).toBe('BadColumn');
      expect(tagOf(`[2,"fte",[1,1,1,1,${cell}]]`)).toBe('BadColumn');
      expect(tagOf(`{"event":"pong","ts":${cell}}`)).toBe('BadEvent');
    },
  );

  test('a number beyond all doubles is refused, not Infinity', () => {
    expect(tagOf('[3,[1e999,1,1]]')).toBe('BadColumn');
    expect(tagOf('[1,[-1e999,1,1,1,1,1,1,1,1,1]]')).toBe('BadColumn');
    expect(tagOf('[3,[1,1e999,1]]')).toBe('BadColumn');
    expect(answer('[1,"hb",1e999,7]')).toMatchObject({ right: { seq: null, serverTime: 7 } });
  });

  test.each([
    ['a byte order mark', `\uFEFF${SESSION[0]}`, 'NotJson'],
    ['a byte order mark before a channel frame', '\uFEFF[3,[1,1,1]]', 'NotJson'],
    ['a zero byte', '[3,[1,1,1]]\u0000', 'NotJson'],
    ['two frames in one', '[3,[1,1,1]][3,[1,1,1]]', 'NotJson'],
    ['a trailing comma', '[3,[1,1,1],]', 'NotJson'],
    ['a comment', '[3,[1,1,1]]//', 'NotJson'],
    ['single quotes', "[3,'hb']", 'NotJson'],
    ['white space', ' [ 3 ,\t[ 1 , 1 ,\r\n1 ] ] ', 'bookUpdate'],
    ['an escaped key', '{"\\u0065vent":"pong","ts":7}', 'pong'],
    ['an escaped tag', '[3,"\\u0068b"]', 'heartbeat'],
    ['no such event', '{"event":"\\u0000"}', 'unrecognised'],
    ['the prototype as an event', '{"event":"__proto__"}', 'unrecognised'],
    ['a prototype in an object', '{"event":"info","version":2,"__proto__":{"serverId":"x"}}', 'info'],
  ])('%s has an answer', (_what, frame, expected) => {
    expect(tagOf(frame)).toBe(expected);
  });

  test('of a key that comes twice the last counts, as JSON.parse has it', () => {
    const twice = '{"event":"info","event":"pong","ts":1,"ts":2}';
    expect(answer(twice)).toMatchObject({ right: { type: 'pong', ts: 2 } });
  });

  test('half a surrogate pair, written as an escape, is a text like any other', () => {
    const frame = '[5,[["pos",1,1,null,"\\ud83d",-2,91,null,1,1,null,null]]]';
    expect(answer(frame)).toMatchObject({ right: { liquidations: [{ symbol: '\ud83d' }] } });
    expect(tagOf('{"event":"\\udc00"}')).toBe('unrecognised');
    expect(tagOf('[3,"\\ud83d",[1]]')).toBe('BadPayload');
  });

  test.each([100, 10_000, 500_000])('brackets nested %d deep have an answer', (depth) => {
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const object = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    for (const frame of [
      deep,
      `[1,${deep}]`,
      `[2,"te",${deep}]`,
      `[3,${deep}]`,
      `[3,[${deep},1,1]]`,
      `[3,[1,1,1],${deep}]`,
    ]) {
      expect(tagOf(frame)).toMatch(/^(NotAMessage|BadPayload|BadColumn|bookUpdate)$/);
      expect(tagOf(frame.slice(0, -1))).toMatch(/^(NotJson|NotAMessage)$/);
    }
    expect(tagOf(`[99,${deep}]`)).toMatch(/^(NotAMessage|unrouted)$/);
    expect(tagOf(`[3,${object}]`)).toBe('NotAMessage');
    expect(tagOf(object)).toBe('NotAMessage');
    expect(tagOf(`{"event":"pong","ts":${deep}}`)).toBe('BadEvent');
    expect(tagOf(`{"event":"new","more":${object}}`)).toBe('unrecognised');
  });

  test('a frame that breaks off anywhere has an answer, and never that of a message', () => {
    for (const whole of [...SESSION, ...FRAMES]) {
      const bytes = Buffer.from(whole);
      for (let end = 0; end < bytes.length; end++) {
        const piece = bytes.subarray(0, end);
        const decoded = open().decode(toFrame === asBytes ? piece : piece.toString());
        expect([end, E.isLeft(decoded) && decoded.left._tag]).toEqual([end, 'NotJson']);
      }
      expect(E.isRight(answer(whole))).toBe(true);
    }
  });

  test('a frame above the limit is refused unread, counted in bytes', () => {
    const frame = '[99,"né €😀"]';
    const bytes = Buffer.byteLength(frame);
    expect(open(bytes).decode(toFrame(frame))).toMatchObject({ right: { type: 'unrouted' } });
    const refused = { left: { _tag: 'FrameTooLarge', bytes, limit: bytes - 1 } };
    expect(open(bytes - 1).decode(toFrame(frame))).toMatchObject(refused);
    // What is not JSON at all is too large all the same: nobody looked.
    expect(open(10).decode(toFrame('?'.repeat(11)))).toMatchObject({ left: { _tag: 'FrameTooLarge', bytes: 11 } });
    expect(createSessionDecoder({ numbers }).decode(toFrame(' '.repeat(4 * 1024 * 1024 + 1)))).toMatchObject({
      left: { _tag: 'FrameTooLarge', limit: 4 * 1024 * 1024 },
    });
  });
});
