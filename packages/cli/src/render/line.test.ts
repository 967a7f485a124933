import { fitLine, fitParts, wrapWords } from './line.js';

test('a text is broken between words, and within one only where it is longer than a line', () => {
  expect(wrapWords('cannot connect to ws://127.0.0.1:1/ws/2: refused', 18)).toEqual([
    'cannot connect to',
    'ws://127.0.0.1:1/w',
    's/2: refused',
  ]);
  expect(wrapWords('short', 18)).toEqual(['short']);
  expect(wrapWords('', 18)).toEqual(['']);
});

test('what has no room beside the rest goes as a whole', () => {
  expect(fitParts(12, ['one', 'two', 'three'])).toEqual(['one', 'two']);
  expect(fitParts(2, ['one', 'two'])).toEqual(['one']);
  expect(fitLine(9, [{ text: 'left' }], [{ text: 'right' }])).toBe('left');
  expect(fitLine(10, [{ text: 'left' }], [{ text: 'right' }])).toBe('left right');
});
