/**
 * How long a connection attempt may take, ms: name look-up, TCP, TLS and the HTTP upgrade. A healthy handshake takes
 * under a second from anywhere; a SYN that is lost twice is sent for the third time after 3 s.
 */
export const CONNECT_TIMEOUT_MS = 10_000;

/** How long the closing handshake may take before the socket is dropped, ms: several round trips, yet no wait at exit. */
export const CLOSE_TIMEOUT_MS = 2_000;

/**
 * The largest inbound message, bytes. The longest frames of the exchange, snapshots of 250 levels or 10,000 candles,
 * stay under 1 MiB; more than four times that is not its traffic, and must not fill the memory.
 */
export const MAX_PAYLOAD_BYTES = 4 * 1024 * 1024;

/** The longest close reason, bytes of UTF-8: a control frame carries 125, two of them the code (RFC 6455, 5.5). */
export const CLOSE_REASON_BYTES = 123;

/** The longest delay that platform timers know, ms: they keep it in 31 bits, and fire at once beyond. */
export const LONGEST_TIMER_MS = 2_147_483_647;
