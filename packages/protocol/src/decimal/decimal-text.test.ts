import { either as E } from 'fp-ts';
import fc from 'fast-check';
import {
  decimalText,
  explainDecimalError,
  isRetryableDecimalError,
  MAX_DECIMAL_EXPONENT,
  type Decimal,
} from '../index.js';

const text = (value: Decimal): string => {
  const written = decimalText(value);
  if (E.isLeft(written)) throw new Error(explainDecimalError(written.left));
  return written.right;
};
const tag = (value: unknown): string => {
  const written = decimalText(value as Decimal);
  return E.isLeft(written) ? written.left._tag : `written: ${written.right}`;
};

const PLAIN = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;
const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 60 });
const plain = fc
  .tuple(fc.constantFrom('', '-'), digits, fc.option(digits))
  .map(([sign, whole, part]) => sign + whole.replace(/^0+(?=.)/, '') + (part === null ? '' : `.${part}`));

describe('a number is written', () => {
  test.each([
    [1e-8, '0.00000001'],
    [1.2e-7, '0.00000012'],
    [0.1, '0.1'],
    [1e21, '1000000000000000000000'],
    [-1.5e300, `-15${'0'.repeat(299)}`],
    [5e-324, `0.${'0'.repeat(323)}5`],
    [-0, '0'],
    [1e5, '100000'],
    [0.1 + 0.2, '0.30000000000000004'],
  ])('%p without an exponent: %s', (value, expected) => {
    expect(text(value)).toBe(expected);
  });

  test('so that it reads back as itself, whatever number it is', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(finite, (x) => {
        const written = text(x);
        expect(Number(written) === x).toBe(true);
        expect(written).toMatch(PLAIN);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a text', () => {
  test.each(['1', '-12.50', '0.000', '-0', '12345678901234567890.123456789012345678'])('%s stays as it is', (value) => {
    expect(text(value)).toBe(value);
  });

  test.each([
    ['1e-7', '0.0000001'],
    ['1E+3', '1000'],
    ['1.50e1', '15.0'],
    ['-1.50e-7', '-0.000000150'],
    ['123.456e2', '12345.6'],
    ['0.5e1', '5'],
    ['0.001e2', '0.1'],
    ['0e5', '0'],
    ['1.23456789012345678901e10', '12345678901.2345678901'],
    ['1e0', '1'],
    [`1e${MAX_DECIMAL_EXPONENT}`, `1${'0'.repeat(MAX_DECIMAL_EXPONENT)}`],
  ])('%s is expanded digit by digit', (value, expected) => {
    expect(text(value)).toBe(expected);
  });

  test('of any length keeps every digit, and is written the same the second time', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(text(value)).toBe(value);
      }),
    );
    const long = `1${'2'.repeat(100_000)}.${'3'.repeat(100_000)}`;
    expect(text(long)).toBe(long);
  });

  test('with an exponent means the same digits with the point elsewhere', () => {
    fc.assert(
      fc.property(plain, fc.integer({ min: -400, max: 400 }), (value, exponent) => {
        const written = text(`${value}e${exponent}`);
        expect(written).toMatch(PLAIN);
        expect(text(written)).toBe(written);
        // Moving the point back gives the same value: compared as integers over one denominator.
        expect(scaled(text(`${written}e${-exponent}`))).toBe(scaled(value));
      }),
    );
  });

  test.each([
    '',
    ' ',
    '+1',
    '.5',
    '1.',
    '007',
    '-',
    '1,5',
    '1_000',
    '0x10',
    ' 1',
    '1\n',
    '--1',
    '1e',
    'NaN',
    'Infinity',
  ])('%j is refused', (value) => {
    expect(tag(value)).toBe('NotADecimal');
  });

  test('with an exponent that would fill the memory is refused', () => {
    expect([tag('1e1001'), tag('1e-1001'), tag('1e99999999999999999999')]).toEqual([
      'ExponentTooLarge',
      'ExponentTooLarge',
      'ExponentTooLarge',
    ]);
  });
});

describe('a value of a decimal library', () => {
  const decimal = (spoken: string): Decimal => ({ toFixed: () => '0', toString: () => spoken });

  test('is written with all its digits, whatever its toFixed would round', () => {
    expect(text(decimal('1.23456789012345678901e-7'))).toBe('0.000000123456789012345678901');
    expect(text(decimal('12.50'))).toBe('12.50');
    expect(text(Object(1.5) as Decimal)).toBe('1.5');
    expect(text(12345678901234567890n)).toBe('12345678901234567890');
  });

  test('that is no number, throws or answers nonsense is refused', () => {
    const throwing = {
      toFixed: () => '1',
      toString: (): string => {
        throw new Error('no');
      },
    };
    expect(tag(decimal('NaN'))).toBe('NotADecimal');
    expect(tag(throwing)).toBe('NotADecimal');
    expect(tag({ toFixed: () => '1', toString: () => 1 })).toBe('NotADecimal');
  });
});

test('what is no decimal at all is refused, and said in one line', () => {
  const wrong = [NaN, Infinity, -Infinity, null, undefined, {}, [1], true, new Date(0), Symbol('1'), () => '1'];
  expect(wrong.map(tag)).toEqual(wrong.map(() => 'NotADecimal'));
  for (const each of [...wrong, '1e9999', 'x'.repeat(5000)]) {
    const written = decimalText(each as Decimal);
    if (E.isRight(written)) throw new Error('was written');
    expect(explainDecimalError(written.left)).toMatch(/^[^\n]{5,300}$/);
    expect(isRetryableDecimalError(written.left)).toBe(false);
  }
});

test('nothing that can be written holds an exponent', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double(), fc.bigInt()), (value) => {
      const written = decimalText(value);
      if (E.isRight(written)) expect(written.right).toMatch(PLAIN);
    }),
  );
});

// The value of a plain decimal times 10^1000, exactly.
const scaled = (value: string): bigint => {
  const [whole = '', part = ''] = value.split('.');
  return BigInt((whole + part).replace('-', '') + '0'.repeat(1000 - part.length)) * (value.startsWith('-') ? -1n : 1n);
};
