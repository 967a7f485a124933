import { either as E } from 'fp-ts';
import {
  AuthMessage,
  ConfMessage,
  createSessionDecoder,
  ErrorMessage,
  explainDecodeError,
  InfoCodeMessage,
  InfoMessage,
  PongMessage,
  SubscribedMessage,
  UnauthMessage,
  UnsubscribedMessage,
} from '../index.js';

const decode = (frame: string): unknown => {
  const decoded = createSessionDecoder().decode(frame);
  return E.isLeft(decoded) ? decoded.left : decoded.right;
};

describe('info', () => {
  test('with a version is the greeting', () => {
    const frame =
      '{"event":"info","version":2,"serverId":"083bd8d4-aca7-4690-a573-eabfc8103de8","platform":{"status":1}}';
    const serverId = '083bd8d4-aca7-4690-a573-eabfc8103de8';
    expect(decode(frame)).toEqual({ type: 'info', version: 2, serverId, platformStatus: 1 });
  });

  test('of an old server has neither server id nor platform', () => {
    expect(decode('{"event":"info","version":2}')).toMatchObject({ serverId: null, platformStatus: null });
    expect(decode('{"event":"info","version":2,"platform":{"status":0}}')).toMatchObject({ platformStatus: 0 });
  });

  test('with a code is a notice', () => {
    const frame = '{"event":"info","code":20051,"msg":"Stopping. Please try to reconnect"}';
    expect(decode(frame)).toEqual({ type: 'infoCode', code: 20051, msg: 'Stopping. Please try to reconnect' });
  });

  test('with neither is refused', () => {
    expect(decode('{"event":"info"}')).toMatchObject({ _tag: 'BadEvent', event: 'info', field: 'version' });
  });
});

describe('auth', () => {
  test('has capabilities as an object of numbers', () => {
    const frame =
      '{"event":"auth","status":"OK","chanId":0,"userId":2909250,"auth_id":"e652c76d","caps":{"orders":{"read":1,"write":0}}}';
    expect(decode(frame)).toEqual({
      type: 'auth',
      status: 'OK',
      userId: 2909250,
      authId: 'e652c76d',
      code: null,
      msg: null,
      caps: { orders: { read: true, write: false } },
    });
  });

  test('or as the JSON text that the documentation shows', () => {
    const caps = String.raw`"{\"orders\": {\"read\": \"1\", \"write\": \"0\"}}"`;
    const frame = `{"event": "auth", "status": "OK", "chanId": 0, "userId": 269312, "caps": ${caps}}`;
    expect(decode(frame)).toMatchObject({ userId: 269312, caps: { orders: { read: true, write: false } } });
  });

  test('or none, when it failed', () => {
    const frame = '{"event":"auth","status":"FAILED","chanId":0,"code":10100,"msg":"apikey: invalid"}';
    expect(decode(frame)).toMatchObject({ status: 'FAILED', code: 10100, msg: 'apikey: invalid', caps: null });
  });

  test.each(['"{"', '"[]"', '7', '[]', '{"orders":1}', '{"orders":{"read":1}}', '{"orders":{"read":2,"write":0}}'])(
    'with capabilities %s is refused, as no right may be made up',
    (caps) => {
      const frame = `{"event":"auth","status":"OK","caps":${caps}}`;
      expect(decode(frame)).toMatchObject({ _tag: 'BadEvent', event: 'auth', field: 'caps' });
    },
  );
});

test('unauth says whether the login is over', () => {
  const frame = '{"event":"unauth","status":"OK","chanId":0}';
  expect(decode(frame)).toEqual({ type: 'unauth', status: 'OK', code: null, msg: null });
  expect(decode('{"event":"unauth"}')).toMatchObject({ _tag: 'BadEvent', event: 'unauth', field: 'status' });
});

describe('subscribed', () => {
  const spec = { channel: 'book', symbol: 'tBTCUSD', prec: 'P1', freq: 'F1', len: 100 };

  test.each(['"100"', '100'])('has a book of length %s', (len) => {
    const frame = `{"event":"subscribed","channel":"book","chanId":7,"symbol":"tBTCUSD","prec":"P1","freq":"F1","len":${len}}`;
    expect(decode(frame)).toMatchObject({ type: 'subscribed', chanId: 7, subId: null, spec });
  });

  test.each([
    ['"nonce1"', 'nonce1'],
    ['123', 123],
  ])('has the id %s that the request carried', (subId, expected) => {
    const frame = `{"event":"subscribed","channel":"ticker","chanId":5,"symbol":"tBTCUSD","subId":${subId},"pair":"BTCUSD"}`;
    expect(decode(frame)).toMatchObject({ subId: expected, spec: { channel: 'ticker', symbol: 'tBTCUSD' } });
  });

  test('of a channel that nobody knows has no spec, and keeps what came', () => {
    const raw = { event: 'subscribed', channel: 'constructor', chanId: 5, extra: [1] };
    expect(decode(JSON.stringify(raw))).toEqual({ type: 'subscribed', chanId: 5, subId: null, spec: null, raw });
  });

  test.each([
    ['{"event":"subscribed","channel":"ticker","chanId":"x","symbol":"tBTCUSD"}', 'chanId'],
    ['{"event":"subscribed","channel":"ticker","chanId":-5,"symbol":"tBTCUSD"}', 'chanId'],
    ['{"event":"subscribed","channel":"ticker","symbol":"tBTCUSD"}', 'chanId'],
    ['{"event":"subscribed","chanId":5}', 'channel'],
    ['{"event":"subscribed","channel":"ticker","chanId":5}', 'symbol'],
    ['{"event":"subscribed","channel":"candles","chanId":5}', 'key'],
    ['{"event":"subscribed","channel":"book","chanId":5,"symbol":"tBTCUSD","prec":"P9"}', 'prec'],
    ['{"event":"subscribed","channel":"book","chanId":5,"symbol":"tBTCUSD","len":"50"}', 'len'],
    ['{"event":"subscribed","channel":"ticker","chanId":5,"symbol":"tBTCUSD","subId":[]}', 'subId'],
  ])('%s is refused for its %s', (frame, field) => {
    expect(decode(frame)).toMatchObject({ _tag: 'BadEvent', event: 'subscribed', field });
  });
});

describe('error', () => {
  test('has the code and what the server echoed of the request', () => {
    const frame =
      '{"channel":"book","symbol":"tICPF0:USTF0","prec":"P0","freq":"F0","len":"25","event":"error","msg":"subscribe: limit","code":10305,"pair":"ICPF0:USTF0"}';
    expect(decode(frame)).toEqual({
      type: 'error',
      code: 10305,
      msg: 'subscribe: limit',
      subId: null,
      chanId: null,
      echo: { channel: 'book', symbol: 'tICPF0:USTF0', prec: 'P0', freq: 'F0', len: '25', pair: 'ICPF0:USTF0' },
    });
  });

  test('keeps no signature that came back', () => {
    const frame = '{"event":"error","code":10100,"msg":"auth: dup","authSig":"6e7e","apiKey":"k","subId":1,"chanId":0}';
    expect(decode(frame)).toEqual({ type: 'error', code: 10100, msg: 'auth: dup', subId: 1, chanId: 0, echo: {} });
  });
});

test('an event that nobody knows is a message, not a failure', () => {
  for (const event of ['nope', 'constructor', '__proto__', '']) {
    const raw = { event, status: 'OK' };
    expect(decode(JSON.stringify(raw))).toEqual({ type: 'unrecognised', event, raw });
  }
});

test('an ill-typed field is named', () => {
  const error = createSessionDecoder().decode('{"event":"pong","ts":"soon"}');
  expect(E.isLeft(error) && explainDecodeError(error.left)).toBe(
    'event pong: "ts" should be an integer: {"event":"pong","ts":"soon"}',
  );
});

describe('the codec of an event', () => {
  test.each([
    [InfoMessage, { event: 'info', version: 2, serverId: 'a', platform: { status: 1 } }],
    [InfoMessage, { event: 'info', version: 2 }],
    [InfoCodeMessage, { event: 'info', code: 20061, msg: 'x' }],
    [ConfMessage, { event: 'conf', status: 'OK', flags: 196608 }],
    [AuthMessage, { event: 'auth', status: 'OK', chanId: 0, userId: 1, caps: { orders: { read: 1, write: 0 } } }],
    [AuthMessage, { event: 'auth', status: 'FAILED', chanId: 0, code: 10100, msg: 'apikey: invalid' }],
    [UnauthMessage, { event: 'unauth', status: 'OK', chanId: 0 }],
    [UnauthMessage, { event: 'unauth', status: 'FAILED', chanId: 0, code: 10200, msg: 'unauth: fail' }],
    [SubscribedMessage, { event: 'subscribed', channel: 'ticker', chanId: 5, symbol: 'tBTCUSD', subId: 'a' }],
    [UnsubscribedMessage, { event: 'unsubscribed', status: 'OK', chanId: 5 }],
    [ErrorMessage, { channel: 'ticker', symbol: 'tA', event: 'error', msg: 'symbol: invalid', code: 10300 }],
    [PongMessage, { event: 'pong', ts: 1511545528111, cid: 1234 }],
  ])('%# writes what it reads', (codec, raw) => {
    const decoded = codec.decode(raw);
    if (E.isLeft(decoded)) throw new Error(decoded.left[0]?.message);
    expect(codec.encode(decoded.right as never)).toEqual(raw);
    expect(codec.is(decoded.right)).toBe(true);
    expect([codec.is(raw), codec.is(null), codec.is({})]).toEqual([false, false, false]);
    expect(E.isLeft(codec.decode({ event: 'other' }))).toBe(true);
  });
});
