import { crc32 as reference } from 'node:zlib';
import fc from 'fast-check';
import { crc32 } from './crc.js';

describe('crc32', () => {
  it.each([
    ['6000:1:6100:-3:5900:2:6200:-4', 1756193398],
    ['100:1:102:-3:101:2:103:-4', 1841538801],
    ['0.000000001:1:0.000000002:-3:0.0000000001:0.0000000002:0.000000003:-4', -2030111072],
    ['6000:1:6100:-3:1.7e-8:2:6200:-4', 952615146],
    ['64000.5:0.75:64010.25:-0.5', 942526109],
    ['100:2:101:-2:99:1.5:102:-1.5:98:3:103:-3', -865465902],
    ['1.5e-7:1e-8:2e-7:-1e-8', 1513645444],
    [Array.from({ length: 10 }, () => '0:0.000005:0:-0.000005').join(':'), 190468240],
  ])('of %s is %d', (text, checksum) => {
    expect(crc32(text)).toBe(checksum);
  });

  it('is that of zlib for any ASCII text, as a signed number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => expect(crc32(text)).toBe(reference(text) | 0)),
    );
  });
});
