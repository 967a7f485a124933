import { objectCodec, type ObjectCodec } from '../object-codec.js';

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

/** Reads and writes the request that sets the flags. */
export const ConfRequest: ObjectCodec<ConfRequest> = objectCodec({
  event: 'conf',
  is: ({ event }) => event === 'conf',
  read: (f) => ({ event: 'conf', flags: f.integer('flags') }),
  write: (r) => ({ event: 'conf', flags: r.flags }),
});
