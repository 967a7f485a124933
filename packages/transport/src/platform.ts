import { platformFactory } from '#platform';
import type { TransportOptions } from './options.js';
import type { TransportFactory } from './transport.js';

/**
 * The transport of the platform at hand: `wsTransport` on Node, `webTransport` everywhere else, chosen by the package's
 * `imports` map, so that a browser bundle never sees `ws`. Frames are bytes on Node and strings elsewhere.
 */
export const platformTransport = (options: TransportOptions = {}): TransportFactory => platformFactory(options);
