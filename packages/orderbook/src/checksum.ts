import CRC32 from 'crc-32';
import { appendCrc, beforeZeroByte } from './crc.js';
import { bytesOf } from './level-crc.js';
import type { Level } from './level.js';
import { CHECKSUM_DEPTH } from './limits.js';
import type { Side } from './side.js';

/** A side as far as a checksum is concerned: best first, with the texts as sent. The sides of a view are such. */
export type ChecksumSide = Iterable<Pick<Level, 'text'>>;

/**
 * The text that a book's checksum is the CRC-32 of: up to 25 levels a side, bid and ask in turn, `key:amount` as sent,
 * joined by colons. A level that is missing is left out, not padded. Empty for an empty book.
 *
 * Source: https://docs.bitfinex.com/docs/ws-websocket-checksum; what the texts look like, from a recorded book.
 */
export const checksumText = (bids: ChecksumSide, asks: ChecksumSide): string => {
  const [bidTexts, askTexts] = [covered(bids), covered(asks)];
  const parts: string[] = [];
  for (let depth = 0; depth < CHECKSUM_DEPTH; depth++) {
    const bid = bidTexts[depth];
    const ask = askTexts[depth];
    if (bid !== undefined) parts.push(bid);
    if (ask !== undefined) parts.push(ask);
  }
  return parts.join(':');
};

const covered = (side: ChecksumSide): ReadonlyArray<string> => {
  const texts: string[] = [];
  for (const { text } of side) {
    if (texts.length === CHECKSUM_DEPTH) break;
    texts.push(`${text.key}:${text.amount}`);
  }
  return texts;
};

/** The checksum of two sides, best first: CRC-32 as a signed 32-bit integer, as the server sends it. */
export const checksumOf = (bids: ChecksumSide, asks: ChecksumSide): number => CRC32.str(checksumText(bids, asks));

/**
 * The same number as `checksumOf`, from the CRC of each level alone, which the columns remember as long as the level stands.
 * A checksum then costs one look-up per level that has not changed, and builds no text for it.
 */
export const checksumOfSides = (bids: Side, asks: Side): number => {
  if (bids.length === 0 && asks.length === 0) return 0;
  let crc = BEFORE_FIRST;
  for (let depth = 0; depth < CHECKSUM_DEPTH; depth++) {
    if (depth < bids.length) crc = appendLevel(crc, bids, depth);
    if (depth < asks.length) crc = appendLevel(crc, asks, depth);
  }
  return crc;
};

const COLON = CRC32.str(':');
/** Every level is remembered with a colon before it. The text has none before the first, so it starts one byte earlier. */
const BEFORE_FIRST = beforeZeroByte(COLON);
const appendLevel = (crc: number, side: Side, depth: number): number => {
  const { columns } = side;
  const slot = side.slot(depth);
  const bytes = bytesOf(columns, slot);
  return appendCrc(crc, columns.crc[slot] ?? 0, bytes);
};
