import { either as E } from 'fp-ts';
import fc from 'fast-check';
import {
  AccountFundingTrade,
  AccountTrade,
  Balance,
  createSessionDecoder,
  encodeMessage,
  FLAGS,
  FundingCredit,
  FundingInfo,
  FundingLoan,
  FundingOffer,
  MarginBase,
  MarginSymbol,
  Order,
  Position,
  PriceAlert,
  SparseFundingOffer,
  SparseOrder,
  SparsePosition,
  Wallet,
  type Column,
  type Message,
  type NumberMode,
  type RowCodec,
} from '../index.js';

type Tabled = Pick<RowCodec<object>, 'columns' | 'name'>;

const rows = (list: string, ...changes: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...(list === '' ? [] : [`"${list}",[ROW,ROW]`, `"${list}",[ROW]`]),
  ...changes.flatMap((code) => [`"${code}",ROW`, `"${code}",[ROW,ROW]`]),
];
const answers = (...types: ReadonlyArray<string>): ReadonlyArray<string> =>
  types.map((type) => `"n",[1575287438515,"${type}",null,null,ROW,null,"ERROR","…"]`);

// Every row with the frames in which it comes.
const FAMILIES: ReadonlyArray<readonly [codec: Tabled, frames: ReadonlyArray<string>]> = [
  [Order, rows('os', 'on', 'ou', 'oc')],
  [Position, rows('ps', 'pn', 'pu', 'pc')],
  [AccountTrade, rows('', 'te', 'tu')],
  [Wallet, rows('ws', 'wu')],
  [Balance, ['"bu",ROW']],
  [MarginBase, ['"miu",["base",ROW]']],
  [MarginSymbol, ['"miu",["sym","tBTCUSD",ROW]']],
  [FundingInfo, ['"fiu",["sym","fUSD",ROW]']],
  [FundingOffer, rows('fos', 'fon', 'fou', 'foc')],
  [FundingCredit, rows('fcs', 'fcn', 'fcu', 'fcc')],
  [FundingLoan, rows('fls', 'fln', 'flu', 'flc')],
  [AccountFundingTrade, rows('', 'fte', 'ftu')],
  [
    SparseOrder,
    [...answers('on-req', 'ou-req', 'oc-req'), '"n",[null,"oc_multi-req",7,null,[ROW,ROW],null,null,null]'],
  ],
  [SparseFundingOffer, answers('fon-req', 'fou-req', 'foc-req')],
  [SparsePosition, answers('pm-req', 'pc')],
  [PriceAlert, answers('uca')],
];

// JSON texts of cells.
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => JSON.stringify(each));
const whole = fc.maxSafeInteger().map(String);
const text = fc.string({ unit: 'binary', maxLength: 8 }).map((each) => JSON.stringify(each));
const common = {
  integer: whole,
  integerOrText: fc.oneof(whole, fc.constantFrom('"lend"', '"loan"')),
  time: double,
  text,
  flag: fc.constantFrom('0', '1'),
  meta: fc.constantFrom('{}', '{"$F7":1,"a":{"b":[null]}}'),
  raw: fc.constantFrom('0', '"x"', '{"a":1}', '[1,[2]]'),
};
type Cells = Readonly<Record<Column['kind'], fc.Arbitrary<string>>>;
const CELLS: Readonly<Record<NumberMode, Cells>> = {
  number: { ...common, decimal: double, id: whole },
  text: {
    ...common,
    decimal: fc.stringMatching(/^-?(0|[1-9][0-9]{0,24})(\.[0-9]{1,24})?([eE][+-]?[0-9]{1,2})?$/),
    id: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String),
  },
};

const rowOf = (codec: Tabled, cells: Cells): fc.Arbitrary<string> => {
  const columns = codec.columns();
  const width = Math.max(...columns.map(({ index }) => index + 1));
  const all = Array.from({ length: width }, (_, at) => {
    const column = columns.find(({ index }) => index === at);
    if (column === undefined) return fc.constant('null');
    // The first column says that a sparse row is no list of rows; it may be null, as any other.
    return column.nullable ? fc.option(cells[column.kind], { nil: 'null' }) : cells[column.kind];
  });
  return fc.tuple(...all).map((row) => `[${row.join(',')}]`);
};

const read = (frame: string, numbers: NumberMode, flags: number): Message<NumberMode> => {
  const decoded = createSessionDecoder<NumberMode>({ numbers, flags }).decode(frame);
  if (E.isLeft(decoded)) throw new Error(`${frame}: ${JSON.stringify(decoded.left)}`);
  return decoded.right;
};

const CASES = FAMILIES.flatMap(([codec, frames]) =>
  (['number', 'text'] satisfies NumberMode[]).map((numbers) => ({ family: codec.name, codec, frames, numbers })),
);
const TAILS: ReadonlyArray<readonly [flags: number, tail: string]> = [
  [0, ''],
  [FLAGS.SEQ_ALL, ',41,7'],
  [FLAGS.TIMESTAMP, ',1790134414850'],
  [FLAGS.SEQ_ALL + FLAGS.TIMESTAMP, ',41,7,1790134414850'],
];

describe.each(CASES)('$family in $numbers mode', ({ codec, frames, numbers }) => {
  test('is written as it was read, and reads the same again', () => {
    const row = rowOf(codec, CELLS[numbers]);
    const frame = fc.tuple(fc.constantFrom(...frames), row, row, fc.constantFrom(...TAILS));
    fc.assert(
      fc.property(frame, ([shape, first, second, [flags, tail]]) => {
        const wire = `[0,${shape.replace('ROW', () => first).replace('ROW', () => second)}${tail}]`;
        const message = read(wire, numbers, flags);
        const written = encodeMessage(message, flags);
        expect(written).toBe(wire);
        expect(read(written, numbers, flags)).toEqual(message);
      }),
      { numRuns: 60 },
    );
  });
});
