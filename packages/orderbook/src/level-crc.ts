import CRC32 from 'crc-32';
import type { BookCursor } from '@bitfinex-ws/protocol';
import type { Columns } from './columns.js';

/** What the column of lengths holds; longer texts, which no server sends, are not remembered. */
const LONGEST_REMEMBERED = 255;

/** One array for each length, made when the first text of that length comes: crc-32 reads an array to its end. */
const scratches: Uint8Array[] = [];

/** Remembers the CRC of a level from the bytes of the frame that brought it: no text is made for it. */
export const rememberCrc = (columns: Columns, slot: number, cursor: BookCursor): void => {
  const length = cursor.textBytes;
  if (length > LONGEST_REMEMBERED) return;
  const scratch = (scratches[length] ??= new Uint8Array(length));
  cursor.writeText(scratch);
  columns.crc[slot] = CRC32.buf(scratch);
  columns.bytes[slot] = length;
};

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
