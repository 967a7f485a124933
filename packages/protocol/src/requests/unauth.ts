import type { WireObject } from '../fields.js';
import { objectCodec, type ObjectCodec } from '../object-codec.js';
import { objectReader, type ObjectReader } from '../object-reader.js';

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

/** The reading half of the codec below. */
export const readUnauthRequest: ObjectReader<UnauthRequest> = /* @__PURE__ */ objectReader('unauth', () => ({
  event: 'unauth',
}));

/** The writing half of the codec below: the fields one by one; what is undefined is not sent. */
export const writeUnauthRequest = (): WireObject => ({ event: 'unauth' });

/** Reads and writes the request that logs out. */
export const UnauthRequest: ObjectCodec<UnauthRequest> = /* @__PURE__ */ objectCodec({
  event: 'unauth',
  is: ({ event }) => event === 'unauth',
  read: readUnauthRequest,
  write: writeUnauthRequest,
});
