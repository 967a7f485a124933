/**
 * The codes of `error` events and of failed `auth` events; the socket stays open for all of them.
 * Source: https://docs.bitfinex.com/docs/abbreviations-glossary, live frames of 2026.
 */
export const ERROR_CODES = {
  /** ERR_UNK: unknown error, unknown event. */
  UNKNOWN: 10000,
  /** ERR_GENERIC: generic; unknown pair in older documentation. */
  GENERIC: 10001,
  /** ERR_CONCURRENCY */
  CONCURRENCY: 10008,
  /** Unknown book precision in older documentation; today's server answers SUBSCRIBE_FAILED, `precision: invalid`. */
  BOOK_PRECISION: 10011,
  /** Unknown book length in older documentation; today's server answers SUBSCRIBE_FAILED, `length: invalid`. */
  BOOK_LENGTH: 10012,
  /** ERR_PARAMS: request parameters. */
  PARAMS: 10020,
  /** ERR_CONF_FAIL: the flags were refused. */
  CONF_FAILED: 10050,
  /** ERR_AUTH_FAIL: `apikey: invalid`, `apikey: digest invalid`. */
  AUTH_FAILED: 10100,
  /** ERR_AUTH_PAYLOAD */
  AUTH_PAYLOAD: 10111,
  /** ERR_AUTH_SIG */
  AUTH_SIGNATURE: 10112,
  /** ERR_AUTH_HMAC */
  AUTH_HMAC: 10113,
  /** ERR_AUTH_NONCE: `nonce: small`. */
  AUTH_NONCE: 10114,
  /** ERR_UNAUTH_FAIL */
  UNAUTH_FAILED: 10200,
  /** ERR_SUB_FAIL: `symbol: invalid`, `channel: unknown`, `precision: invalid`, `length: invalid`. */
  SUBSCRIBE_FAILED: 10300,
  /** ERR_SUB_MULTI: `subscribe: dup`; may carry the `chanId` of the first, and may come before the first's own ack. */
  ALREADY_SUBSCRIBED: 10301,
  /** ERR_SUB_UNK: unknown channel; the live server uses SUBSCRIBE_FAILED. */
  UNKNOWN_CHANNEL: 10302,
  /** ERR_SUB_LIMIT: `subscribe: limit`, too many channels on this connection. */
  SUBSCRIBE_LIMIT: 10305,
  /** ERR_UNSUB_FAIL: `unsubscribe: invalid`. */
  UNSUBSCRIBE_FAILED: 10400,
  /** ERR_UNSUB_NOT: not subscribed. */
  NOT_SUBSCRIBED: 10401,
  /** ERR_READY: the server is not ready, ask later. */
  NOT_READY: 11000,
  /** Too many requests, ask later. Not in the glossary; known from clients in use. */
  RATE_LIMIT: 11010,
} as const;

/** Whether the same request may succeed later on the same connection; for AUTH_NONCE with a greater nonce. */
export const isRetryableErrorCode = (code: number): boolean =>
  code === ERROR_CODES.NOT_READY ||
  code === ERROR_CODES.RATE_LIMIT ||
  code === ERROR_CODES.CONCURRENCY ||
  code === ERROR_CODES.AUTH_NONCE;
