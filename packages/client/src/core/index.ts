export { createCoreClient, type Answer, type CoreClient, type SubscribeCall } from './core-client.js';
export { fundingTicker, ticker } from './ticker.js';
export { book, candles, candlesByKey, raw, status, trades } from '../channel.js';
export type { CoreClientOptions } from '../options.js';
