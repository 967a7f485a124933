import { either as E } from 'fp-ts';
import fc from 'fast-check';
import {
  decodeInput,
  encodeInput,
  explainInputError,
  newOrder,
  ORDER_FLAGS,
  ORDER_TYPES,
  orderFlags,
  orderMask,
  updateOrder,
  type Decimal,
  type Input,
  type NewOrder,
  type OrderMeta,
  type OrderUpdate,
} from '../index.js';

const body = (input: Input): Readonly<Record<string, unknown>> => {
  const written = encodeInput(input);
  if (E.isLeft(written)) throw new Error(explainInputError(written.left));
  return (JSON.parse(written.right) as ReadonlyArray<Readonly<Record<string, unknown>>>)[3] ?? {};
};
const limit = { type: 'LIMIT', symbol: 'tBTCUSD', amount: '1', price: '2' } as const;

describe('the type of an order says what it must have', () => {
  test('and whatever it lacks, or has too much, does not compile', () => {
    const symbol = 'tBTCUSD' as const;
    const amount = '1';
    const orders: ReadonlyArray<NewOrder> = [
      { type: 'MARKET', symbol, amount },
      { type: 'TRAILING STOP', symbol, amount, priceTrailing: 5 },
      { type: 'EXCHANGE STOP LIMIT', symbol, amount, price: 1, priceAuxLimit: 2 },
      { type: 'EXCHANGE IOC', symbol, amount, price: 1 },
      // @ts-expect-error a limit order has a price
      { type: 'LIMIT', symbol, amount },
      // @ts-expect-error a stop limit order has a limit
      { type: 'STOP LIMIT', symbol, amount, price: 1 },
      // @ts-expect-error a trailing stop has a distance
      { type: 'EXCHANGE TRAILING STOP', symbol, amount },
      // @ts-expect-error a stop of OCO without its price
      { ...limit, cidOco: 1 },
      // @ts-expect-error the flag of OCO is said by the price of its stop
      { ...limit, flags: { oco: true } },
      // @ts-expect-error there is no such type
      { ...limit, type: 'limit' },
      // @ts-expect-error a currency to lend is not traded
      { ...limit, symbol: 'fUSD' },
    ];
    const outcomes = orders.map((order) => {
      const written = encodeInput(newOrder(order));
      return E.isRight(written)
        ? 'written'
        : `${written.left._tag} ${'field' in written.left ? written.left.field : ''}`;
    });
    expect(outcomes).toEqual([
      ...['written', 'written', 'written', 'written', 'MissingField price', 'MissingField priceAuxLimit'],
      ...['MissingField priceTrailing', 'written', 'MissingField priceOcoStop', 'BadText type', 'BadText symbol'],
    ]);
  });

  test('and a market order can not be given a price, nor an update both amount and delta', () => {
    // @ts-expect-error a market order has no price
    const market: NewOrder = { type: 'MARKET', symbol: 'tBTCUSD', amount: '1', price: '2' };
    // @ts-expect-error one or the other
    const both: OrderUpdate = { id: 1, amount: '1', delta: '2' };
    // @ts-expect-error an id of the client needs its day
    const undated: OrderUpdate = { cid: 1, amount: '1' };
    expect(body(newOrder(market))).toEqual({ type: 'MARKET', symbol: 'tBTCUSD', amount: '1' });
    expect(encodeInput(updateOrder(both))).toEqual(E.left({ _tag: 'Conflict', field: 'amount', other: 'delta' }));
    expect(encodeInput(updateOrder(undated))).toEqual(E.left({ _tag: 'MissingField', field: 'cidDate' }));
  });

  test('and there are fourteen of them', () => {
    expect(new Set(ORDER_TYPES).size).toBe(14);
    expect(ORDER_TYPES.filter((type) => type.startsWith('EXCHANGE ')).length).toBe(7);
  });
});

describe('the flags of an order', () => {
  test('have the bits of the documentation', () => {
    expect(Object.values(ORDER_FLAGS)).toEqual([64, 512, 1024, 4096, 16384, 524288]);
    expect(orderFlags(4160)).toEqual({ hidden: true, postOnly: true });
    expect(orderMask({ reduceOnly: true, noVarRates: true, hidden: false })).toBe(1024 + 524288);
    expect([orderFlags(0), orderMask({})]).toEqual([{}, 0]);
  });

  test('keep and report a bit that nobody knows', () => {
    expect(orderFlags(64 + 8)).toEqual({ hidden: true, unknown: 8 });
    expect(orderMask({ hidden: true, unknown: 8 })).toBe(72);
    expect(orderMask({ hidden: true, unknown: 64 })).toBe(64);
  });

  test('give back the mask that they were read from, whatever it is', () => {
    const masks = fc.oneof(fc.integer(), fc.maxSafeInteger());
    fc.assert(fc.property(masks, (mask) => expect(orderMask(orderFlags(mask))).toBe(mask)));
  });

  test('are all written on an update, so that one can be cleared', () => {
    expect(body(updateOrder({ id: 1, flags: { hidden: false } }))).toEqual({ id: 1, flags: 0 });
    expect(body(updateOrder({ id: 1, price: 0 }))).toEqual({ id: 1, price: '0' });
  });
});

describe('the meta of an order', () => {
  test('holds what has a name and what the caller adds, and loses neither', () => {
    const meta = {
      affCode: 'X',
      makeVisible: true,
      protectSelfmatch: false,
      other: { mine: [1, { a: null }], b: 'c' },
    };
    const wire = { mine: [1, { a: null }], b: 'c', aff_code: 'X', make_visible: 1, protect_selfmatch: 0 };
    expect(body(newOrder({ ...limit, meta }))['meta']).toEqual(wire);
    expect(decodeInput(JSON.stringify([0, 'on', null, { ...limit, meta: wire }]))).toMatchObject(E.right({ meta }));
  });

  test('survives the wire, whatever it holds', () => {
    const metas = fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom('aff_code', 'make_visible', 'affCode')),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(metas, (meta) => {
        const sent = JSON.parse(JSON.stringify(meta)) as Record<string, unknown>;
        const read = decodeInput(JSON.stringify([0, 'on', null, { ...limit, meta: sent }]));
        if (E.isLeft(read)) throw new Error(JSON.stringify(read.left));
        const written = body(read.right)['meta'];
        // true and false stand for 1 and 0.
        const bit = sent['make_visible'];
        const expected = typeof bit === 'boolean' ? { ...sent, make_visible: bit ? 1 : 0 } : sent;
        expect(written).toEqual(expected);
      }),
    );
  });

  test.each<readonly [OrderMeta, object]>([
    [
      { affCode: 'X', other: { aff_code: 'Y' } },
      { _tag: 'Conflict', field: 'meta.affCode' },
    ],
    [{ other: { f: (): void => undefined } }, { _tag: 'NotJson', field: 'meta.other.f' }],
    [{ other: { big: 1n } }, { _tag: 'NotJson', field: 'meta.other.big' }],
  ])('%# that can not be written is refused', (meta, error) => {
    expect(encodeInput(newOrder({ ...limit, meta }))).toMatchObject(E.left(error));
  });
});

test('decimals go out as they were given, digit by digit', () => {
  const decimals: ReadonlyArray<Decimal> = [
    1e-8,
    1.2e-7,
    '12345678901234567890.10',
    { toFixed: () => '', toString: () => '1e-3' },
  ];
  expect(decimals.map((amount) => body(newOrder({ ...limit, amount }))['amount'])).toEqual([
    ...['0.00000001', '0.00000012', '12345678901234567890.10', '0.001'],
  ]);
});

test('a time in force is written in UTC to the second, and read back', () => {
  const times = fc.integer({ min: 0, max: 253402300799999 });
  fc.assert(
    fc.property(times, (tif) => {
      const input = newOrder({ ...limit, tif });
      expect(body(input)['tif']).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      const read = E.flatMap((frame: string) => decodeInput(frame))(encodeInput(input));
      expect(read).toMatchObject(E.right({ tif: tif - (tif % 1000) }));
    }),
  );
});

test('any order survives the wire', () => {
  const decimal = fc.integer({ min: 1, max: 1e9 }).map((n) => `${n}.50`);
  const id = fc.integer({ min: 1, max: 35184372088831 });
  const flags = fc.record({ hidden: fc.constant(true), reduceOnly: fc.constant(true) }, { requiredKeys: [] });
  const common = { symbol: fc.constantFrom('tBTCUSD' as const, 'tBTCF0:USTF0' as const), amount: decimal };
  const options = { cid: id, gid: id, flags, lev: fc.integer({ min: 1, max: 100 }) };
  const order = <P extends object>(prices: P): fc.Arbitrary<NewOrder<string>> => {
    const must = fc.record({ ...common, ...prices });
    const may = fc.record(options, { requiredKeys: [] });
    return fc.tuple(must, may).map(([a, b]) => ({ ...b, ...a }) as unknown as NewOrder<string>);
  };
  const orders = fc.oneof(
    order({ type: fc.constantFrom('LIMIT', 'EXCHANGE STOP', 'FOK', 'EXCHANGE IOC'), price: decimal }),
    order({ type: fc.constantFrom('MARKET', 'EXCHANGE MARKET') }),
    order({ type: fc.constantFrom('STOP LIMIT', 'EXCHANGE STOP LIMIT'), price: decimal, priceAuxLimit: decimal }),
    order({ type: fc.constantFrom('TRAILING STOP', 'EXCHANGE TRAILING STOP'), priceTrailing: decimal }),
  );
  fc.assert(
    fc.property(orders, (each) => {
      const input = newOrder(each);
      expect(E.flatMap((frame: string) => decodeInput(frame))(encodeInput(input))).toEqual(E.right(input));
    }),
  );
});
