import { ERROR_CODES, FLAGS, hasFlag, INFO_CODES, isRetryableErrorCode } from './index.js';

test('the flags are those of the documentation', () => {
  expect(Object.values(FLAGS)).toEqual([8, 32, 32768, 65536, 131072, 536870912]);
  expect([hasFlag(196608, FLAGS.SEQ_ALL), hasFlag(196608, FLAGS.TIMESTAMP)]).toEqual([true, false]);
});

test('the codes are those of the documentation, and the rate limit', () => {
  expect(Object.values(INFO_CODES)).toEqual([5000, 20051, 20060, 20061]);
  expect(Object.values(ERROR_CODES)).toEqual([
    ...[10000, 10001, 10008, 10011, 10012, 10020, 10050, 10100, 10111, 10112, 10113, 10114, 10200],
    ...[10300, 10301, 10302, 10305, 10400, 10401, 11000, 11010],
  ]);
});

test('the codes are distinct, and four of them are worth another try', () => {
  const codes = [...Object.values(ERROR_CODES), ...Object.values(INFO_CODES)];
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.filter(isRetryableErrorCode)).toEqual([10008, 10114, 11000, 11010]);
});
