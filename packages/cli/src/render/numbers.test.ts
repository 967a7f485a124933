import { commonDecimals, decimalText, decimalsOf, roundedText, spanText, timeText } from './numbers.js';

test.each([
  [1.1e-7, '0.00000011'],
  [-2e-8, '-0.00000002'],
  [1e21, '1000000000000000000000'],
  [1.25e22, '12500000000000000000000'],
  [57123.5, '57123.5'],
  [0, '0'],
  [-3, '-3'],
])('%d is written %s', (value, text) => {
  expect(decimalText(value)).toBe(text);
});

test('the decimals of a column are those of its longest number, up to a limit', () => {
  expect(decimalsOf(1.1e-7)).toBe(8);
  expect(commonDecimals([1, 2.5, 0.125], 8)).toBe(3);
  expect(commonDecimals([1 / 3], 8)).toBe(8);
  expect(commonDecimals([], 8)).toBe(0);
});

test('a difference is shown without the noise of floating point', () => {
  expect(roundedText(0.3 - 0.1, 1)).toBe('0.2');
  expect(roundedText(57124 - 57123, 0)).toBe('1');
});

test('times and spans are short', () => {
  expect(timeText(1618677543829)).toBe('16:39:03');
  expect([spanText(-5), spanText(450), spanText(2500), spanText(200_000)]).toEqual([
    '0 ms',
    '450 ms',
    '2.5 s',
    '3 min 20 s',
  ]);
});
