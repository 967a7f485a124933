import CRC32 from 'crc-32';
import fc from 'fast-check';
import { appendCrc, beforeZeroByte } from './crc.js';

const ascii = (maxLength: number) => fc.string({ unit: 'binary-ascii', maxLength });

describe('the CRC of two texts, one after the other', () => {
  it('follows from the CRC of each and the length of the second', () => {
    fc.assert(
      fc.property(ascii(80), ascii(80), (a, b) => {
        expect(appendCrc(CRC32.str(a), CRC32.str(b), b.length)).toBe(CRC32.str(a + b));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([0, 1, 62, 63, 64, 65, 500])('holds for a second text of %d bytes', (length) => {
    const text = 'x'.repeat(length);
    expect(appendCrc(CRC32.str('abc'), CRC32.str(text), length)).toBe(CRC32.str(`abc${text}`));
  });

  it('can be undone by one zero byte', () => {
    fc.assert(fc.property(fc.integer(), (crc) => expect(appendCrc(beforeZeroByte(crc), 0, 1)).toBe(crc)));
  });
});
