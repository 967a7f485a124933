import CRC32 from 'crc-32';
import fc from 'fast-check';
import { put, take, type Placed } from '../test/rows.js';
import { checksumOf, checksumOfSides, checksumText, type ChecksumSide } from './checksum.js';
import { Columns } from './columns.js';
import { levelAt, type Level } from './level.js';
import { Side } from './side.js';

type Row = Pick<Level, 'text'>;
const row = (key: string, amount: string): Row => ({ text: { key, amount } });
const rows = (count: number, amount: string): ReadonlyArray<Row> =>
  [...Array(count).keys()].map((key) => row(`${key + 1}`, amount));

/** Books whose CRC-32 is known from several independent programs; bid and ask in turn. */
const known = [
  { name: 'a P book, two levels a side', text: '6000:1:6100:-3:5900:2:6200:-4', crc: 1756193398 },
  { name: 'an R0 book, two orders a side', text: '100:1:102:-3:101:2:103:-4', crc: 1841538801 },
  {
    name: 'numbers of many digits',
    text: '0.000000001:1:0.000000002:-3:0.0000000001:0.0000000002:0.000000003:-4',
    crc: -2030111072,
  },
  { name: 'a price with an exponent', text: '6000:1:6100:-3:1.7e-8:2:6200:-4', crc: 952615146 },
  { name: 'one level a side', text: '64000.5:0.75:64010.25:-0.5', crc: 942526109 },
  { name: 'three levels a side', text: '100:2:101:-2:99:1.5:102:-1.5:98:3:103:-3', crc: -865465902 },
  { name: 'nothing but exponents', text: '1.5e-7:1e-8:2e-7:-1e-8', crc: 1513645444 },
  {
    name: 'ten orders a side, all with id 0',
    text: '0:0.000005:0:-0.000005:0:0.000005:0:-0.000005:0:0.000005:0:-0.000005:0:0.000005:0:-0.000005:0:0.000005:0:-0.000005:0:0.000005:0:-0.000005:0:0.000005:0:-0.000005:0:0.000005:0:-0.000005:0:0.000005:0:-0.000005:0:0.000005:0:-0.000005',
    crc: 190468240,
  },
];

/** Both sides of a text in which no level is missing. */
const sidesOf = (text: string): readonly [ChecksumSide, ChecksumSide] => {
  const cells = text.split(':');
  const all = cells.flatMap((key, index) => (index % 2 === 0 ? [row(key, cells[index + 1] ?? '')] : []));
  return [all.filter((_, index) => index % 2 === 0), all.filter((_, index) => index % 2 === 1)];
};

describe('a checksum', () => {
  it.each(known)('of $name is $crc', ({ text, crc }) => {
    const [bids, asks] = sidesOf(text);
    expect(checksumText(bids, asks)).toBe(text);
    expect(checksumOf(bids, asks)).toBe(crc);
  });

  it('takes bid and ask in turn and leaves out the levels that are missing', () => {
    expect(checksumText(rows(1, '5'), rows(3, '-5'))).toBe('1:5:1:-5:2:-5:3:-5');
    expect(checksumText(rows(2, '5'), [])).toBe('1:5:2:5');
    expect(checksumText([], rows(1, '-5'))).toBe('1:-5');
  });

  it('of an empty book is that of an empty text, zero', () => {
    expect(checksumText([], [])).toBe('');
    expect(checksumOf([], [])).toBe(0);
  });

  it('looks at 25 levels a side and no deeper', () => {
    expect(checksumText(rows(250, '1'), rows(250, '-1'))).toBe(checksumText(rows(25, '1'), rows(25, '-1')));
    expect(checksumText(rows(25, '1'), [])).not.toBe(checksumText(rows(24, '1'), []));
  });

  it('uses the text as sent, so that 1e-7 and 0.0000001 differ', () => {
    expect(checksumOf([row('1e-7', '1')], [])).not.toBe(checksumOf([row('0.0000001', '1')], []));
  });

  it('is a signed 32-bit integer whatever the texts', () => {
    const text = fc.oneof(fc.double({ noNaN: true }).map(String), fc.integer().map(String));
    const side = fc.array(
      fc.tuple(text, text).map(([key, amount]) => row(key, amount)),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(side, side, (bids, asks) => {
        const sum = checksumOf(bids, asks);
        expect(sum | 0).toBe(sum);
      }),
    );
  });
});

describe('a checksum from remembered levels', () => {
  const level = (price: number, amount: string): Placed => {
    const text = String(Number(amount)) === amount ? null : { key: String(price), amount };
    return { price, amount: Number(amount), text };
  };
  const change = fc.record({
    side: fc.constantFrom(0, 1),
    price: fc.integer({ min: 1, max: 40 }).map((step) => step / 1e7),
    amount: fc.oneof(
      fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map(String),
      fc.constantFrom('9'.repeat(70), '1'.repeat(400), '1.50'),
    ),
    gone: fc.boolean(),
  });

  const textsOf = (side: Side): ReadonlyArray<Row> =>
    [...Array(side.length).keys()].map((depth) => levelAt(side.columns, side.slot(depth)));

  it('is that of the whole text after every change, whatever was remembered before', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 150 }), (changes) => {
        const columns = new Columns(4, false, false);
        const sides = [new Side('bid', columns, 2), new Side('ask', columns, 2)] as const;
        for (const { side, price, amount, gone } of changes) {
          const changed = sides[side === 0 ? 0 : 1];
          if (gone) take(changed, level(price, amount));
          else put(changed, level(price, amount));
          expect(checksumOfSides(...sides)).toBe(CRC32.str(checksumText(textsOf(sides[0]), textsOf(sides[1]))));
        }
      }),
    );
  });
});
