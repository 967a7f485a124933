/** One WebSocket message as it came off the wire: text, or its UTF-8 bytes. */
export type Frame = string | Uint8Array;

/**
 * The numbers that flags append to a channel frame, in wire order. Null where the flag is off, or the frame came without.
 * Source: https://docs.bitfinex.com/docs/ws-general; shapes from recordings.
 */
export interface Trailers {
  /** Public sequence number (SEQ_ALL): counts every channel frame of a connection from 1. */
  readonly seq: number | null;
  /** Account sequence number (SEQ_ALL), on channel 0 alone. */
  readonly accountSeq: number | null;
  /** Server time in ms (TIMESTAMP). */
  readonly serverTime: number | null;
}
