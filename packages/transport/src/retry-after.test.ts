import { retryAfterMs } from './retry-after.js';

const now = Date.UTC(2026, 10, 22, 12, 0, 0);

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    [' 5 ', 5_000],
    ['0', 0],
    ['Sun, 22 Nov 2026 12:01:30 GMT', 90_000],
    ['Sunday, 22-Nov-26 12:01:30 GMT', 90_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['-5', null],
    ['1.5', null],
    ['2026', 2_026_000],
    ['soon', null],
    ['Sun, 99 Xyz', null],
    ['', null],
    [undefined, null],
  ])('%j asks for %j ms', (asked, ms) => {
    expect(retryAfterMs({ 'retry-after': asked }, now)).toBe(ms);
  });

  it('is counted from the date of the answer, so that a wrong clock here does not matter', () => {
    const date = 'Sun, 22 Nov 2026 09:00:00 GMT';
    expect(retryAfterMs({ 'retry-after': 'Sun, 22 Nov 2026 09:00:20 GMT', date }, now)).toBe(20_000);
    expect(retryAfterMs({ 'retry-after': 'Sun, 22 Nov 2026 12:00:20 GMT', date: 'never' }, now)).toBe(20_000);
  });
});
