import CRC32 from 'crc-32';
import { appendZeroByte } from './crc.js';
import type { BookCursor } from '@bitfinex-ws/protocol';
import type { Columns } from './columns.js';

/** Texts up to here are looked up in a table, byte by byte; longer ones, which no server sends, are left to crc-32. */
const LONGEST_TABLED = 64;
/** What the column of lengths holds; longer texts are not remembered. */
const LONGEST_REMEMBERED = 255;

/**
 * Remembers the CRC of a level from the bytes of the frame that brought it: no text is made for it, and no byte is copied.
 * A CRC is linear, so each byte adds what it makes of the bytes behind it, and no step waits for the one before.
 */
export const rememberCrc = (columns: Columns, slot: number, cursor: BookCursor): void => {
  const { bytes, keyStart, keyEnd, amountStart, amountEnd } = cursor;
  const length = keyEnd - keyStart + amountEnd - amountStart + 2;
  if (length > LONGEST_TABLED) return;
  const { parts, empty } = tables ?? makeTables();
  // Rows of the table stand 64 apart; the byte that `length - 1` others follow is the first colon.
  let row = (length - 1) << 6;
  let crc = (empty[length] ?? 0) ^ (parts[row | COLON] ?? 0);
  for (let at = keyStart; at < keyEnd; at++) crc ^= parts[(row -= 64) | ((bytes[at] ?? 0) & 63)] ?? 0;
  crc ^= parts[(row -= 64) | COLON] ?? 0;
  for (let at = amountStart; at < amountEnd; at++) crc ^= parts[(row -= 64) | ((bytes[at] ?? 0) & 63)] ?? 0;
  columns.crc[slot] = crc;
  columns.bytes[slot] = length;
};

interface Tables {
  /** What a byte adds that so many others follow: a row of 64 for each number of them, as the bytes of numbers differ in their last six bits. */
  readonly parts: Int32Array;
  /** The CRC of so many zero bytes. */
  readonly empty: Int32Array;
}
/** Made when the first level comes. */
let tables: Tables | null = null;
const makeTables = (): Tables => {
  const parts = new Int32Array(64 * LONGEST_TABLED);
  for (const character of '0123456789:+-.Ee') {
    const byte = character.charCodeAt(0);
    let part = appendZeroByte(byte);
    for (let row = 0; row < LONGEST_TABLED; row++, part = appendZeroByte(part)) parts[(row << 6) | (byte & 63)] = part;
  }
  const empty = new Int32Array(LONGEST_TABLED + 1);
  for (let length = 0, state = -1; length <= LONGEST_TABLED; length++, state = appendZeroByte(state))
    empty[length] = ~state;
  return (tables = { parts, empty });
};
const COLON = 0x3a;
const COLON_CRC = CRC32.str(':');

/** How many bytes `:key:amount` of a level has. Its CRC stands in the columns then, reckoned from its texts where it was not known. */
export const bytesOf = (columns: Columns, slot: number): number => {
  const known = columns.bytes[slot] ?? 0;
  if (known !== 0) return known;
  const key = columns.keyText(slot);
  const amount = columns.amountText(slot);
  columns.crc[slot] = CRC32.str(amount, CRC32.str(':', CRC32.str(key, COLON_CRC)));
  // Characters are bytes: the text of a number has no others.
  const length = key.length + amount.length + 2;
  if (length <= LONGEST_REMEMBERED) columns.bytes[slot] = length;
  return length;
};
