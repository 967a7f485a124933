import fc from 'fast-check';
import { createNonceSource, nextNonce } from './nonce.js';

describe('a nonce', () => {
  it('is the clock in microseconds', () => {
    expect(nextNonce(0, 1_600_000_000_000)).toBe(1_600_000_000_000_000);
    expect(nextNonce(0, 1_600_000_000_000.123)).toBe(1_600_000_000_000_123);
  });

  it('adds one where the clock stands still or has gone backwards', () => {
    expect(nextNonce(1_600_000_000_000_000, 1_600_000_000_000)).toBe(1_600_000_000_000_001);
    expect(nextNonce(1_600_000_000_000_000, 1_500_000_000_000)).toBe(1_600_000_000_000_001);
  });

  it.each([NaN, Infinity, -Infinity, -1, 1e16])('takes no notice of a clock that shows %d', (now) => {
    expect(nextNonce(41, now)).toBe(42);
  });

  it('grows strictly and stays a safe integer whatever the clock does', () => {
    const clock = fc.array(fc.oneof(fc.double(), fc.integer({ min: 0, max: 4_000_000_000_000 })), { minLength: 2 });
    fc.assert(
      fc.property(fc.nat(), clock, (start, times) => {
        let last = start;
        for (const time of times) {
          const next = nextNonce(last, time);
          expect(next).toBeGreaterThan(last);
          expect(Number.isSafeInteger(next)).toBe(true);
          last = next;
        }
      }),
    );
  });

  it('never exceeds 2^53 - 1, where the key is spent', () => {
    expect(nextNonce(Number.MAX_SAFE_INTEGER - 1, 0)).toBe(Number.MAX_SAFE_INTEGER);
    expect(nextNonce(Number.MAX_SAFE_INTEGER, 1_600_000_000_000)).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('a source of nonces', () => {
  it('gives each nonce once, also many within one tick of the clock', () => {
    const next = createNonceSource(() => 1_600_000_000_000);
    const given = Array.from({ length: 1_000 }, () => next());
    expect(given[0]).toBe(1_600_000_000_000_000);
    expect(given[999]).toBe(1_600_000_000_000_999);
    expect(new Set(given).size).toBe(1_000);
  });

  it('goes on from the last nonce that was used', () => {
    expect(createNonceSource(() => 1, 5_000_000)()).toBe(5_000_001);
  });
});
