/** The answer of every other platform to `#platform`. */
export { webTransport as platformFactory } from './web.js';
