/** Where accounts live. https://docs.bitfinex.com/docs/ws-auth */
export const ACCOUNT_URL = 'wss://api.bitfinex.com/ws/2';

/** The number of the one connection that an account has. */
export const ACCOUNT_CONN = 1;
