import { explainBookError, isRetryableBookError, type BookError } from './errors.js';

const errors: ReadonlyArray<readonly [BookError, string, boolean]> = [
  [{ _tag: 'NotSynced', type: 'bookUpdate' }, 'bookUpdate', false],
  [{ _tag: 'WrongKind', expected: 'price', received: 'order' }, 'order rows', false],
  [{ _tag: 'UnknownDeletion', side: 'bid', key: '1e-7' }, 'bid 1e-7', true],
  [{ _tag: 'WrongSide', side: 'ask', key: '100' }, 'ask 100', true],
  [{ _tag: 'WrongSide', side: null, key: '100' }, 'neither side', true],
  [{ _tag: 'SideTooLong', side: 'ask', length: 27, limit: 25 }, '27 levels where 25', true],
  [{ _tag: 'ChecksumMismatch', expected: -5, actual: 6 }, "server's checksum is -5, the book's is 6", true],
];

describe('a book error', () => {
  it.each(errors)(
    '%j is one sentence with its facts, and says whether a fresh snapshot helps',
    (error, fact, retry) => {
      expect(explainBookError(error)).toContain(fact);
      expect(explainBookError(error)).toMatch(/^[A-Z].*\.$/);
      expect(isRetryableBookError(error)).toBe(retry);
    },
  );
});
