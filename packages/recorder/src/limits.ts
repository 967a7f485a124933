/** The longest line that is read, bytes: four times what a transport takes in one message, plus JSON's escapes. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** How many broken lines at the start, with no good one among them, tell that a file is no recording. */
export const BROKEN_LINES_AT_START = 5;

/** How much of the beginning is looked through for bytes that no text has. */
export const BINARY_PROBE_BYTES = 4096;

/**
 * How often frames taken go to the disk, ms: what a killed process loses at most. Measured on a recording of tickers and
 * books: a flush each second makes the compressed file half a percent longer.
 */
export const FLUSH_EVERY_MS = 1_000;

/** How much goes to the compressor at a time, bytes: one trip through the thread pool for some hundred frames. */
export const BATCH_BYTES = 64 * 1024;

/** How long `close` waits for a disk that takes nothing, ms. */
export const CLOSE_TIMEOUT_MS = 5_000;

/** How many bytes may wait for a disk that does not keep up; frames beyond are counted as failed and let go. */
export const MAX_PENDING_BYTES = 64 * 1024 * 1024;

/** Compressed bytes inflated at a time: deflate grows at most 1,032-fold, so at most 16 MiB lie in memory at once. */
export const INFLATE_STEP_BYTES = 16 * 1024;

/** How many frames follow each other without a pause before other work gets its turn. */
export const FRAMES_PER_TURN = 1_000;

/** A step back of more than this is a new start of the recorded time, ms; less is the jitter of two connections. */
export const RESTART_MS = 1_000;

/** How much of a broken line an error shows, characters. */
export const SAMPLE_LENGTH = 80;
