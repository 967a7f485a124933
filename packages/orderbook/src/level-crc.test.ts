import type { BookCursor } from '@bitfinex-ws/protocol';
import CRC32 from 'crc-32';
import fc from 'fast-check';
import { stage } from '../test/rows.js';
import { Columns } from './columns.js';
import { bytesOf, rememberCrc } from './level-crc.js';

/** The CRC of a level that came in a frame with these texts for key and amount; null where it was not remembered. */
const remembered = (key: string, amount: string): { readonly crc: number; readonly bytes: number } | null => {
  const columns = new Columns(2, true, false);
  stage(columns, { price: 1 });
  const slot = columns.keep();
  const bytes = new TextEncoder().encode(`[7,[${key},1,${amount}]]`);
  const keyEnd = 4 + key.length;
  const amountEnd = keyEnd + 3 + amount.length;
  rememberCrc(columns, slot, { bytes, keyStart: 4, keyEnd, amountStart: keyEnd + 3, amountEnd } as BookCursor);
  const length = columns.bytes[slot] ?? 0;
  return length === 0 ? null : { crc: columns.crc[slot] ?? 0, bytes: length };
};
const expected = (key: string, amount: string) => ({
  crc: CRC32.str(`:${key}:${amount}`),
  bytes: key.length + amount.length + 2,
});

describe('the CRC of a level from the bytes of its frame', () => {
  it('is that of its texts, whatever characters of numbers they are made of', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123456789+-.eE'), minLength: 1, maxLength: 31 });
    fc.assert(
      fc.property(text, text, (key, amount) => expect(remembered(key, amount)).toEqual(expected(key, amount))),
      { numRuns: 2_000 },
    );
  });

  it('is taken up to 64 bytes, and left to the texts beyond', () => {
    const key = '1234567890'.repeat(3);
    expect(remembered(key, '9'.repeat(32))).toEqual(expected(key, '9'.repeat(32)));
    expect(remembered(key, '9'.repeat(33))).toBeNull();
  });

  it('is found from the texts where no frame gave it, however long they are', () => {
    for (const amount of ['-0.5', '9'.repeat(60), '9'.repeat(400)]) {
      const columns = new Columns(2, true, false);
      stage(columns, { price: 1, id: 86_143_757_311, text: { key: '86143757311', amount } });
      const slot = columns.keep();
      expect({ bytes: bytesOf(columns, slot), crc: columns.crc[slot] }).toEqual(expected('86143757311', amount));
    }
  });
});
