import { ERROR_CODES, FLAGS, hasFlag, INFO_CODES, isRetryableErrorCode } from './index.js';

test('the flags are those of the documentation', () => {
  expect(Object.values(FLAGS)).toEqual([8, 32, 32768, 65536, 131072, 536870912]);
  expect([hasFlag(196608, FLAGS.SEQ_ALL), hasFlag(196608, FLAGS.TIMESTAMP)]).toEqual([true, false]);
});

test('the codes are distinct, and three of them are worth another try', () => {
  const codes = [...Object.values(ERROR_CODES), ...Object.values(INFO_CODES)];
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.filter(isRetryableErrorCode)).toEqual([10008, 10114, 11000]);
});
