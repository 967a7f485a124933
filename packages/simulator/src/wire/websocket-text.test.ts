import fc from 'fast-check';
import { bytesOf, fragmentsOf, piecesOf, textFrame } from './websocket-text.js';

const frame = (length: number): Buffer => Buffer.from(textFrame('x'.repeat(length)), 'latin1');

describe('a text frame', () => {
  it.each([
    [0, [0x81, 0]],
    [125, [0x81, 125]],
    [126, [0x81, 126, 0, 126]],
    [65_535, [0x81, 126, 255, 255]],
    [65_536, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
  ])('of %d bytes has the shortest header', (length, header) => {
    const bytes = frame(length);
    expect([...bytes.subarray(0, header.length)]).toEqual(header);
    expect(bytes).toHaveLength(header.length + length);
  });

  it('carries UTF-8', () => {
    expect(Buffer.from(bytesOf('aä€😀'), 'latin1').toString('utf8')).toBe('aä€😀');
  });
});

it('pieces of bytes are the bytes again, as many as asked for, none of them empty', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 40 }), (bytes, count) => {
      const pieces = piecesOf(bytes, count);
      expect(pieces.join('')).toBe(bytes);
      expect(pieces).toHaveLength(Math.min(count, bytes.length));
      expect(pieces).not.toContain('');
    }),
  );
});

it('one fragment is a whole frame', () => {
  expect(fragmentsOf('a', 3)).toEqual([textFrame('a')]);
});
