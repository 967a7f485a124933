import fc from 'fast-check';
import { amountText, decimalText } from './number-text.js';

describe('number text', () => {
  it('is what JavaScript prints for every amount below 2^25 whole units', () => {
    const most = 2 ** 25 * 1e8;
    fc.assert(
      fc.property(fc.integer({ min: -most, max: most }), (units) => {
        expect(amountText(units)).toBe(String(units / 1e8));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is what JavaScript prints for every price of up to twelve decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), fc.integer({ min: 0, max: 12 }), (ticks, decimals) => {
        expect(decimalText(ticks, decimals)).toBe(String(ticks / 10 ** decimals));
      }),
      { numRuns: 2_000 },
    );
  });

  it('turns to an exponent below one millionth, as the recorded frames do', () => {
    expect([1_100, 1_000, 999, 910, 20].map((ticks) => decimalText(ticks, 9))).toEqual([
      '0.0000011',
      '0.000001',
      '9.99e-7',
      '9.1e-7',
      '2e-8',
    ]);
    expect([-1, 150, 0, 100_000_000, 20_500_000_000_000].map(amountText)).toEqual([
      '-1e-8',
      '0.0000015',
      '0',
      '1',
      '205000',
    ]);
  });
});
