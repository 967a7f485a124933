import fc from 'fast-check';
import {
  cutDecimal,
  feeOf,
  moneyOfAmount,
  moneyOfValue,
  moneyText,
  readDecimal,
  statePriceText,
  valueOfMoney,
} from './money.js';

describe('money', () => {
  it('reads what was written, whatever the digits, and nothing that is not whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
        fc.integer({ min: 0, max: 9 }),
        (units, decimals) => {
          const sign = units < 0 ? '-' : '';
          const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
          const point = digits.length - decimals;
          const text = `${sign}${digits.slice(0, point)}${decimals > 0 ? `.${digits.slice(point)}` : ''}`;
          expect(readDecimal(text, decimals)).toBe(units);
          expect(readDecimal(`${text}${decimals > 0 ? '' : '.'}${'0'.repeat(3)}1`, decimals)).toBeNull();
        },
      ),
    );
  });

  it.each([
    ['0.1', 8, 10_000_000],
    ['-2.5', 8, -250_000_000],
    ['9.1e-7', 9, 910],
    [1.2e-7, 9, 120],
    ['1e3', 0, 1000],
    ['64200.5', 0, null],
    ['', 8, null],
    ['-', 8, null],
    ['0x10', 8, null],
    ['1,5', 8, null],
    [null, 8, null],
    [NaN, 8, null],
    ['99999999999999999999', 8, null],
  ])('reads %p with %i decimals as %p', (text, decimals, units) => {
    expect(readDecimal(text, decimals)).toBe(units);
  });

  it('cuts off what is too fine, where that is wished', () => {
    expect([cutDecimal('64200.57', 1), cutDecimal('-0.019', 2), cutDecimal('1.5e-9', 9), cutDecimal('x', 1)]).toEqual([
      642_005,
      -1,
      1,
      null,
    ]);
  });

  it('says what a trade is worth without a rounding, and rounds a fee up by less than a unit', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 20n }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 10_000 }),
        (value, decimals, millionths) => {
          const money = moneyOfValue(value, decimals);
          expect(valueOfMoney(money, decimals)).toBe(value);
          const excess = feeOf(money, millionths) * 1_000_000n - money * BigInt(millionths);
          expect(excess >= 0n && excess < 1_000_000n).toBe(true);
        },
      ),
    );
  });

  it('writes numbers as the exchange does', () => {
    expect(moneyText(moneyOfAmount(5_002_500_000_000))).toBe('50025');
    expect(moneyText(-6_060_239_820_000_000n)).toBe('-0.00606023982');
    expect(moneyText(7n)).toBe('7e-18');
    expect([statePriceText(8_150, 0), statePriceText(9_162, 1), statePriceText(910, 9)]).toEqual([
      '8150.0',
      '916.2',
      '9.1e-7',
    ]);
  });
});
