export type {
  CloseRequest,
  Frame,
  SendOptions,
  Transport,
  TransportEnd,
  TransportFactory,
  TransportRequest,
} from './transport.js';
export { explainTransportError, isRetryableTransportError, type TransportError } from './errors.js';
export type { TransportOptions } from './options.js';
export { platformTransport } from './platform.js';
export { systemClock, systemRandom, type Cancel, type Clock, type Random } from './ports.js';
