import { objectCodec, type ObjectCodec } from '../object-codec.js';

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

/** Reads and writes the request that gives a channel back. */
export const UnsubscribeRequest: ObjectCodec<UnsubscribeRequest> = objectCodec({
  event: 'unsubscribe',
  is: ({ event }) => event === 'unsubscribe',
  read: (f) => ({ event: 'unsubscribe', chanId: f.channelId('chanId') }),
  write: (r) => ({ event: 'unsubscribe', chanId: r.chanId }),
});
