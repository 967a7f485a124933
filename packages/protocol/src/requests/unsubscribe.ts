import type { WireObject } from '../fields.js';
import { objectCodec, type ObjectCodec } from '../object-codec.js';
import { objectReader, type ObjectReader } from '../object-reader.js';

/*
 * https://docs.bitfinex.com/docs/ws-general
 *
 * {"event":"unsubscribe","chanId":5}
 */

/** Gives a channel back. */
export interface UnsubscribeRequest {
  readonly event: 'unsubscribe';
  /** The channel to give back. */
  readonly chanId: number;
}

/** Makes the request that gives a channel back. */
export const unsubscribe = (chanId: number): UnsubscribeRequest => ({ event: 'unsubscribe', chanId });

/** The reading half of the codec below. */
export const readUnsubscribeRequest: ObjectReader<UnsubscribeRequest> = /* @__PURE__ */ objectReader(
  'unsubscribe',
  (f) => ({ event: 'unsubscribe', chanId: f.channelId('chanId') }),
);

/** The writing half of the codec below: the fields one by one; what is undefined is not sent. */
export const writeUnsubscribeRequest = (r: UnsubscribeRequest): WireObject => ({
  event: 'unsubscribe',
  chanId: r.chanId,
});

/** Reads and writes the request that gives a channel back. */
export const UnsubscribeRequest: ObjectCodec<UnsubscribeRequest> = /* @__PURE__ */ objectCodec({
  event: 'unsubscribe',
  is: ({ event }) => event === 'unsubscribe',
  read: readUnsubscribeRequest,
  write: writeUnsubscribeRequest,
});
