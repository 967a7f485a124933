import { either as E } from 'fp-ts';
import fc from 'fast-check';
import * as t from 'io-ts';
import {
  Candle,
  DerivativesStatus,
  explainDecodeError,
  FundingRow,
  FundingTicker,
  FundingTrade,
  Liquidation,
  OfferRow,
  OrderRow,
  PriceRow,
  Ticker,
  Trade,
  type Column,
  type RowCodec,
} from './index.js';

const left = (result: E.Either<unknown, unknown>): unknown => (E.isLeft(result) ? result.left : null);

describe('a column that is not what it should be', () => {
  const row = [401597395, 1574694478808, 0.005, 7245.3];

  test('is named with its place, what was expected and a sample, where it is missing', () => {
    const error = left(Trade.read(row.slice(0, 3)));
    expect(error).toEqual({
      _tag: 'MissingColumn',
      family: 'Trade',
      column: 'price',
      index: 3,
      expected: 'a number',
      sample: '[401597395,1574694478808,0.005]',
    });
  });

  test.each([
    [0, '9007199254740993', 'an integer'],
    [0, 1.5, 'an integer'],
    [0, null, 'an integer'],
    [1, '2021-04-17', 'a time in ms'],
    [2, '', 'a number'],
    [2, ' 1', 'a number'],
    [2, '0x10', 'a number'],
    [2, 'NaN', 'a number'],
    [3, true, 'a number'],
    [3, [], 'a number'],
    [3, {}, 'a number'],
    [3, Number.POSITIVE_INFINITY, 'a number'],
  ])('is named where column %d holds %j', (index, cell, expected) => {
    const broken = row.map((each, at) => (at === index ? cell : each));
    expect(left(Trade.read(broken))).toMatchObject({ _tag: 'BadColumn', family: 'Trade', index, expected });
  });

  test('is the first one, where there are several', () => {
    expect(left(Trade.read(['a', 'b', 'c', 'd']))).toMatchObject({ column: 'id', index: 0 });
  });

  test('says that null would have been right, where it would', () => {
    const tickerRow = [1, 1, 1, 1, 1, 1, 1, 1, 'x', 1];
    expect(left(Ticker.read(tickerRow))).toMatchObject({ column: 'high', index: 8, expected: 'a number or null' });
  });

  test('does not quote a row without end', () => {
    let deep: unknown = [];
    for (let depth = 0; depth < 20_000; depth++) deep = [deep];
    const error = Trade.read([deep, 'x'.repeat(10_000)]);
    expect(E.isLeft(error) && explainDecodeError(error.left).length).toBeLessThan(300);
  });

  test('does not spoil the row that is read after it', () => {
    expect(E.isLeft(Trade.read([]))).toBe(true);
    expect(Trade.read(row)).toEqual(E.right({ id: 401597395, mts: 1574694478808, amount: 0.005, price: 7245.3 }));
  });

  test('makes the whole list wrong', () => {
    expect(left(Trade.readAll([row, [1]]))).toMatchObject({ _tag: 'MissingColumn', column: 'mts', sample: '[1]' });
    expect(left(Trade.readAll([row, 7]))).toMatchObject({ _tag: 'BadPayload', family: 'Trade', expected: 'a row' });
  });
});

describe('what servers of other years send', () => {
  const ticker = [86697, 14.3, 86723, 14.7, 1060, 0.012, 86717, 544.3, 86898, 85156];

  test('columns that were appended are ignored', () => {
    expect(Ticker.read([...ticker, null, 'new', [1]])).toEqual(Ticker.read(ticker));
  });

  test('null stays null', () => {
    const none = Ticker.read(ticker.map(() => null));
    expect(E.isRight(none) && new Set(Object.values(none.right))).toEqual(new Set([null]));
  });

  test('but a ticker needs its ten columns', () => {
    expect(left(Ticker.read(ticker.slice(0, 9)))).toMatchObject({ _tag: 'MissingColumn', column: 'low', index: 9 });
  });

  test('numeric text is a number', () => {
    expect(Ticker.read(ticker.map(String))).toEqual(Ticker.read(ticker));
    const row = PriceRow.read(['1.10', 1, '-6.6e-7']);
    expect(row).toEqual(E.right({ price: 1.1, count: 1, amount: -6.6e-7, text: { key: '1.10', amount: '-6.6e-7' } }));
  });

  test('a funding ticker of 13 columns has no amount available, one of 12 is refused', () => {
    const row = [1.1, 2.2, 3, 4.4, 5.5, 6, 7.7, 8.8, 9.9, 10.1, 11.11, 12.12, 13.13];
    const read = FundingTicker.read(row);
    expect(E.isRight(read) && read.right.frrAmountAvailable).toBeNull();
    expect(left(FundingTicker.read(row.slice(0, 12)))).toMatchObject({ column: 'low', index: 12 });
  });

  test('a derivative of 2020 has no clamp', () => {
    const row: unknown[] = new Array(18).fill(null);
    row[0] = 1574700235000;
    const read = DerivativesStatus.read(row);
    expect(E.isRight(read) && [read.right.clampMin, read.right.clampMax]).toEqual([null, null]);
    expect(left(DerivativesStatus.read(row.slice(0, 17)))).toMatchObject({ column: 'openInterest', index: 17 });
  });

  test('a liquidation of another type than pos is refused', () => {
    const row = ['pos', 142397657, 1574697680828.2002, null, 'tBSVUSD', -2.6, 91.5, null, 1, 1, null, 112.27];
    expect(E.isRight(Liquidation.read(row))).toBe(true);
    expect(left(Liquidation.read(['pox', ...row.slice(1)]))).toMatchObject({
      index: 0,
      column: 'type',
      expected: '"pos"',
    });
  });
});

describe('one literal', () => {
  test('also yields the table of its columns', () => {
    expect(
      Liquidation.columns().map(({ index, property, kind, nullable }) => [index, property, kind, nullable]),
    ).toEqual([
      [1, 'posId', 'id', false],
      [2, 'mts', 'time', false],
      [4, 'symbol', 'text', false],
      [5, 'amount', 'decimal', false],
      [6, 'basePrice', 'decimal', false],
      [8, 'isMatch', 'integer', false],
      [9, 'isMarketSold', 'integer', false],
      [11, 'liquidationPrice', 'decimal', true],
    ]);
    expect(OfferRow.columns().map(({ name }) => name)).toEqual(['offerId', 'period', 'rate', 'amount']);
  });

  test('also writes the row', () => {
    const row = ['pos', 142397657, 1574697680828.2002, null, 'tBSVUSD', -2.6, 91.5, null, 1, 1, null, 112.27];
    const read = Liquidation.read(row);
    expect(E.isRight(read) && Liquidation.encode(read.right)).toEqual(row);
  });
});

const cell = ({ kind, nullable }: Column): fc.Arbitrary<unknown> => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0 || 0);
  const integer = fc.maxSafeInteger().map((each) => each || 0);
  const flag = fc.constantFrom(0, 1);
  const meta = fc.dictionary(fc.string(), fc.string());
  const kinds = {
    text: fc.string(),
    integer,
    integerOrText: fc.oneof(integer, fc.constantFrom('lend', 'loan')),
    id: integer,
    decimal: number,
    time: number,
    flag,
    meta,
    raw: fc.jsonValue(),
  };
  const value: fc.Arbitrary<unknown> = kinds[kind];
  return nullable ? fc.option(value, { nil: null }) : value;
};

const CODECS: ReadonlyArray<RowCodec<object>> = [
  ...[Ticker, FundingTicker, Trade, FundingTrade, Candle, DerivativesStatus, Liquidation],
  ...[PriceRow, OrderRow, FundingRow, OfferRow],
] as unknown as ReadonlyArray<RowCodec<object>>;

describe.each(CODECS.map((codec) => [codec.name, codec] as const))('%s', (_name, codec) => {
  const rows = fc.tuple(
    ...codec.columns().map((column) => cell(column).map((value) => [column.index, value] as const)),
  );
  const wire = rows.map((cells) => {
    const row: unknown[] = codec === (Liquidation as unknown) ? ['pos'] : [];
    for (const [index, value] of cells) row[index] = value;
    return Array.from(row, (each) => each ?? null);
  });

  test('decodes what it encodes, and encodes what it decodes', () => {
    fc.assert(
      fc.property(wire, (row) => {
        const decoded = codec.decode(row);
        if (E.isLeft(decoded)) throw new Error(JSON.stringify(row));
        expect(codec.encode(decoded.right)).toEqual(row);
        expect(codec.decode(codec.encode(decoded.right))).toEqual(decoded);
        expect(codec.is(decoded.right)).toBe(true);
      }),
    );
  });

  test('is an io-ts codec that knows its own values from others', () => {
    expect(codec).toBeInstanceOf(t.Type);
    expect([codec.is(null), codec.is({}), codec.is([]), codec.is('x')]).toEqual([false, false, false, false]);
    const failed = codec.decode('x');
    expect(E.isLeft(failed) && failed.left[0]?.message).toBe(`${codec.name}: expected a row: "x"`);
  });
});
