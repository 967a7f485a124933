import { either as E } from 'fp-ts';
import fc from 'fast-check';
import {
  auth,
  bookSpec,
  conf,
  decodeRequest,
  encodeRequest,
  explainDecodeError,
  ping,
  subscribe,
  SubscribeRequest,
  unauth,
  unsubscribe,
  type ChannelSpec,
  type ChannelSymbol,
  type Request,
} from '../index.js';

const decode = (frame: string | Uint8Array): unknown => {
  const decoded = decodeRequest(frame);
  return E.isLeft(decoded) ? decoded.left : decoded.right;
};

const signed = { apiKey: 'k', authNonce: 1790134414850000, authPayload: 'AUTH1790134414850000', authSig: 's' };

describe('a request is written', () => {
  test.each<readonly [Request, string]>([
    [conf(196608), '{"event":"conf","flags":196608}'],
    [ping(1234), '{"event":"ping","cid":1234}'],
    [ping(), '{"event":"ping"}'],
    [unauth(), '{"event":"unauth"}'],
    [unsubscribe(5), '{"event":"unsubscribe","chanId":5}'],
    [
      subscribe({ channel: 'ticker', symbol: 'tBTCUSD' }),
      '{"event":"subscribe","channel":"ticker","symbol":"tBTCUSD"}',
    ],
    [
      subscribe({ channel: 'trades', symbol: 'fUSD' }, 'a"b'),
      String.raw`{"event":"subscribe","channel":"trades","symbol":"fUSD","subId":"a\"b"}`,
    ],
    [
      subscribe(bookSpec('tBTCUSD', { prec: 'P1', len: 100 }), 7),
      '{"event":"subscribe","channel":"book","symbol":"tBTCUSD","prec":"P1","freq":"F0","len":"100","subId":7}',
    ],
    [
      subscribe({ channel: 'candles', key: 'trade:1m:fUSD:a30:p2:p30' }),
      '{"event":"subscribe","channel":"candles","key":"trade:1m:fUSD:a30:p2:p30"}',
    ],
    [
      subscribe({ channel: 'status', key: 'liq:global' }),
      '{"event":"subscribe","channel":"status","key":"liq:global"}',
    ],
    [
      auth({ ...signed, dms: 4, filter: ['trading', 'notify'] }),
      '{"event":"auth","apiKey":"k","authSig":"s","authPayload":"AUTH1790134414850000","authNonce":1790134414850000,"dms":4,"filter":["trading","notify"]}',
    ],
    [auth({ token: 'pub:api:1', dms: 0, calc: 0 }), '{"event":"auth","token":"pub:api:1","dms":0,"calc":0}'],
  ])('%# field by field', (request, frame) => {
    expect(encodeRequest(request)).toBe(frame);
    expect(decode(frame)).toEqual(request);
    expect(decode(Buffer.from(frame))).toEqual(request);
  });

  test('without anything that its protocol does not name', () => {
    const careless = { ...signed, apiSecret: 'never', secret: 'never' };
    expect(encodeRequest(auth(careless))).not.toContain('never');
    expect(encodeRequest({ event: 'auth', ...careless })).not.toContain('never');
    const spec = { channel: 'ticker', symbol: 'tBTCUSD', apiSecret: 'never' } as const;
    expect(encodeRequest({ ...subscribe(spec), ...careless })).not.toContain('never');
  });
});

describe('a request is read', () => {
  test('with the defaults of the server for what a book leaves out', () => {
    const frame = '{"event":"subscribe","channel":"book","prec":"R0","symbol":"tBTCUSD"}';
    expect(decode(frame)).toEqual(subscribe(bookSpec('tBTCUSD', { prec: 'R0' })));
  });

  test.each(['"pair":"BTCUSD"', '"pair":"tBTCUSD"', '"symbol":"BTCUSD"'])('with %s for its symbol', (field) => {
    const frame = `{"event":"subscribe","channel":"ticker",${field}}`;
    expect(decode(frame)).toEqual(subscribe({ channel: 'ticker', symbol: 'tBTCUSD' }));
  });

  test.each([
    ['x', { _tag: 'NotJson', sample: 'x' }],
    ['[0,"on",null,{}]', { _tag: 'NotAMessage' }],
    ['{"event":"nope"}', { _tag: 'NotAMessage' }],
    ['{}', { _tag: 'NotAMessage' }],
    ['{"event":"subscribe","channel":"bogus"}', { _tag: 'BadEvent', event: 'subscribe', field: 'channel' }],
    ['{"event":"subscribe","channel":"ticker"}', { _tag: 'BadEvent', field: 'symbol' }],
    ['{"event":"conf"}', { _tag: 'BadEvent', event: 'conf', field: 'flags' }],
    ['{"event":"unsubscribe","chanId":"x"}', { _tag: 'BadEvent', event: 'unsubscribe', field: 'chanId' }],
    ['{"event":"ping","cid":"x"}', { _tag: 'BadEvent', event: 'ping', field: 'cid' }],
    ['{"event":"auth","apiKey":"k"}', { _tag: 'BadEvent', event: 'auth' }],
    ['{"event":"auth","token":"k","filter":[1]}', { _tag: 'BadEvent', event: 'auth', field: 'filter' }],
  ])('or refused: %s', (frame, error) => {
    expect(decode(frame)).toMatchObject(error);
  });

  test.each([
    '{"event":"auth","apiKey":"quiet","authSig":"quiet","authPayload":7}',
    '{"event":"auth","apiKey":"quiet","authSig":"quiet"',
    '{"event":"login","token":"quiet"}',
    '{"event":"ping","cid":"x","apiSecret":"quiet"}',
  ])('and an error never quotes a login: %s', (frame) => {
    for (const each of [frame, Buffer.from(frame), Buffer.concat([Buffer.from(frame), Buffer.from([0xff])])]) {
      const decoded = decodeRequest(each);
      if (E.isRight(decoded)) throw new Error('was read');
      expect(explainDecodeError(decoded.left) + JSON.stringify(decoded.left)).not.toContain('quiet');
    }
  });

  test('or refused for its size', () => {
    expect(E.isLeft(decodeRequest('{"event":"ping"}', 15))).toBe(true);
    expect(E.isRight(decodeRequest('{"event":"ping"}', 16))).toBe(true);
  });

  test('whatever comes, without throwing', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.uint8Array()), (frame) => void decodeRequest(frame)));
  });
});

test('any spec survives the wire', () => {
  const symbol = fc.constantFrom<ChannelSymbol>('tBTCUSD', 'tBTCF0:USTF0', 'fUSD');
  const specs: fc.Arbitrary<ChannelSpec> = fc.oneof(
    fc.record({ channel: fc.constantFrom('ticker' as const, 'trades' as const), symbol: symbol }),
    fc.record({
      channel: fc.constant('book' as const),
      symbol: symbol,
      prec: fc.constantFrom('P0' as const, 'P1' as const, 'P2' as const, 'P3' as const, 'P4' as const, 'R0' as const),
      freq: fc.constantFrom('F0' as const, 'F1' as const),
      len: fc.constantFrom(1 as const, 25 as const, 100 as const, 250 as const),
    }),
    fc.record({ channel: fc.constantFrom('candles' as const, 'status' as const), key: fc.string() }),
  );
  fc.assert(
    fc.property(specs, fc.option(fc.oneof(fc.string(), fc.integer())), (spec, subId) => {
      const request = subscribe(spec, subId);
      expect(decode(encodeRequest(request))).toEqual(request);
      expect(SubscribeRequest.is(request)).toBe(true);
    }),
  );
});
