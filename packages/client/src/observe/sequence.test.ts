import { createSequenceAudit } from './sequence.js';

const audit = (numbers: ReadonlyArray<number | 'unread'>) => {
  const { check, unread } = createSequenceAudit();
  return numbers.flatMap((seq) => (seq === 'unread' ? (unread(), []) : [check(seq)])).filter((gap) => gap !== null);
};

describe('a sequence audit', () => {
  it('starts with the first number that it sees', () => {
    expect(audit([17, 18, 19])).toEqual([]);
  });
  it('says how many frames never came', () => {
    expect(audit([1, 2, 6, 7])).toEqual([{ expected: 3, received: 6, missing: 3 }]);
  });
  it('tells a doubled frame once', () => {
    expect(audit([1, 2, 2, 3])).toEqual([{ expected: 3, received: 2, missing: 0 }]);
  });
  it('tells swapped frames where they are swapped, and goes on behind them', () => {
    expect(audit([1, 3, 2, 4, 5])).toEqual([
      { expected: 2, received: 3, missing: 1 },
      { expected: 4, received: 2, missing: 0 },
    ]);
  });
  it('does not take a frame that came and could not be read for missing', () => {
    expect(audit([1, 'unread', 3, 4])).toEqual([]);
    expect(audit([1, 'unread', 4])).toEqual([{ expected: 2, received: 4, missing: 1 }]);
    expect(audit([1, 'unread', 2, 4])).toEqual([{ expected: 3, received: 4, missing: 1 }]);
  });
});
