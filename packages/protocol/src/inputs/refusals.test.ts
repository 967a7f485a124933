import { either as E } from 'fp-ts';
import fc from 'fast-check';
import {
  broadcast,
  calculate,
  cancelOffer,
  cancelOrder,
  cancelOrders,
  decodeInput,
  encodeInput,
  explainDecodeError,
  explainInputError,
  isRetryableInputError,
  newOffer,
  newOrder,
  orderOperations,
  updateOrder,
  type Input,
  type NewOrder,
} from '../index.js';

const limit = { type: 'LIMIT', symbol: 'tBTCUSD', amount: '1', price: '2' } as const;
const offer = { type: 'LIMIT', symbol: 'fUSD', amount: '50', rate: '0.0002', period: 2 } as const;
const many = <A>(count: number, each: A): ReadonlyArray<A> => new Array<A>(count).fill(each);
const cyclic: Record<string, unknown> = {};
cyclic['self'] = cyclic;

describe('what the exchange could only refuse is not sent', () => {
  test.each<readonly [Input, object]>([
    [newOrder({ ...limit, amount: 'abc' }), { _tag: 'BadDecimal', field: 'amount', reason: { _tag: 'NotADecimal' } }],
    [newOrder({ ...limit, amount: NaN }), { _tag: 'BadDecimal', field: 'amount' }],
    [newOrder({ ...limit, amount: '-0.00' }), { _tag: 'BadSign', field: 'amount', wanted: 'not zero' }],
    [newOrder({ ...limit, price: 0 }), { _tag: 'BadSign', field: 'price', wanted: 'positive' }],
    [newOrder({ ...limit, priceOcoStop: -1 }), { _tag: 'BadSign', field: 'priceOcoStop' }],
    [newOrder({ ...limit, cid: 35184372088832 }), { _tag: 'BadInteger', field: 'cid', max: 35184372088831 }],
    [newOrder({ ...limit, cid: 0 }), { _tag: 'BadInteger', field: 'cid', min: 1 }],
    [newOrder({ ...limit, gid: 1.5 }), { _tag: 'BadInteger', field: 'gid', value: '1.5' }],
    [newOrder({ ...limit, lev: 101 }), { _tag: 'BadInteger', field: 'lev', min: 1, max: 100 }],
    [newOrder({ ...limit, lev: 0 }), { _tag: 'BadInteger', field: 'lev' }],
    [newOrder({ ...limit, tif: 253402300800000 }), { _tag: 'BadTime', field: 'tif' }],
    [newOrder({ ...limit, tif: NaN }), { _tag: 'BadTime', field: 'tif' }],
    [newOrder({ ...limit, symbol: 'tbtcusd' }), { _tag: 'BadText', field: 'symbol', text: 'tbtcusd' }],
    [updateOrder({ id: 1 }), { _tag: 'Empty', code: 'ou' }],
    [updateOrder({ id: 1, price: '-1' }), { _tag: 'BadSign', field: 'price', wanted: 'not negative' }],
    [cancelOrder({ id: 0 }), { _tag: 'BadInteger', field: 'id' }],
    [cancelOrder({ id: 'x' }), { _tag: 'BadText', field: 'id' }],
    [cancelOrder({ cid: 1, cidDate: -1 }), { _tag: 'BadTime', field: 'cidDate' }],
    [cancelOrders({}), { _tag: 'Empty', code: 'oc_multi' }],
    [cancelOrders({ id: [] }), { _tag: 'Empty', code: 'oc_multi' }],
    [cancelOrders({ cid: [{ cid: 1, cidDate: NaN }] }), { _tag: 'BadTime', field: 'cid.0.cidDate' }],
    [cancelOrders({ gid: [1, -1] }), { _tag: 'BadInteger', field: 'gid.1' }],
    [orderOperations([]), { _tag: 'Empty', code: 'ox_multi' }],
    [orderOperations(many(76, cancelOrder({ id: 1 }))), { _tag: 'TooMany', count: 76, limit: 75 }],
    [
      orderOperations([cancelOrder({ id: 1 }), newOrder({ ...limit, price: -1 })]),
      { _tag: 'BadOperation', index: 1, reason: { _tag: 'BadSign', field: 'price' } },
    ],
    [newOffer({ ...offer, amount: 0 }), { _tag: 'BadSign', field: 'amount' }],
    [newOffer({ ...offer, period: 1 }), { _tag: 'BadInteger', field: 'period', min: 2, max: null }],
    [newOffer({ ...offer, type: 'FRRDELTAVAR', rate: '-0.1' }), { _tag: 'BadSign', field: 'rate' }],
    [newOffer({ ...offer, symbol: 'fusd' }), { _tag: 'BadText', field: 'symbol' }],
    [cancelOffer(NaN), { _tag: 'BadInteger', field: 'id' }],
    [calculate([]), { _tag: 'Empty', code: 'calc' }],
    [calculate(many(31, 'balance')), { _tag: 'TooMany', count: 31, limit: 30 }],
    [calculate(['wallet_margin_']), { _tag: 'BadText', field: 'keys.0' }],
    [broadcast('uc' as 'ucm', {}), { _tag: 'BadText', field: 'type' }],
    [broadcast('ucm', cyclic), { _tag: 'NotJson', field: 'info' }],
  ])('%#, and the reason is said in one line', (input, error) => {
    const written = encodeInput(input);
    if (E.isRight(written)) throw new Error(written.right);
    expect(written.left).toMatchObject(error);
    expect(explainInputError(written.left)).toMatch(/^[^\n]{5,200}$/);
    expect(isRetryableInputError(written.left)).toBe(false);
  });

  test.each<readonly [object, string]>([
    [{ ...limit, flags: 4096 }, 'flags should be an object such as { hidden: true }: "4096"'],
    [{ ...limit, flags: null }, 'flags should be an object such as { hidden: true }: "null"'],
    [
      { ...limit, flags: { postonly: true } },
      'flags.postonly means nothing here; hidden, close, reduceOnly, postOnly, oco, noVarRates do',
    ],
    [{ ...limit, flags: { postOnly: 1 } }, 'flags.postOnly should be true or false: "1"'],
    [{ ...limit, flags: { unknown: -1 } }, 'flags.unknown should be a whole number from 0: -1'],
    [{ ...limit, meta: null }, 'meta should be an object such as { affCode: "x" }: "null"'],
    [
      { ...limit, meta: { protect_selfmatch: 1 } },
      'meta.protect_selfmatch means nothing here; affCode, makeVisible, protectSelfmatch, other do',
    ],
    [
      { ...limit, postOnly: true },
      'postOnly means nothing here; type, symbol, amount, price, priceOcoStop, cid, cidOco, gid, flags, lev, tif, meta do',
    ],
    [
      { ...limit, type: 'STOP', priceAuxLimit: '1' },
      'priceAuxLimit means nothing here; type, symbol, amount, price, priceOcoStop, cid, cidOco, gid, flags, lev, tif, meta do',
    ],
  ])('nor is an order that would leave out what it was meant to say: %j', (order, said) => {
    const written = encodeInput(newOrder(order as NewOrder));
    expect(E.isLeft(written) && explainInputError(written.left)).toBe(said);
  });

  test('nor a change, an offer or cancellations that would', () => {
    const inputs = [
      { code: 'ou', id: 1, price: '2', hidden: true },
      { code: 'ou', id: 1, flags: 64 },
      { ...newOffer(offer), renew: true },
      { ...newOffer(offer), flags: { postOnly: true } },
      { code: 'oc_multi', id: [1], groups: [2] },
    ];
    for (const input of inputs) expect(E.isLeft(encodeInput(input as unknown as Input))).toBe(true);
  });

  test('but a price with an order at the market, and what is undefined, say nothing and do nothing', () => {
    const order = {
      type: 'MARKET',
      symbol: 'tBTCUSD',
      amount: '1',
      price: '2',
      hidden: undefined,
    } as unknown as NewOrder;
    expect(encodeInput(newOrder(order))).toEqual(
      E.right('[0,"on",null,{"type":"MARKET","symbol":"tBTCUSD","amount":"1"}]'),
    );
  });

  test('and what it may take goes out: the greatest of everything', () => {
    const inputs = [
      newOrder({ ...limit, cid: 35184372088831, gid: 35184372088831, lev: 100, tif: 253402300799999 }),
      newOffer({ ...offer, type: 'FRRDELTAFIX', rate: '-0.0001', period: 120 }),
      orderOperations(many(75, cancelOrder({ id: 1 }))),
      calculate(many(30, 'balance')),
    ];
    expect(inputs.map((input) => E.isRight(encodeInput(input)))).toEqual([true, true, true, true]);
  });
});

const order = (fields: string): string =>
  `[0,"on",null,{"type":"LIMIT","symbol":"tBTCUSD","amount":"1","price":"2",${fields}}]`;

describe('a frame that is no input is refused', () => {
  test.each([
    ['x', { _tag: 'NotJson' }],
    ['{}', { _tag: 'NotAMessage' }],
    ['[]', { _tag: 'NotAMessage' }],
    ['[1,"on",null,{}]', { _tag: 'NotAMessage' }],
    ['[0,"constructor",null,{}]', { _tag: 'NotAMessage' }],
    ['[0,"on",null]', { _tag: 'BadInput', code: 'on', field: 'body' }],
    ['[0,"on",null,[]]', { _tag: 'BadInput', code: 'on', field: 'body' }],
    ['[0,"on",null,{"type":"limit"}]', { _tag: 'BadInput', code: 'on', field: 'type' }],
    [order('"flags":"x"'), { _tag: 'BadInput', code: 'on', field: 'flags' }],
    [order('"tif":"2026-02-30 00:00:00"'), { _tag: 'BadInput', code: 'on', field: 'tif' }],
    [order('"tif":"2026-02-03T00:00:00"'), { _tag: 'BadInput', code: 'on', field: 'tif' }],
    [order('"amount":"+1"'), { _tag: 'BadInput', code: 'on', field: 'amount' }],
    [order('"amount":[1]'), { _tag: 'BadInput', code: 'on', field: 'amount' }],
    [order('"type":"STOP LIMIT"'), { _tag: 'BadInput', code: 'on', field: 'price_aux_limit' }],
    [order('"flags":16384'), { _tag: 'BadInput', code: 'on', field: 'price_oco_stop' }],
    [order('"price_oco_stop":"1"'), { _tag: 'BadInput', code: 'on', field: 'flags' }],
    [order('"meta":"{}"'), { _tag: 'BadInput', code: 'on', field: 'meta' }],
    [order('"cid":9007199254740993'), { _tag: 'BadInput', code: 'on', field: 'cid' }],
    ['[0,"ou",null,{"price":"1"}]', { _tag: 'BadInput', code: 'ou', field: 'cid' }],
    ['[0,"ou",null,{"id":1,"amount":"1","delta":"1"}]', { _tag: 'BadInput', code: 'ou', field: 'delta' }],
    ['[0,"oc",null,{"cid":1}]', { _tag: 'BadInput', code: 'oc', field: 'cid_date' }],
    ['[0,"oc_multi",null,{"id":1}]', { _tag: 'BadInput', code: 'oc_multi', field: 'id' }],
    ['[0,"oc_multi",null,{"id":["x"]}]', { _tag: 'BadInput', code: 'oc_multi', field: 'id' }],
    ['[0,"oc_multi",null,{"cid":[1]}]', { _tag: 'BadInput', code: 'oc_multi', field: 'cid' }],
    ['[0,"oc_multi",null,{"all":"yes"}]', { _tag: 'BadInput', code: 'oc_multi', field: 'all' }],
    ['[0,"ox_multi",null,{"ops":[]}]', { _tag: 'BadInput', code: 'ox_multi', field: 'body' }],
    ['[0,"ox_multi",null,[["fon",{}]]]', { _tag: 'BadInput', code: 'ox_multi', field: 'operation' }],
    ['[0,"ox_multi",null,[1]]', { _tag: 'BadInput', code: 'ox_multi', field: 'operation 0' }],
    ['[0,"ox_multi",null,[["oc",{"id":1}],["oc",{}]]]', { _tag: 'BadInput', code: 'oc', field: 'operation 1: cid' }],
    ['[0,"fon",null,{"type":"LIMIT","symbol":"tBTCUSD"}]', { _tag: 'BadInput', code: 'fon', field: 'symbol' }],
    ['[0,"foc",null,{}]', { _tag: 'BadInput', code: 'foc', field: 'id' }],
    ['[0,"calc",null,[["margin"]]]', { _tag: 'BadInput', code: 'calc', field: 'key 0' }],
    ['[0,"calc",null,{}]', { _tag: 'BadInput', code: 'calc', field: 'body' }],
    ['[0,"n",null,{"type":"x","info":{}}]', { _tag: 'BadInput', code: 'n', field: 'type' }],
    ['[0,"n",null,{"type":"ucm","info":7}]', { _tag: 'BadInput', code: 'n', field: 'info' }],
  ])('%s', (frame, error) => {
    const read = decodeInput(frame);
    if (E.isRight(read)) throw new Error('was read');
    expect(read.left).toMatchObject(error);
    expect(explainDecodeError(read.left)).toMatch(/^[^\n]{5,400}$/);
  });

  test('for its size, unread', () => {
    expect(decodeInput(order('"cid":1'), 10)).toMatchObject(E.left({ _tag: 'FrameTooLarge', limit: 10 }));
  });

  test('and never quotes a login that was sent here', () => {
    for (const frame of ['{"event":"auth","apiKey":"quiet","authSig":"quiet"}', '{"event":"auth","authSig":"quiet"']) {
      expect(JSON.stringify(decodeInput(frame))).not.toContain('quiet');
      expect(JSON.stringify(decodeInput(Buffer.concat([Buffer.from(frame), Buffer.from([0xff])])))).not.toContain(
        'quiet',
      );
    }
  });

  test('whatever it is, without throwing', () => {
    const code = fc.constantFrom('on', 'ou', 'oc', 'oc_multi', 'ox_multi', 'fon', 'foc', 'calc', 'n', 'x');
    const key = fc.constantFrom(
      'id',
      'cid',
      'gid',
      'type',
      'symbol',
      'amount',
      'price',
      'flags',
      'meta',
      'tif',
      'info',
    );
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom('LIMIT', 'tBTCUSD', '1', 64, '2026-01-01', 'ucm'));
    const body = fc.oneof(
      fc.dictionary(key, value),
      fc.jsonValue(),
      fc.array(fc.tuple(code, fc.dictionary(key, value))),
    );
    fc.assert(
      fc.property(code, body, (each, sent) => {
        const read = decodeInput(JSON.stringify([0, each, null, sent]));
        if (E.isLeft(read)) return;
        // What was read can be checked and, where nothing is wrong with it, written and read again.
        const written = encodeInput(read.right);
        if (E.isRight(written)) expect(decodeInput(written.right)).toEqual(read);
      }),
      { numRuns: 2000 },
    );
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.uint8Array()), (frame) => void decodeInput(frame)));
  });
});
