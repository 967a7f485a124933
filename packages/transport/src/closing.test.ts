import fc from 'fast-check';
import { fitReason, isApplicationCode, isSendableCode } from './closing.js';

const bytes = (text: string): number => new TextEncoder().encode(text).length;

describe('what a close frame may carry', () => {
  it('a reason is cut to 123 bytes between characters, and no shorter than it must be', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (reason) => {
        const fitting = fitReason(reason);
        const next = [...reason.slice(fitting.length)][0];
        expect(reason.startsWith(fitting)).toBe(true);
        expect(bytes(fitting)).toBeLessThanOrEqual(123);
        expect(next === undefined || bytes(fitting + next) > 123).toBe(true);
      }),
    );
  });

  it('codes that only ever report an ending are not sent', () => {
    const codes = [999, 1000, 1001, 1004, 1005, 1006, 1011, 1012, 1015, 2999, 3000, 4999, 5000, 1000.5, NaN];
    expect(codes.filter(isSendableCode)).toEqual([1000, 1001, 1011, 1012, 3000, 4999]);
    expect(codes.filter(isApplicationCode)).toEqual([1000, 3000, 4999]);
  });
});
