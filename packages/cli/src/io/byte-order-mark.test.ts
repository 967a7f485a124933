import { withoutMark } from './byte-order-mark.js';

test('a mark before a text is left out, and nothing else', () => {
  expect(withoutMark('\uFEFF{"apiKey":"k"}')).toBe('{"apiKey":"k"}');
  expect(withoutMark('{"apiKey":"\uFEFF"}')).toBe('{"apiKey":"\uFEFF"}');
  expect(withoutMark('')).toBe('');
});
