import { LONGEST_TIMER_MS } from './limits.js';
import { systemClock, systemRandom } from './ports.js';

describe('the system clock', () => {
  beforeEach(() => jest.useFakeTimers({ now: 1_600_000_000_000 }));
  afterEach(() => jest.useRealTimers());

  it('tells the time and fires once, unless it was cancelled before', () => {
    const fired: string[] = [];
    systemClock.after(10, () => fired.push('kept'));
    const cancel = systemClock.after(10, () => fired.push('cancelled'));
    cancel();
    cancel();
    jest.advanceTimersByTime(9);
    expect(fired).toEqual([]);
    jest.advanceTimersByTime(100);
    expect(fired).toEqual(['kept']);
    expect(systemClock.now()).toBe(1_600_000_000_109);
  });

  it('keeps a delay that is longer than what the platform can count', () => {
    let fired = 0;
    systemClock.after(2 * LONGEST_TIMER_MS + 5, () => fired++);
    const cancel = systemClock.after(2 * LONGEST_TIMER_MS, () => fired--);
    jest.advanceTimersByTime(LONGEST_TIMER_MS + 1);
    cancel();
    jest.advanceTimersByTime(LONGEST_TIMER_MS + 3);
    expect(fired).toBe(0);
    jest.advanceTimersByTime(1);
    expect(fired).toBe(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});

it('the system dice stay within [0, 1) and do not repeat themselves', () => {
  const throws = Array.from({ length: 100 }, systemRandom);
  expect(throws.every((value) => value >= 0 && value < 1)).toBe(true);
  expect(new Set(throws).size).toBeGreaterThan(90);
});
