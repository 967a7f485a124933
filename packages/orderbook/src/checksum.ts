import CRC32 from 'crc-32';
import type { Level } from './level.js';
import { CHECKSUM_DEPTH } from './limits.js';

/** A side as far as a checksum is concerned: best first, with the texts as sent. */
export type ChecksumSide = ReadonlyArray<Pick<Level, 'text'>>;

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
    if (bid !== undefined) parts.push(bid.text.key, bid.text.amount);
    if (ask !== undefined) parts.push(ask.text.key, ask.text.amount);
  }
  return parts.join(':');
};

/** The checksum of two sides, best first: CRC-32 as a signed 32-bit integer, as the server sends it. */
export const checksumOf = (bids: ChecksumSide, asks: ChecksumSide): number => CRC32.str(checksumText(bids, asks));
