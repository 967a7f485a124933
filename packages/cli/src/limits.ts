/** The exchange's host for public channels. https://docs.bitfinex.com/docs/ws-general */
export const PUBLIC_URL = 'wss://api-pub.bitfinex.com/ws/2';

/** The exchange's host for accounts. https://docs.bitfinex.com/docs/ws-auth */
export const ACCOUNT_URL = 'wss://api.bitfinex.com/ws/2';

/** ms that `account` waits for what is calculated on request: what has not come by then is shown as unknown. */
export const CALCULATED_MS = 5000;

/** The port of the page where none was asked for: the same each time, so that an open page finds its server again. */
export const PAGE_PORT = 8642;

/** Pairs of the exchange to choose from beside those that were asked for. */
export const KNOWN_SYMBOLS: ReadonlyArray<string> = [
  'tBTCUSD',
  'tETHUSD',
  'tSOLUSD',
  'tXRPUSD',
  'tLTCUSD',
  'tETHBTC',
  'tBTCUST',
  'tBTCF0:USTF0',
];

/** ms between two drawings of the screen: ten a second are as smooth as a person can read. */
export const REDRAW_MS = 100;

/** ms between two lines where the output is no terminal. */
export const LINE_MS = 1000;

/** ms without any message after which a person is told that there has been none. */
export const QUIET_MS = 5000;

/** The rate shown is the mean of so many ms: short enough to follow a burst, long enough to be read. */
export const RATE_WINDOW_MS = 5000;

/** Seconds after which `npm start` ends where nobody watches it: its output is no terminal and no bound was given. */
export const START_SECONDS = 15;

/** Symbols that the keys 1 to 9 reach; where more were asked for, Tab reaches them. */
export const TABS_SHOWN = 9;

/** Trades kept for the screen: more than the highest terminal shows. */
export const TRADES_KEPT = 50;
