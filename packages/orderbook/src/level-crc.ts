import CRC32 from 'crc-32';
import { appendCrc } from './crc.js';
import type { BookCursor } from '@bitfinex-ws/protocol';
import type { Columns } from './columns.js';

/** What the column of lengths holds; longer texts, which no server sends, are not remembered. */
const LONGEST_REMEMBERED = 255;

/**
 * Remembers the CRC of a level from the bytes of the frame that brought it: no text is made for it, and no byte is copied.
 * Both texts are reckoned beside each other, because each step waits for the one before, and joined.
 */
export const rememberCrc = (columns: Columns, slot: number, cursor: BookCursor): void => {
  const { bytes, keyStart, keyEnd, amountStart, amountEnd } = cursor;
  const length = keyEnd - keyStart + amountEnd - amountStart + 2;
  if (length > LONGEST_REMEMBERED) return;
  const steps = table ?? makeTable();
  let key = ~COLON;
  let amount = ~COLON;
  let keyAt = keyStart;
  let amountAt = amountStart;
  while (keyAt < keyEnd && amountAt < amountEnd) {
    key = (steps[(key ^ (bytes[keyAt++] ?? 0)) & 255] ?? 0) ^ (key >>> 8);
    amount = (steps[(amount ^ (bytes[amountAt++] ?? 0)) & 255] ?? 0) ^ (amount >>> 8);
  }
  while (keyAt < keyEnd) key = (steps[(key ^ (bytes[keyAt++] ?? 0)) & 255] ?? 0) ^ (key >>> 8);
  while (amountAt < amountEnd) amount = (steps[(amount ^ (bytes[amountAt++] ?? 0)) & 255] ?? 0) ^ (amount >>> 8);
  columns.crc[slot] = appendCrc(~key, ~amount, amountEnd - amountStart + 1);
  columns.bytes[slot] = length;
};

/** What the lowest byte of a CRC does to the rest, as crc-32 has it; made when the first level comes. */
let table: Int32Array | null = null;
const makeTable = (): Int32Array => (table = Int32Array.from({ length: 256 }, (_, byte) => ~CRC32.buf([byte], -1)));

const COLON = CRC32.str(':');

/** How many bytes `:key:amount` of a level has. Its CRC stands in the columns then, reckoned from its texts where it was not known. */
export const bytesOf = (columns: Columns, slot: number): number => {
  const known = columns.bytes[slot] ?? 0;
  if (known !== 0) return known;
  const key = columns.keyText(slot);
  const amount = columns.amountText(slot);
  columns.crc[slot] = CRC32.str(amount, CRC32.str(':', CRC32.str(key, COLON)));
  // Characters are bytes: the text of a number has no others.
  const length = key.length + amount.length + 2;
  if (length <= LONGEST_REMEMBERED) columns.bytes[slot] = length;
  return length;
};
