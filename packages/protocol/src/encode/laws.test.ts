import { either as E } from 'fp-ts';
import fc from 'fast-check';
import {
  Candle,
  createSessionDecoder,
  DerivativesStatus,
  encodeMessage,
  FLAGS,
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
  type Message,
  type NumberMode,
  type RowCodec,
  type SessionDecoder,
} from '../index.js';

type Shape = 'row' | 'list' | 'te' | 'tu' | 'fte' | 'ftu';
type Tabled = Pick<RowCodec<object>, 'columns' | 'name'>;

const book = (prec: string, symbol: string): string =>
  `{"event":"subscribed","channel":"book","chanId":7,"symbol":"${symbol}","prec":"${prec}","freq":"F0","len":"25"}`;
const plain = (channel: string, symbol: string): string =>
  `{"event":"subscribed","channel":"${channel}","chanId":7,"symbol":"${symbol}"}`;
const keyed = (channel: string, key: string): string =>
  `{"event":"subscribed","channel":"${channel}","chanId":7,"key":"${key}"}`;

// Every row with the acknowledgement of its channel and the shapes in which it comes.
const FAMILIES: ReadonlyArray<readonly [Tabled, ack: string, shapes: ReadonlyArray<Shape>]> = [
  [Ticker, plain('ticker', 'tBTCUSD'), ['row']],
  [FundingTicker, plain('ticker', 'fUSD'), ['row']],
  [Trade, plain('trades', 'tBTCUSD'), ['list', 'te', 'tu']],
  [FundingTrade, plain('trades', 'fUSD'), ['list', 'fte', 'ftu']],
  [PriceRow, book('P0', 'tBTCUSD'), ['row', 'list']],
  [OrderRow, book('R0', 'tBTCUSD'), ['row', 'list']],
  [FundingRow, book('P0', 'fUSD'), ['row', 'list']],
  [OfferRow, book('R0', 'fUSD'), ['row', 'list']],
  [Candle, keyed('candles', 'trade:1m:tBTCUSD'), ['row', 'list']],
  [DerivativesStatus, keyed('status', 'deriv:tBTCF0:USTF0'), ['row']],
  [Liquidation, keyed('status', 'liq:global'), ['list']],
];

// JSON texts of cells, as a server may spell them.
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => JSON.stringify(each));
const whole = fc.maxSafeInteger().map(String);
const spelled = fc.stringMatching(/^-?(0|[1-9][0-9]{0,24})(\.[0-9]{1,24})?([eE][+-]?[0-9]{1,2})?$/);
const huge = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String);
const text = fc.string({ unit: 'binary', maxLength: 8 }).map((each) => JSON.stringify(each));

type Cells = Readonly<Record<Column['kind'], fc.Arbitrary<string>>>;
const rest = {
  integer: whole,
  integerOrText: fc.oneof(whole, fc.constantFrom('"lend"', '"loan"')),
  time: double,
  text,
  flag: fc.constantFrom('0', '1'),
  meta: fc.constant('{}'),
  raw: text,
};
// What is written again to the digit: in number mode as doubles are spelled, in text mode as anybody spells.
const CANONICAL: Readonly<Record<NumberMode, Cells>> = {
  number: { ...rest, decimal: double, id: whole },
  text: { ...rest, decimal: spelled, id: huge },
};
// What is read all the same: numeric text, other spellings.
const quoted = (cell: fc.Arbitrary<string>): fc.Arbitrary<string> => cell.map((each) => JSON.stringify(each));
const LOOSE: Cells = {
  ...rest,
  decimal: fc.oneof(spelled, double, quoted(spelled)),
  id: fc.oneof(
    whole,
    quoted(whole),
    whole.map((each) => `${each}.0`),
  ),
  integer: fc.oneof(whole, quoted(whole)),
  time: fc.oneof(spelled, quoted(whole)),
};

const rowOf = (codec: Tabled, cells: Cells, loose: boolean): fc.Arbitrary<string> => {
  const columns = codec.columns();
  const width = Math.max(...columns.map(({ index }) => index + 1));
  const needed = Math.max(...columns.filter(({ optional }) => !optional).map(({ index }) => index + 1));
  const all = Array.from({ length: width }, (_, at) => {
    const column = columns.find(({ index }) => index === at);
    if (column === undefined) return fc.constant(codec.name === 'Liquidation' && at === 0 ? '"pos"' : 'null');
    return column.nullable ? fc.option(cells[column.kind], { nil: 'null' }) : cells[column.kind];
  });
  const end = loose ? fc.integer({ min: needed, max: width + 2 }) : fc.constant(width);
  return fc
    .tuple(fc.tuple(...all), end)
    .map(([row, length]) => `[${[...row, 'null', '"new"'].slice(0, length).join(',')}]`);
};

const payloadOf = (row: fc.Arbitrary<string>, shape: Shape): fc.Arbitrary<string> => {
  if (shape === 'row') return row;
  if (shape === 'list') return fc.array(row, { maxLength: 4 }).map((rows) => `[${rows.join(',')}]`);
  return row.map((each) => `"${shape}",${each}`);
};

const MASKS = [0, FLAGS.SEQ_ALL, FLAGS.TIMESTAMP, FLAGS.SEQ_ALL + FLAGS.TIMESTAMP, FLAGS.BULK_UPDATES];
const tailOf = (flags: number): string =>
  `${(flags & FLAGS.SEQ_ALL) === 0 ? '' : ',41'}${(flags & FLAGS.TIMESTAMP) === 0 ? '' : ',1790134414850'}`;

const CASES = FAMILIES.flatMap(([codec, ack, shapes]) =>
  (['number', 'text'] as const).flatMap((numbers) =>
    shapes.map((shape) => ({ family: codec.name, codec, ack, shape, numbers })),
  ),
);

describe.each(CASES)('$family in $numbers mode, as $shape', ({ codec, ack, shape, numbers }) => {
  // What the frames are written as, once it is seen that a session which hears that understands the same. The frame comes
  // twice, so that a list is a snapshot and then, under BULK_UPDATES, an update.
  const law = (payload: string, flags: number): ReadonlyArray<string> => {
    const first = createSessionDecoder<NumberMode>({ numbers, flags });
    const second = createSessionDecoder<NumberMode>({ numbers, flags });
    const read = (session: SessionDecoder<NumberMode>, frame: string): Message<NumberMode> => {
      const decoded = session.decode(frame);
      if (E.isLeft(decoded)) throw new Error(`${frame}: ${JSON.stringify(decoded.left)}`);
      return decoded.right;
    };
    const frame = `[7,${payload}${tailOf(flags)}]`;
    return [ack, frame, frame].map((each) => {
      const message = read(first, each);
      const written = encodeMessage(message, flags);
      expect(read(second, written)).toEqual(message);
      return written;
    });
  };

  test('a canonical frame is written as it was read, in text mode to the last digit', () => {
    const payloads = payloadOf(rowOf(codec, CANONICAL[numbers], false), shape);
    fc.assert(
      fc.property(payloads, fc.constantFrom(...MASKS), (payload, flags) => {
        const frame = `[7,${payload}${tailOf(flags)}]`;
        expect(law(payload, flags)).toEqual([ack, frame, frame]);
      }),
    );
  });

  test('any frame that is read is written as one that reads the same', () => {
    const payloads = payloadOf(rowOf(codec, LOOSE, true), shape);
    fc.assert(
      fc.property(payloads, fc.constantFrom(...MASKS), (payload, flags) => {
        law(payload, flags);
      }),
    );
  });
});
