/**
 * The bits of a `conf` request: what the server appends to frames, and how it sends books. A `conf` replaces the whole
 * mask. Source: https://docs.bitfinex.com/docs/ws-general
 */
export const FLAGS = {
  /** Decimals as text. No longer documented and without visible effect; numeric texts are read everywhere all the same. */
  DEC_S: 8,
  /** Times as text. No longer documented and without visible effect; not supported. */
  TIME_S: 32,
  /** Server time in ms as the last element of every channel frame. */
  TIMESTAMP: 32768,
  /** A sequence number in every channel frame, counted from 1 over the whole connection. */
  SEQ_ALL: 65536,
  /** `cs` frames with the checksum of a book. */
  OB_CHECKSUM: 131072,
  /** Book updates as a list of rows in one frame. */
  BULK_UPDATES: 536870912,
} as const;

/** Whether a mask has a flag set. */
export const hasFlag = (mask: number, flag: number): boolean => (mask & flag) !== 0;
