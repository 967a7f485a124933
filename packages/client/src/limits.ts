/** Where public channels live. https://docs.bitfinex.com/docs/ws-general */
export const PUBLIC_URL = 'wss://api-pub.bitfinex.com/ws/2';

/** Where accounts live, and where dials are counted apart from those to public channels. https://docs.bitfinex.com/docs/ws-auth */
export const ACCOUNT_HOST = 'api.bitfinex.com';

/**
 * The longest wait before a dial that is to be made `now`, ms, however often it failed before (judgement): long enough that those whom
 * one restart cut off do not come back together, short enough that nobody minds.
 */
export const PROMPT_CAP_MS = 5_000;

/**
 * The longest that a host is kept away from because its `Retry-After` asks for it, ms (judgement): what asks for more is a wrong clock or a
 * maintenance whose end nobody knows, and one dial in ten minutes harms neither.
 */
export const LONGEST_RETRY_AFTER_MS = 600_000;

/** `platform.status` of a server under maintenance. https://docs.bitfinex.com/docs/ws-general */
export const PLATFORM_MAINTENANCE = 0;

/** The highest `conf` mask that fits the signed 32 bits of the wire. */
export const MAX_FLAGS = 2 ** 31 - 1;

/**
 * Messages kept for the first iterator of a subscription while nobody iterates yet. A snapshot can come in the same
 * moment as the acknowledgement, before the caller's `await` goes on.
 */
export const EARLY_LIMIT = 1_000;

/**
 * For so long, ms, they are kept for a book, whose first reader loses nothing by coming later: it begins with a snapshot made from
 * the book. A hundred books that are only looked at would else keep a hundred thousand messages for nobody.
 */
export const EARLY_BOOK_MS = 5_000;

/**
 * After a sequence gap a book that a checksum covers whole waits this long for one, ms, before it is asked again. On busy books
 * they come every 2.5 s (median of recordings), at most every 8.
 */
export const CONFIRM_MS = 10_000;

/** After a sequence gap the other books of a connection are asked again one after the other, this far apart, ms. */
export const RESYNC_STAGGER_MS = 50;

/** How often channels are looked at for silence, ms. */
export const SILENCE_CHECK_MS = 5_000;

/**
 * Trades of a channel that are remembered by their ids, at least. A snapshot has the 30 newest (recordings), and a `tu` comes
 * within seconds of its `te`: ten times as many leave room for the busiest of them.
 */
export const TRADES_REMEMBERED = 300;

/** Trades that a handle gets which joins late: as many as the server's snapshot has (recordings). */
export const TRADES_REPLAYED = 30;

/**
 * Trades that came behind a gap wait so long, ms, for the snapshot that closes it, so that the order is kept. Acknowledgements
 * of trades took a tenth of a second in a recording; books, which wait for the same server, 13 s at worst.
 */
export const HOLD_MS = 10_000;

/** Messages that wait behind a gap at most; with one more they go on without what is missing. */
export const HOLD_LIMIT = 10_000;

/** Candles of a channel that are kept for its windows, at least: four times what a snapshot has. */
export const CANDLES_KEPT = 1_000;

/** Rows that a source of the user's may give for one gap. */
export const BACKFILL_LIMIT = 100_000;

/** How many things of one kind are told to the logger before only every power of two is: a flood tells nothing new. */
export const LOG_SAMPLE = 8;

/**
 * Notices of broken and of mended continuity that a queue keeps for a slow reader when it must make room. More of them wait
 * where a connection loses frames all the time: then the oldest count as dropped, and that is told.
 */
export const NOTICES_KEPT = 64;

/** Bytes that may wait for the network on one connection: some 5,000 requests. Where so much waits, nobody reads. */
export const SEND_LIMIT_BYTES = 1_048_576;

/** Characters of a frame that the transport log shows. */
export const LOG_FRAME = 400;

/**
 * What is kept of a channel id before it is known what it means: more than a snapshot and what a busy book says while an
 * acknowledgement is late. Beyond that the channel is asked for again once it is known.
 */
export const EARLY_FRAMES = 1_000;
/** See `EARLY_FRAMES`, in bytes. */
export const EARLY_BYTES = 262_144;
/** Channel ids for which anything is kept; a connection carries some 25 channels. */
export const EARLY_CHANNELS = 32;
