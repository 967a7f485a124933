import type { WireObject } from '../fields.js';
import { objectCodec, type ObjectCodec } from '../object-codec.js';
import { objectReader, type ObjectReader } from '../object-reader.js';

/*
 * https://docs.bitfinex.com/docs/ws-general
 *
 * {"event":"conf","flags":196608}
 */

/** Sets the flags of the connection. Send it before the first `subscribe`. */
export interface ConfRequest {
  readonly event: 'conf';
  /** The sum of FLAGS; replaces the whole mask. */
  readonly flags: number;
}

/** Makes the request that sets the flags. */
export const conf = (flags: number): ConfRequest => ({ event: 'conf', flags });

/** The reading half of the codec below. */
export const readConfRequest: ObjectReader<ConfRequest> = /* @__PURE__ */ objectReader('conf', (f) => ({
  event: 'conf',
  flags: f.integer('flags'),
}));

/** The writing half of the codec below: the fields one by one; what is undefined is not sent. */
export const writeConfRequest = (r: ConfRequest): WireObject => ({ event: 'conf', flags: r.flags });

/** Reads and writes the request that sets the flags. */
export const ConfRequest: ObjectCodec<ConfRequest> = /* @__PURE__ */ objectCodec({
  event: 'conf',
  is: ({ event }) => event === 'conf',
  read: readConfRequest,
  write: writeConfRequest,
});
