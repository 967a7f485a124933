import CRC32 from 'crc-32';
import { appendCrc, beforeZeroByte } from './crc.js';
import { amountTextOf, keyTextOf, type Level } from './level.js';
import { CHECKSUM_DEPTH } from './limits.js';
import type { Side } from './side.js';

/** A side as far as a checksum is concerned: best first. */
export type ChecksumSide = ReadonlyArray<Pick<Level, 'id' | 'price' | 'amount' | 'text'>>;

/**
 * The text that a book's checksum is the CRC-32 of: up to 25 levels a side, bid and ask in turn, `key:amount` as sent,
 * joined by colons. A level that is missing is left out, not padded. Empty for an empty book.
 *
 * Source: https://docs.bitfinex.com/docs/ws-websocket-checksum; what the texts look like, from a recorded book.
 */
export const checksumText = (bids: ChecksumSide, asks: ChecksumSide): string => {
  const parts: string[] = [];
  for (let depth = 0; depth < CHECKSUM_DEPTH; depth++) {
    const bid = bids[depth];
    const ask = asks[depth];
    if (bid === undefined && ask === undefined) break;
    if (bid !== undefined) parts.push(keyTextOf(bid), amountTextOf(bid));
    if (ask !== undefined) parts.push(keyTextOf(ask), amountTextOf(ask));
  }
  return parts.join(':');
};

/** The checksum of two sides, best first: CRC-32 as a signed 32-bit integer, as the server sends it. */
export const checksumOf = (bids: ChecksumSide, asks: ChecksumSide): number => CRC32.str(checksumText(bids, asks));

/**
 * The same number as `checksumOf`, from the CRC of each level alone, which a side remembers as long as the level stands.
 * A checksum then costs one look-up per level that has not changed, and builds no text for it.
 */
export const checksumOfSides = (bids: Side, asks: Side): number => {
  if (bids.levels.length === 0 && asks.levels.length === 0) return 0;
  let crc = BEFORE_FIRST;
  for (let depth = 0; depth < CHECKSUM_DEPTH; depth++) {
    if (depth < bids.levels.length) crc = appendLevel(crc, bids, depth);
    if (depth < asks.levels.length) crc = appendLevel(crc, asks, depth);
  }
  return crc;
};

const COLON = CRC32.str(':');
/** Every level is remembered with a colon before it. The text has none before the first, so it starts one byte earlier. */
const BEFORE_FIRST = beforeZeroByte(COLON);
/** CRC and length in one number, below 2^53: the length takes the digits above 32 bits. */
const LENGTH = 2 ** 32;

const appendLevel = (crc: number, side: Side, depth: number): number => {
  let sum = side.sums[depth] ?? 0;
  if (sum === 0) {
    const level = side.levels[depth];
    if (level === undefined) return crc;
    const key = keyTextOf(level);
    const amount = amountTextOf(level);
    const own = CRC32.str(amount, CRC32.str(':', CRC32.str(key, COLON)));
    // Characters are bytes: the text of a number has no others.
    sum = (key.length + amount.length + 2) * LENGTH + (own >>> 0);
    side.sums[depth] = sum;
  }
  return appendCrc(crc, sum | 0, Math.floor(sum / LENGTH));
};
