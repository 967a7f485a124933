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

/** The largest `cid` and `gid`, 2^45 − 1. Date.now() fits, Date.now() * 1000 does not. https://docs.bitfinex.com/reference/ws-auth-input-order-new */
export const MAX_CLIENT_ID = 35184372088831;

/** The largest leverage; the smallest is 1. https://docs.bitfinex.com/reference/ws-auth-input-order-new */
export const MAX_LEVERAGE = 100;

/** The shortest loan, days. The longest is 30 on one page and 120 on another: the server judges. https://docs.bitfinex.com/reference/ws-auth-input-offer-new */
export const MIN_FUNDING_PERIOD = 2;

/** Operations in one `ox_multi`. https://docs.bitfinex.com/reference/rest-auth-order-multi */
export const MAX_OPERATIONS = 75;

/** Keys in one `calc`. https://docs.bitfinex.com/reference/ws-auth-input-calc */
export const MAX_CALC_KEYS = 30;

/** Calculations that may be asked for in a window of time; more may cost the connection. https://docs.bitfinex.com/reference/ws-auth-input-calc */
export const CALC_LIMIT = { keys: 8, windowMs: 1000 } as const;

/** The longest text that is scanned, characters, as it is copied for that: three times the largest snapshot. */
export const MAX_COPIED_LENGTH = 65_536;

/** The longest text of a number that is scanned, characters: a double needs 24. */
export const MAX_NUMBER_LENGTH = 64;
