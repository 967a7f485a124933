import CRC32 from 'crc-32';
import type { Columns } from './columns.js';
import { appendCrc, appendCrcs, beforeZeroByte } from './crc.js';
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
  const { columns } = bids;
  return appendCrcs(BEFORE_FIRST, columns.crc, columns.bytes, slots, gather(bids, asks), appendLevel, columns);
};

const appendLevel = (crc: number, slot: number, columns: Columns): number => {
  const length = bytesOf(columns, slot);
  return appendCrc(crc, columns.crc[slot] ?? 0, length);
};

/** Writes the slots of the levels that count to `slots`, in the order of the text: how many they are. */
const gather = (bids: Side, asks: Side): number => {
  const bidCount = Math.min(bids.length, CHECKSUM_DEPTH);
  const askCount = Math.min(asks.length, CHECKSUM_DEPTH);
  const both = Math.min(bidCount, askCount);
  bids.copy(0, both, slots, 0, 2);
  asks.copy(0, both, slots, 1, 2);
  const longer = bidCount > askCount ? bids : asks;
  longer.copy(both, bidCount + askCount - both, slots, 2 * both, 1);
  return bidCount + askCount;
};
/** The levels that the checksum in hand goes over. */
const slots = /* @__PURE__ */ new Int32Array(2 * CHECKSUM_DEPTH);

const COLON = CRC32.str(':');
/** Every level is remembered with a colon before it. The text has none before the first, so it starts one byte earlier. */
const BEFORE_FIRST = beforeZeroByte(COLON);
