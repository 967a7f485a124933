// Error codes that this machine acts on. https://docs.bitfinex.com/docs/abbreviations-glossary

/** ERR_CONCURRENCY: another operation was under way. */
export const CONCURRENCY = 10008;
/** ERR_SUB_MULTI: subscribed already. It carries the `chanId`, and may overtake the first request's own answer. */
export const ALREADY_SUBSCRIBED = 10301;
/** ERR_SUB_LIMIT: the connection is full. */
export const TOO_MANY_CHANNELS = 10305;
/** ERR_UNSUB_FAIL: an unsubscribe failed. */
export const UNSUBSCRIBE_FAILED = 10400;
/** ERR_UNSUB_NOT: what was unsubscribed was not subscribed. */
export const NOT_SUBSCRIBED = 10401;
/** ERR_READY: the server is not ready, ask again later. */
export const NOT_READY = 11000;
