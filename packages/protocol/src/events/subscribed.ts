import type { either as E } from 'fp-ts';
import type { ChannelCodec } from '../channels/channel-codec.js';
import type { ChannelSpec } from '../channels/spec.js';
import { readSpec } from '../channels/wire-spec.js';
import type { DecodeError } from '../errors.js';
import { isWireObject, type Fields, type WireObject } from '../fields.js';
import { objectCodec, type ObjectCodec } from '../object-codec.js';
import { objectReader, type ObjectReader } from '../object-reader.js';

/*
 * https://docs.bitfinex.com/docs/ws-public
 *
 * {"event":"subscribed","channel":"book","chanId":10092,"symbol":"tETHUSD","prec":"P0","freq":"F0","len":"25","subId":123,
 * "pair":"ETHUSD"}
 *
 * Acknowledgements come in any order and may lag by seconds. `len` is echoed as text.
 */

/**
 * The acknowledgement of a subscription: from now on frames of `chanId` belong to it.
 * https://docs.bitfinex.com/docs/ws-public
 */
export interface SubscribedMessage {
  readonly type: 'subscribed';
  /** The id that frames of the channel begin with. */
  readonly chanId: number;
  /** As sent with the request; null where it was sent without. */
  readonly subId: string | number | null;
  /** What was subscribed, from the echo. Null for a channel that this toolkit does not know. */
  readonly spec: ChannelSpec | null;
  /** The event as it came. */
  readonly raw: WireObject;
}

const subscribedReader = (specOf: (fields: Fields) => ChannelSpec | null): ObjectReader<SubscribedMessage> =>
  objectReader('subscribed', (f) => ({
    type: 'subscribed',
    chanId: f.channelId('chanId'),
    subId: f.idOrNull('subId'),
    spec: specOf(f),
    raw: f.raw,
  }));

/** Reads the acknowledgement of a request that is known, whatever of it is echoed. */
export const readSubscribedTo = (spec: ChannelSpec, raw: WireObject): E.Either<DecodeError, SubscribedMessage> =>
  subscribedReader(() => spec)(raw);

/** Reads an acknowledgement among these channels; the spec of another one is null. */
export const readSubscribedAmong = (
  raw: WireObject,
  known: ReadonlyArray<ChannelCodec>,
): E.Either<DecodeError, SubscribedMessage> =>
  subscribedReader((f) => {
    const name = f.text('channel');
    return known.find(({ channel }) => channel === name)?.readSpec?.(f) ?? null;
  })(raw);

/** The reading half of the codec below. */
export const readSubscribedMessage: ObjectReader<SubscribedMessage> = /* @__PURE__ */ subscribedReader(readSpec);

/** Reads an acknowledgement. Encoding gives the event as it came. */
export const SubscribedMessage: ObjectCodec<SubscribedMessage> = /* @__PURE__ */ objectCodec({
  event: 'subscribed',
  is: ({ type, raw }) => type === 'subscribed' && isWireObject(raw),
  read: readSubscribedMessage,
  write: ({ raw }) => raw,
});
