/** The `info.version` that this package speaks. https://docs.bitfinex.com/docs/ws-general */
export const PROTOCOL_VERSION = 2;

/**
 * Channels a connection. One documentation page says 25 and another 30, a live server took 36: the least is safe.
 * https://docs.bitfinex.com/docs/requirements-and-limitations
 */
export const MAX_CHANNELS_PER_CONNECTION = 25;

/** New connections to the public host in a window of time. https://docs.bitfinex.com/docs/requirements-and-limitations */
export const PUBLIC_DIAL_LIMIT = { connections: 20, windowMs: 60_000 } as const;

/** New connections to the account host in a window of time. https://docs.bitfinex.com/docs/requirements-and-limitations */
export const ACCOUNT_DIAL_LIMIT = { connections: 5, windowMs: 15_000 } as const;

/** How long an address is refused once it dialled too often, ms. https://docs.bitfinex.com/docs/ws-general */
export const DIAL_BLOCK_MS = 60_000;

/** Time between heartbeats of a channel, ms: 14,997 to 15,003 in recordings. https://docs.bitfinex.com/docs/ws-general */
export const HEARTBEAT_MS = 15_000;

/** Silence after which a connection or a channel counts as dead, ms: two heartbeats and a margin. */
export const SILENCE_MS = 35_000;

/** A connection without a subscription or a frame from us is dropped after about this time, ms. Live probe of 2026. */
export const IDLE_DROP_MS = 60_000;

/** The longest that a resync (info 20060 to 20061) lasts, ms. https://docs.bitfinex.com/docs/ws-general */
export const RESYNC_MS = 120_000;

/** The largest frame that is read, bytes: the largest snapshots are some 20 KB, so this is two hundred times as much. */
export const MAX_FRAME_BYTES = 4 * 1024 * 1024;

/** The deepest nesting of a frame whose number texts are kept: a book frame needs 3, and recursion must end somewhere. */
export const MAX_JSON_DEPTH = 32;

/** How much of a frame or a row an error quotes, characters: enough to recognise it, short enough for a log line. */
export const SAMPLE_LENGTH = 160;

/** The longest text that is scanned, characters, as it is copied for that: three times the largest snapshot. */
export const MAX_COPIED_LENGTH = 64 * 1024;

/** The longest text of a number that is scanned, characters: a double needs 24. */
export const MAX_NUMBER_LENGTH = 64;
