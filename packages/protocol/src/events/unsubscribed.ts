import { objectCodec, type ObjectCodec } from '../object-codec.js';
import { objectReader, type ObjectReader } from '../object-reader.js';

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

/** The reading half of the codec below. */
export const readUnsubscribedMessage: ObjectReader<UnsubscribedMessage> = /* @__PURE__ */ objectReader(
  'unsubscribed',
  (f) => ({ type: 'unsubscribed', status: f.text('status'), chanId: f.channelId('chanId') }),
);

/** Reads the answer to `unsubscribe`. */
export const UnsubscribedMessage: ObjectCodec<UnsubscribedMessage> = /* @__PURE__ */ objectCodec({
  event: 'unsubscribed',
  is: ({ type }) => type === 'unsubscribed',
  read: readUnsubscribedMessage,
  write: (m) => ({ event: 'unsubscribed', status: m.status, chanId: m.chanId }),
});
