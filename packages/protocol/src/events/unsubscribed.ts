import { objectCodec, type ObjectCodec } from '../object-codec.js';

/*
 * https://docs.bitfinex.com/docs/ws-general
 *
 * {"event":"unsubscribed","status":"OK","chanId":5}
 */

/**
 * The answer to `unsubscribe`. Frames of the channel may still have been on their way before it.
 * https://docs.bitfinex.com/docs/ws-general
 */
export interface UnsubscribedMessage {
  readonly type: 'unsubscribed';
  /** OK, or anything else: the channel stays. */
  readonly status: string;
  /** The channel that was given back. */
  readonly chanId: number;
}

/** Reads the answer to `unsubscribe`. */
export const UnsubscribedMessage: ObjectCodec<UnsubscribedMessage> = objectCodec({
  event: 'unsubscribed',
  is: ({ type }) => type === 'unsubscribed',
  read: (f) => ({ type: 'unsubscribed', status: f.text('status'), chanId: f.channelId('chanId') }),
  write: (m) => ({ event: 'unsubscribed', status: m.status, chanId: m.chanId }),
});
