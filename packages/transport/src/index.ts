export type {
  CloseRequest,
  Frame,
  SendOptions,
  Transport,
  TransportEnd,
  TransportFactory,
  TransportRequest,
} from './transport.js';
export type { TransportError } from './errors.js';
