import { either as E } from 'fp-ts';
import fc from 'fast-check';
import {
  broadcast,
  BroadcastInput,
  calculate,
  CalculateInput,
  cancelOffer,
  CancelOfferInput,
  cancelOrder,
  CancelOrderInput,
  cancelOrders,
  CancelOrdersInput,
  decodeInput,
  encodeInput,
  explainDecodeError,
  explainInputError,
  newOffer,
  NewOfferInput,
  newOrder,
  NewOrderInput,
  orderOperations,
  OrderOperationsInput,
  updateOrder,
  UpdateOrderInput,
  type Input,
} from '../index.js';

const frame = (input: Input): string => {
  const written = encodeInput(input);
  if (E.isLeft(written)) throw new Error(explainInputError(written.left));
  return written.right;
};
const read = (wire: string): Input<string> => {
  const input = decodeInput(wire);
  if (E.isLeft(input)) throw new Error(explainDecodeError(input.left));
  return input.right;
};
const second = (text: string): number => Date.parse(`${text}Z`);

describe('an input is written and read', () => {
  test.each<readonly [Input, string]>([
    [
      newOrder({
        type: 'STOP LIMIT',
        symbol: 'tBTCF0:USTF0',
        amount: '0.01',
        price: '87000',
        priceAuxLimit: '87010',
        cid: 1790134414850,
        gid: 7,
        lev: 10,
        flags: { postOnly: true, reduceOnly: true },
        tif: second('2026-12-31T23:59:59'),
        meta: { affCode: 'X', protectSelfmatch: true },
      }),
      '[0,"on",null,{"cid":1790134414850,"gid":7,"type":"STOP LIMIT","symbol":"tBTCF0:USTF0","amount":"0.01","price":"87000","price_aux_limit":"87010","lev":10,"flags":5120,"tif":"2026-12-31 23:59:59","meta":{"aff_code":"X","protect_selfmatch":1}}]',
    ],
    [
      newOrder({
        type: 'EXCHANGE LIMIT',
        symbol: 'tBTCUSD',
        amount: '-0.01',
        price: '90000',
        priceOcoStop: '80000',
        cid: 1,
        cidOco: 2,
        flags: {},
      }),
      '[0,"on",null,{"cid":1,"cid_oco":2,"type":"EXCHANGE LIMIT","symbol":"tBTCUSD","amount":"-0.01","price":"90000","price_oco_stop":"80000","flags":16384}]',
    ],
    [
      newOrder({ type: 'MARKET', symbol: 'tBTCUSD', amount: '1' }),
      '[0,"on",null,{"type":"MARKET","symbol":"tBTCUSD","amount":"1"}]',
    ],
    [
      newOrder({ type: 'EXCHANGE TRAILING STOP', symbol: 'tDUSK:USD', amount: '-5', priceTrailing: '0.01' }),
      '[0,"on",null,{"type":"EXCHANGE TRAILING STOP","symbol":"tDUSK:USD","amount":"-5","price_trailing":"0.01"}]',
    ],
    [
      updateOrder({ id: 1149698545, amount: '0.1', price: '500' }),
      '[0,"ou",null,{"id":1149698545,"amount":"0.1","price":"500"}]',
    ],
    [
      updateOrder({ id: 1149698545, delta: '0.1', price: '6500' }),
      '[0,"ou",null,{"id":1149698545,"delta":"0.1","price":"6500"}]',
    ],
    [
      updateOrder({ cid: 555, cidDate: second('2016-12-05'), gid: 0, priceTrailing: '0', flags: {} }),
      '[0,"ou",null,{"cid":555,"cid_date":"2016-12-05","gid":0,"price_trailing":"0","flags":0}]',
    ],
    [cancelOrder({ id: 1185815100 }), '[0,"oc",null,{"id":1185815100}]'],
    [cancelOrder({ cid: 555, cidDate: second('2016-12-05') }), '[0,"oc",null,{"cid":555,"cid_date":"2016-12-05"}]'],
    [cancelOrders({ all: true }), '[0,"oc_multi",null,{"all":1}]'],
    [
      cancelOrders({ id: [1234, 5678], cid: [{ cid: 234, cidDate: second('2016-12-05') }], gid: [11] }),
      '[0,"oc_multi",null,{"id":[1234,5678],"cid":[[234,"2016-12-05"]],"gid":[11]}]',
    ],
    [
      orderOperations([
        cancelOrder({ id: 1 }),
        newOrder({
          ...{ type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '2.0', gid: 4, price: '12.0', cid: 100 },
          flags: { hidden: true },
        }),
        cancelOrders({ gid: [3] }),
        cancelOrders({ all: true }),
      ]),
      '[0,"ox_multi",null,[["oc",{"id":1}],["on",{"symbol":"tBTCUSD","amount":"2.0","gid":4,"price":"12.0","flags":64,"type":"EXCHANGE LIMIT","cid":100}],["oc_multi",{"gid":[3]}],["oc_multi",{"all":1}]]]',
    ],
    [
      newOffer({ type: 'LIMIT', symbol: 'fUSD', amount: '50', rate: '0.0002', period: 7, flags: {} }),
      '[0,"fon",null,{"type":"LIMIT","symbol":"fUSD","amount":"50","rate":"0.0002","period":7,"flags":0}]',
    ],
    [
      newOffer({
        ...{ type: 'FRRDELTAVAR', symbol: 'fUSD', amount: '-50', rate: '0.0001', period: 7 },
        flags: { hidden: true },
      }),
      '[0,"fon",null,{"type":"FRRDELTAVAR","symbol":"fUSD","amount":"-50","rate":"0.0001","period":7,"flags":64}]',
    ],
    [cancelOffer(41238934), '[0,"foc",null,{"id":41238934}]'],
    [
      calculate([
        ...(['margin_base', 'margin_sym_tBTCUSD', 'position_tBTCUSD', 'wallet_margin_BTC'] as const),
        ...(['wallet_funding_USD', 'balance'] as const),
      ]),
      '[0,"calc",null,[["margin_base"],["margin_sym_tBTCUSD"],["position_tBTCUSD"],["wallet_margin_BTC"],["wallet_funding_USD"],["balance"]]]',
    ],
    [broadcast('ucm-test', { foo: 1, bar: 2 }), '[0,"n",null,{"type":"ucm-test","info":{"foo":1,"bar":2}}]'],
    [broadcast('ucm-test', {}, 5), '[0,"n",5,{"type":"ucm-test","info":{}}]'],
  ])('%#, field by field', (input, wire) => {
    expect(JSON.parse(frame(input))).toEqual(JSON.parse(wire));
    expect(JSON.parse(frame(read(wire)))).toEqual(JSON.parse(wire));
    expect(read(frame(read(wire)))).toEqual(read(wire));
    expect(read(`${wire} `)).toEqual(read(Buffer.from(wire).toString()));
  });
});

describe('the codec of an input', () => {
  const codecs = [
    ...[NewOrderInput, UpdateOrderInput, CancelOrderInput, CancelOrdersInput, OrderOperationsInput],
    ...[NewOfferInput, CancelOfferInput, CalculateInput, BroadcastInput],
  ] as const;
  test.each([
    '[0,"on",null,{"gid":0,"cid":555,"type":"EXCHANGE LIMIT","symbol":"tBTCUSD","amount":"-1","price":"-12483"}]',
    '[0,"ou",null,{"id":1149698545,"delta":"0.1","price":"6500"}]',
    '[0,"oc",null,{"id":1185815100}]',
    '[0,"oc_multi",null,{"all":1}]',
    '[0,"ox_multi",null,[["oc",{"id":1}],["ou",{"id":2,"price":"3"}]]]',
    '[0,"fon",null,{"type":"LIMIT","symbol":"fUSD","amount":"50","rate":"0.0002","period":7,"flags":0}]',
    '[0,"foc",null,{"id":41238934}]',
    '[0,"calc",null,[["margin_base"]]]',
    '[0,"n",null,{"type":"ucm-test","info":{"foo":1,"bar":2}}]',
  ])('reads what is its own and nothing else: %s', (wire) => {
    const raw: unknown = JSON.parse(wire);
    const decode = (codec: (typeof codecs)[number]): E.Either<unknown, unknown> => codec.decode(raw);
    const readers = codecs.filter((codec) => E.isRight(decode(codec)));
    expect(readers.map(({ name }) => name)).toEqual([(raw as ReadonlyArray<unknown>)[1]]);
    for (const codec of readers) {
      const value = E.getOrElseW(() => null)(decode(codec));
      expect(codec.encode(value as never)).toEqual(raw);
      // What the exchange could only refuse is read, but it is no input to send.
      expect(codec.is(value)).toBe(!wire.includes('-12483'));
      expect([null, 7, {}, { code: codec.name }, raw, { code: 'x' }].map((each) => codec.is(each))).not.toContain(true);
    }
  });
});

test('an order below 0 is read as it was sent, and refused when it shall be sent', () => {
  const wire =
    '[0,"on",null,{"gid":0,"cid":555,"type":"EXCHANGE LIMIT","symbol":"tBTCUSD","amount":"-1","price":"-12483"}]';
  expect(encodeInput(read(wire))).toEqual(
    E.left({ _tag: 'BadSign', field: 'price', text: '-12483', wanted: 'positive' }),
  );
});

test.each([
  [
    '[0,"on",null,{"gid":0,"cid":555,"type":"EXCHANGE LIMIT","symbol":"BTCUSD","amount":"1","price":"12000","tif":"2006-01-02 15:04:05"}]',
    { symbol: 'tBTCUSD', tif: second('2006-01-02T15:04:05') },
  ],
  [
    '[0,"on",null,{"gid":0,"cid":555,"type":"EXCHANGE LIMIT","symbol":"BTCUSD","amount":"1","price":"12000","lev":50}]',
    { symbol: 'tBTCUSD', lev: 50 },
  ],
  [
    '[0,"on",null,{"type":"MARKET","symbol":"tBTCUSD","amount":1e-8,"price":null,"cid":null,"flags":null,"meta":null}]',
    { code: 'on', type: 'MARKET', amount: '0.00000001' },
  ],
  ['[0,"ou",null,{"id":"7","tif":"2026-12-31"}]', { id: 7, tif: second('2026-12-31') }],
  ['[0,"oc_multi",7,{"gid":[[3],4],"all":0}]', { code: 'oc_multi', gid: [3, 4] }],
])('a dialect of older clients is understood: %s', (wire, fields) => {
  expect(read(wire)).toMatchObject(fields);
});

test('an id above 2^53 goes out digit by digit, however deep it lies', () => {
  const id = '9007199254740993';
  const cancel = cancelOrder({ id });
  const many = cancelOrders({ id: [id, 1] });
  expect(frame(cancel)).toBe('[0,"oc",null,{"id":9007199254740993}]');
  expect(frame(orderOperations([many, updateOrder({ id, price: 1 })]))).toBe(
    '[0,"ox_multi",null,[["oc_multi",{"id":[9007199254740993,1]}],["ou",{"id":9007199254740993,"price":"1"}]]]',
  );
  expect(frame(cancelOrder({ id: '1185815100' }))).toBe('[0,"oc",null,{"id":1185815100}]');
});

test('a message to other connections may hold whatever JSON holds, as deep as it likes', () => {
  const info = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(info, (each) => {
      const wire = frame(broadcast('ucm-x', each));
      expect(wire).toBe(`[0,"n",null,${JSON.stringify({ type: 'ucm-x', info: each })}]`);
    }),
  );
  const deep = JSON.parse(`${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`) as Record<string, unknown>;
  expect(frame(broadcast('ucm-x', deep))).toContain('{"a":1}');
});
