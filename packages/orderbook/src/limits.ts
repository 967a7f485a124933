/**
 * Levels (R0: orders) per side that a checksum covers; what lies deeper is vouched for by the sequence alone.
 * Source: https://docs.bitfinex.com/docs/ws-websocket-checksum
 */
export const CHECKSUM_DEPTH = 25;

/**
 * Row messages in a row after which a side may still be above its length. The server keeps the window itself and deletes
 * before it adds (recordings: 4,192 updates, never above), so a second one in a row means that a deletion went missing.
 */
export const OVERSHOOT_MESSAGES = 1;
