import { objectCodec, type ObjectCodec } from '../object-codec.js';

/*
 * https://docs.bitfinex.com/v1/reference/ws-auth-unauthentication
 *
 * {"event":"unauth"}
 */

/**
 * Logs out and keeps the connection. Documented for the first version of the protocol alone: closing the connection is the
 * safe way.
 */
export interface UnauthRequest {
  readonly event: 'unauth';
}

/** Makes the request that logs out. */
export const unauth = (): UnauthRequest => ({ event: 'unauth' });

/** Reads and writes the request that logs out. */
export const UnauthRequest: ObjectCodec<UnauthRequest> = objectCodec({
  event: 'unauth',
  is: ({ event }) => event === 'unauth',
  read: () => ({ event: 'unauth' }),
  write: () => ({ event: 'unauth' }),
});
