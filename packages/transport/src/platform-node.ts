/** Node's answer to `#platform`. */
export { wsTransport as platformFactory } from './ws.js';
