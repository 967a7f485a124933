import { createSeededRandom } from '@bitfinex-ws/testkit';
import { exactQuotient } from './exact-quotient.js';
import { Scanner } from './scanner.js';

const ONE = { width: 1, whole: 0, nullable: 0, nameless: 0 };
const scanner = new Scanner();

/** What the scanner makes of a number; null where it leaves it to the codec. */
const scan = (text: string): number | null =>
  scanner.open(Buffer.from(`[1,[${text}]]`), 1000) && scanner.row(ONE) && scanner.trailers(0) ? scanner.value(0) : null;

const random = createSeededRandom(2);
const below = (limit: number): number => Math.floor(random() * limit);
const digits = (count: number): string => Array.from({ length: count }, () => below(10)).join('');

// Up to 18 digits, a point anywhere, zeros before them and after them, either sign.
const anyDecimal = (): string => {
  const whole = below(3) === 0 ? '0' : `${1 + below(9)}${digits(below(12))}`;
  const zeros = '0'.repeat(below(4) === 0 ? below(5) : 0);
  const places = zeros + digits(below(19 - (whole === '0' ? 0 : whole.length)));
  return `${below(2) === 0 ? '-' : ''}${whole}${places === '' ? '' : `.${places}`}`;
};
// What arithmetic leaves behind, and what stands close to the middle of two doubles.
const anyDouble = (): string => String((random() - 0.3) * 10 ** (below(14) - 5) + random());
const nearMiddle = (): string => {
  const exponent = 53 + below(6);
  const odd = (2n ** 53n + 2n * BigInt(below(2 ** 52)) + 1n) * 2n ** BigInt(exponent - 53);
  const text = String(odd / 2n + BigInt(below(3)) - 1n).slice(0, 18);
  return `${text.slice(0, 3)}.${text.slice(3)}`;
};

describe('a number', () => {
  test('is the double of its text, 200,000 times', () => {
    const wrong: string[] = [];
    for (let round = 0; round < 200_000; round++) {
      const text = [anyDecimal, anyDouble, nearMiddle][round % 3]?.() ?? '';
      const value = scan(text);
      if (!Object.is(value, Number(text)) || (scanner.noisy === 0 && String(value) !== text)) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  });

  test.each([
    ...['0', '-0', '1', '-1.5', '0.1', '7254.5', '0.00000001', '1e5', '-1E-7', '1.5e+300', '0e0', '5e-324', '1e-400'],
    ...['999999999999999999', '0.0000000000000000000001', '1234567890123456789', '0.1234567890123456789'],
    ...[
      '0.00000000000000000000001',
      '9007199254740992',
      '9007199254740993',
      '9007199254740995',
      '0.1000000000000000055',
    ],
  ])('is read: %s', (text) => {
    expect(scan(text)).toBe(Number(text));
  });

  test.each([
    ...['', '-', '.5', '1.', '-.5', '01', '-01', '00', '1.2.3', '1..2', '--1', '+1', '1-', ' 1', '1 '],
    ...['0x10', 'NaN', 'Infinity', 'null', 'true', '"1"', '1_0', '1,', '1e', '1e+', 'e5', '1e999', '-1e999'],
    `1.${'0'.repeat(100)}`,
  ])('is left to the codec where it is written %j', (text) => {
    expect(scan(text)).toBeNull();
  });

  test('just between two doubles is not settled by two doubles', () => {
    expect(exactQuotient(900719925, 4740992, 7, 0)).toBe(2 ** 53);
    expect(exactQuotient(900719925, 4740994, 7, 0)).toBe(2 ** 53 + 2);
    expect(exactQuotient(900719925, 4740993, 7, 0)).toBeNaN();
    expect(exactQuotient(450359962, 73704965, 8, 1)).toBeNaN();
  });
});

describe('a scanner', () => {
  test('reads no further than the frame, whatever a longer one left behind', () => {
    expect(scanner.open('[1,[123456789],7,8,9]', 1000) && scanner.row(ONE)).toBe(true);
    expect(scanner.open('[1,[1', 1000) && scanner.row(ONE)).toBe(false);
    expect(scanner.open('[1,[1]', 1000) && scanner.row(ONE) && scanner.trailers(0)).toBe(false);
  });

  test('reads a view into a larger buffer', () => {
    const bytes = Buffer.from('xx[1,[12.5]]]]').subarray(2, 12);
    expect(scanner.open(bytes, 1000) && scanner.row(ONE) && scanner.trailers(0)).toBe(true);
    expect(scanner.value(0)).toBe(12.5);
  });

  test('reads texts longer than those before', () => {
    const row = { ...ONE, width: 16 };
    const text = `[1,[${Array.from({ length: 16 }, () => '12345.678901234567').join(',')}]]`;
    expect(scanner.open(text, 1000) && scanner.row(row) && scanner.trailers(0)).toBe(true);
    expect(scanner.value(15)).toBe(12345.678901234567);
  });

  test('leaves alone what is above its limit, not ASCII, or no frame', () => {
    const strange = [null, undefined, 7, {}, { length: 3 }, [], new Uint16Array(8), new DataView(new ArrayBuffer(8))];
    for (const frame of ['[1,[1]]', Buffer.from('[1,[1]]')]) expect(scanner.open(frame, 6)).toBe(false);
    for (const frame of strange) expect(scanner.open(frame as unknown as string, 1000)).toBe(false);
    expect(scanner.open('[1,[1]]é', 1000)).toBe(false);
    expect(scanner.open(`[1,[1]]${' '.repeat(70_000)}`, 100_000)).toBe(false);
  });
});
