import { either as E } from 'fp-ts';
import {
  createDecoder,
  createSessionDecoder,
  explainDecodeError,
  FLAGS,
  tickerChannel,
  type Message,
  type SessionDecoder,
} from './index.js';

const BOOK =
  '{"event":"subscribed","channel":"book","chanId":5,"symbol":"tBTCUSD","prec":"P0","freq":"F0","len":"25","pair":"BTCUSD"}';
const TICKER = '{"event":"subscribed","channel":"ticker","chanId":1,"symbol":"tBTCUSD","pair":"BTCUSD"}';
const TRADES = '{"event":"subscribed","channel":"trades","chanId":3,"symbol":"tBTCUSD","pair":"BTCUSD"}';
const ROW = '[7616.5,31.8,7617.5,43.3,-550.8,-0.06,7617.1,8314.7,8257.8,7500]';

const after = (frames: ReadonlyArray<string>, decoder = createSessionDecoder()): SessionDecoder => {
  for (const frame of frames) decoder.decode(frame);
  return decoder;
};
const right = (result: E.Either<unknown, Message>): Message => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left));
  return result.right;
};
const left = (result: E.Either<unknown, unknown>): unknown => (E.isLeft(result) ? result.left : null);

describe('a session', () => {
  test('learns a channel from its acknowledgement and gives every message the same spec', () => {
    const decoder = createSessionDecoder();
    const ack = right(decoder.decode(BOOK));
    const spec = { channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: 25 };
    expect(ack).toMatchObject({ type: 'subscribed', chanId: 5, subId: null, spec });
    const messages = ['[5,[]]', '[5,[1,1,1]]', '[5,"cs",7]', '[5,"hb"]'].map((frame) => right(decoder.decode(frame)));
    const specs = [ack, ...messages].map((message) => ('spec' in message ? message.spec : null));
    expect(new Set(specs).size).toBe(1);
    expect(decoder.channels().get(5)).toBe(specs[0]);
  });

  test('forgets it once it is given back, and frames still on their way are unrouted', () => {
    const decoder = after([TICKER, '{"event":"unsubscribed","status":"OK","chanId":1}']);
    expect(decoder.channels().size).toBe(0);
    expect(right(decoder.decode(`[1,${ROW}]`))).toMatchObject({ type: 'unrouted', chanId: 1 });
  });

  test('keeps it where giving back failed', () => {
    const decoder = after([TICKER, '{"event":"unsubscribed","status":"FAILED","chanId":1}']);
    expect(right(decoder.decode(`[1,${ROW}]`)).type).toBe('ticker');
  });

  test('takes a channel id that is used again for the new channel', () => {
    const decoder = after([TICKER, `[1,${ROW}]`, TRADES.replace('"chanId":3', '"chanId":1')]);
    expect(right(decoder.decode('[1,[]]')).type).toBe('trades');
  });

  test('replaces the flags by those of each conf, and keeps them where it failed', () => {
    const decoder = createSessionDecoder({ flags: FLAGS.TIMESTAMP });
    expect(decoder.flags()).toBe(32768);
    after(['{"event":"conf","status":"OK","flags":65536}'], decoder);
    expect(decoder.flags()).toBe(65536);
    after(['{"event":"conf","status":"FAILED","flags":1}', '{"event":"conf","status":"OK"}'], decoder);
    expect(decoder.flags()).toBe(65536);
  });

  test('knows nothing of another session', () => {
    after([TICKER]);
    expect(right(createSessionDecoder().decode(`[1,${ROW}]`)).type).toBe('unrouted');
  });

  test('is content with heartbeats of a channel that is not acknowledged yet', () => {
    expect(right(createSessionDecoder().decode('[232954,"hb"]'))).toEqual({
      type: 'heartbeat',
      chanId: 232954,
      spec: null,
      seq: null,
      accountSeq: null,
      serverTime: null,
    });
  });
});

describe('an account frame with one number where two are due', () => {
  const decoder = createSessionDecoder({ flags: FLAGS.SEQ_ALL });

  test('has the account sequence, where it answers a request', () => {
    expect(
      right(decoder.decode('[0,"n",[null,"on-req",null,null,null,null,"ERROR","amount: invalid"],7]')),
    ).toMatchObject({ seq: null, accountSeq: 7 });
  });

  test('has the public sequence otherwise', () => {
    expect(right(decoder.decode('[0,"bu",[1,1],41]'))).toMatchObject({ seq: 41, accountSeq: null });
  });
});

describe('the snapshot of a book', () => {
  const bulk = ['{"event":"conf","status":"OK","flags":536870912}', BOOK];

  test('is its first list, even an empty one; with bulk updates later lists are updates', () => {
    const decoder = after([...bulk, '[5,[]]']);
    expect(right(decoder.decode('[5,[[1,1,1]]]')).type).toBe('bookUpdates');
  });

  test('is not what follows a snapshot that could not be read', () => {
    const decoder = after(bulk);
    expect(left(decoder.decode('[5,[[1,1,"x"]]]'))).toMatchObject({ _tag: 'BadColumn', family: 'PriceRow' });
    expect(right(decoder.decode('[5,[[1,1,1]]]')).type).toBe('bookUpdates');
  });

  test('is not taken up by heartbeats, checksums or single rows', () => {
    const decoder = after([...bulk, '[5,"hb"]', '[5,"cs",1]', '[5,[1,1,1]]']);
    expect(right(decoder.decode('[5,[[1,1,1]]]')).type).toBe('bookSnapshot');
  });

  test('comes anew after the channel was asked again', () => {
    const decoder = after([...bulk, '[5,[]]', '{"event":"unsubscribed","status":"OK","chanId":5}', BOOK]);
    expect(right(decoder.decode('[5,[[1,1,1]]]')).type).toBe('bookSnapshot');
  });
});

describe('the texts of book rows', () => {
  test.each(['[5,[0.00000066,1,1.0]]', '[5, [0.00000066 ,1,\t1.0]]', ' [5,[0.00000066,1,1.0]]'])(
    'are those of the frame %j',
    (frame) => {
      const message = right(after([BOOK, '[5,[]]']).decode(frame));
      expect(message).toMatchObject({ row: { price: 6.6e-7, text: { key: '0.00000066', amount: '1.0' } } });
    },
  );

  test.each(['[5,[6.6e-7,1,0.0000011]]', '[5,[7254.5,0,-1]]', '[5, [7254.5,0,-1]]', '[5,[100000000000000000000,1,1]]'])(
    'are null in %j, whose numbers are written as JavaScript writes them',
    (frame) => {
      expect(right(after([BOOK, '[5,[]]']).decode(frame))).toMatchObject({ row: { text: null } });
    },
  );

  test.each([
    '1.0',
    '10.50',
    '-0',
    '0.0',
    '1e3',
    '1E-7',
    '0.00000011',
    '1000000000000000000000',
    '0.1000000000000000055',
  ])('are kept where one is %s, which no number is written as', (text) => {
    const row = (frame: string): unknown => right(after([BOOK, '[5,[]]']).decode(frame));
    expect(row(`[5,[${text},1,2]]`)).toMatchObject({ row: { text: { key: text, amount: '2' } } });
    expect(row(`[5,[2,1,${text}]]`)).toMatchObject({ row: { text: { key: '2', amount: text } } });
  });

  test('keep what a number would lose', () => {
    const message = right(after([BOOK, '[5,[]]']).decode('[5,[1.50,1,-1.000000000000000000001]]'));
    expect(message).toMatchObject({ row: { price: 1.5, text: { key: '1.50', amount: '-1.000000000000000000001' } } });
  });
});

describe('a frame that is no message', () => {
  test.each([
    ['', 'NotJson'],
    ['hello', 'NotJson'],
    ['{"event":"info"', 'NotJson'],
    ['[5,[01,1,1]]', 'NotJson'],
    ['[5,[1.,1,1]]', 'NotJson'],
    ['[1,[NaN]]', 'NotJson'],
    ['\uFEFF{"event":"info","version":2}', 'NotJson'],
    ['[1,"hb"]\u0000', 'NotJson'],
    ['null', 'NotAMessage'],
    ['true', 'NotAMessage'],
    ['1', 'NotAMessage'],
    ['"hb"', 'NotAMessage'],
    ['{}', 'NotAMessage'],
    ['{"event":7}', 'NotAMessage'],
    ['[]', 'NotAMessage'],
    ['[1]', 'NotAMessage'],
    ['[1,null]', 'NotAMessage'],
    ['[1,5]', 'NotAMessage'],
    ['[1,{}]', 'NotAMessage'],
    ['[1.5,"hb"]', 'NotAMessage'],
    ['[-1,"hb"]', 'NotAMessage'],
    ['["1","hb"]', 'NotAMessage'],
    ['[[1],"hb"]', 'NotAMessage'],
    ['[1e300,"hb"]', 'NotAMessage'],
    [`[5,${'['.repeat(100)}${']'.repeat(100)}]`, 'NotAMessage'],
  ])('%j is a Left that says so', (frame, tag) => {
    const result = after([BOOK, TICKER]).decode(frame);
    expect(left(result)).toMatchObject({ _tag: tag, sample: frame.slice(0, 160) + (frame.length > 160 ? '…' : '') });
    expect(E.isLeft(result) && explainDecodeError(result.left)).toMatch(/^the frame is not (JSON|a message)/);
  });

  test('nor are bytes that are not UTF-8, nor things that are no frame', () => {
    const decoder = createSessionDecoder();
    const broken = Buffer.concat([Buffer.from('{"event":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    expect(left(decoder.decode(broken))).toEqual({ _tag: 'NotJson', sample: '{"event":"\uFFFD"}' });
    expect(left(decoder.decode(Buffer.from('\uFEFF[1,"hb"]')))).toMatchObject({ _tag: 'NotJson' });
    const strange = [null, undefined, 7, {}, { length: 3 }, []] as unknown as string[];
    for (const frame of strange) expect(left(decoder.decode(frame))).toMatchObject({ _tag: 'NotJson' });
  });

  test('nor is one above the limit, in text or in bytes', () => {
    const decoder = createSessionDecoder({ maxFrameBytes: 10 });
    const error = { _tag: 'FrameTooLarge', bytes: 11, limit: 10 };
    expect(left(decoder.decode('[1,"hb",11]'))).toEqual(error);
    expect(left(decoder.decode(Buffer.from('[1,"hb",11]')))).toEqual(error);
    expect(right(decoder.decode('[1,"hb",1]')).type).toBe('heartbeat');
  });
});

describe('a payload that its channel does not have', () => {
  test.each([
    [TICKER, '[1,"te",[1]]', 'Ticker'],
    [TICKER, '[1,"cs",1]', 'Ticker'],
    [TRADES, '[3,[1,2,3,4]]', 'Trade'],
    [TRADES, '[3,"zz",[1,2,3,4]]', 'Trade'],
    [TRADES, '[3,"te"]', 'Trade'],
    [BOOK, '[5,"te",[1,2,3,4]]', 'PriceRow'],
    [BOOK, '[5,[[1,1,1],7]]', 'PriceRow'],
    ['{"event":"subscribed","channel":"candles","chanId":9,"key":"trade:1m:tBTCUSD"}', '[9,"te",[]]', 'Candle'],
    ['{"event":"subscribed","channel":"status","chanId":9,"key":"deriv:tA"}', '[9,"x",[]]', 'DerivativesStatus'],
    ['{"event":"subscribed","channel":"status","chanId":9,"key":"liq:global"}', '[9,["pos"]]', 'Liquidation'],
  ])('after %s, %s is a Left of its family', (ack, frame, family) => {
    expect(left(after([ack]).decode(frame))).toMatchObject({ _tag: 'BadPayload', family });
  });

  test.each(['1.5', '4294967296', '-2147483649', 'null', '"x"', '[]'])('a checksum %s is refused', (value) => {
    expect(left(after([BOOK]).decode(`[5,"cs",${value}]`))).toMatchObject({ _tag: 'BadColumn', family: 'Checksum' });
  });

  test('a checksum is signed, also where it was sent without a sign', () => {
    expect(right(after([BOOK]).decode('[5,"cs",3119609406]'))).toMatchObject({ checksum: -1175357890 });
  });
});

describe('a decoder of chosen channels', () => {
  const decoder = after([TICKER, BOOK], createDecoder({ channels: [tickerChannel] }));

  test('reads those', () => {
    expect(right(decoder.decode(`[1,${ROW}]`)).type).toBe('ticker');
  });

  test('tells what others were subscribed with, and leaves their frames unrouted', () => {
    expect(right(decoder.decode('[5,[]]'))).toMatchObject({ type: 'unrouted', raw: [5, []] });
    expect(decoder.channels().get(5)).toMatchObject({ channel: 'book' });
  });
});
