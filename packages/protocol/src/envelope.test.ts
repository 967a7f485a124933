import fc from 'fast-check';
import { readTrailers, writeTrailers } from './envelope.js';

const trailer = fc.option(fc.nat(), { nil: null });
const flags = fc.constantFrom(0, 32768, 65536, 98304);
const head = fc.constantFrom<ReadonlyArray<unknown>>(
  [0, 'hb'],
  [7, 'hb'],
  [0, 'n', []],
  [0, 'ou', []],
  [7, []],
  [7, 'te', []],
);

test('trailers that were read are written so that they read the same', () => {
  fc.assert(
    fc.property(head, fc.array(trailer, { maxLength: 4 }), flags, (begin, came, mask) => {
      const read = readTrailers([...begin, ...came], mask);
      const tag = typeof begin[1] === 'string' ? begin[1] : null;
      const written = writeTrailers(begin[0] as number, tag, read, mask);
      expect(readTrailers([...begin, ...written], mask)).toEqual(read);
    }),
    { numRuns: 5000 },
  );
});

test('trailers that came as promised are written as they came', () => {
  expect(writeTrailers(7, null, { seq: 1, accountSeq: null, serverTime: 2 }, 98304)).toEqual([1, 2]);
  expect(writeTrailers(0, 'ou', { seq: 1, accountSeq: 3, serverTime: 2 }, 98304)).toEqual([1, 3, 2]);
  expect(writeTrailers(0, 'n', { seq: null, accountSeq: 3, serverTime: 2 }, 98304)).toEqual([3, 2]);
  expect(writeTrailers(0, 'hb', { seq: 1, accountSeq: null, serverTime: 2 }, 98304)).toEqual([1, 2]);
});

test('without flags those are written that there are', () => {
  expect(writeTrailers(7, null, { seq: null, accountSeq: null, serverTime: null }, null)).toEqual([]);
  expect(writeTrailers(7, null, { seq: null, accountSeq: null, serverTime: 2 }, null)).toEqual([2]);
  expect(writeTrailers(0, 'ou', { seq: null, accountSeq: 3, serverTime: null }, null)).toEqual([null, 3]);
});
