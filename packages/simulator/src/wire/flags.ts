/** Appends the server's milliseconds to every array frame. Source: https://docs.bitfinex.com/docs/ws-general */
export const TIMESTAMP = 32_768;
/** Appends a counter of the socket's array frames. */
export const SEQ_ALL = 65_536;
/** Adds `cs` frames to books. */
export const OB_CHECKSUM = 131_072;
/** Puts the updates of a book that come together into one frame. */
export const BULK_UPDATES = 536_870_912;

/** Whether the mask has the flag. */
export const has = (flags: number, flag: number): boolean => (flags & flag) !== 0;
