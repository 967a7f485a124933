import { either as E } from 'fp-ts';
import type { ChannelCodec, OpenChannel } from '../channels/channel-codec.js';
import type { ChannelSpec } from '../channels/spec.js';
import type { DecodeError } from '../errors.js';
import { Fields, isWireObject, type WireObject } from '../fields.js';
import { objectCodec, type ObjectCodec } from '../object-codec.js';

/*
 * https://docs.bitfinex.com/docs/ws-public
 *
 * {"event":"subscribed","channel":"book","chanId":10092,"symbol":"tETHUSD","prec":"P0","freq":"F0","len":"25","subId":123,
 * "pair":"ETHUSD"}
 *
 * Acknowledgements come in any order and may lag by seconds. `len` is echoed as text.
 */

/** The acknowledgement of a subscription: from now on frames of `chanId` belong to it. */
export interface SubscribedMessage {
  readonly type: 'subscribed';
  readonly chanId: number;
  /** As sent with the request; null where it was sent without. */
  readonly subId: string | number | null;
  /** What was subscribed, from the echo. Null for a channel that this toolkit does not know. */
  readonly spec: ChannelSpec | null;
  /** The event as it came. */
  readonly raw: WireObject;
}

/** Finds a channel codec by its name. */
export type ChannelTable = ReadonlyMap<string, ChannelCodec>;

/** Makes the table of the channels that a decoder is to know. */
export const channelTable = (channels: ReadonlyArray<ChannelCodec>): ChannelTable =>
  new Map(channels.map((codec) => [codec.channel, codec]));

/** An acknowledgement, and how to read the channel that it opens: null where the channel is not known. */
export interface Acknowledged {
  readonly message: SubscribedMessage;
  readonly codec: ChannelCodec | null;
  readonly channel: OpenChannel | null;
}

const acknowledged = (fields: Fields, channels: ChannelTable): Acknowledged => {
  const codec = channels.get(fields.text('channel')) ?? null;
  const channel = codec === null ? null : codec.open(fields);
  const chanId = fields.channelId('chanId');
  const subId = fields.idOrNull('subId');
  const spec = channel === null ? null : channel.spec;
  return { message: { type: 'subscribed', chanId, subId, spec, raw: fields.raw }, codec, channel };
};

/** Reads an acknowledgement against the channels that are known. */
export const readSubscribed = (raw: WireObject, channels: ChannelTable): E.Either<DecodeError, Acknowledged> => {
  const fields = new Fields(raw);
  const read = acknowledged(fields, channels);
  const error = fields.error('subscribed');
  return error === null ? E.right(read) : E.left(error);
};

/** Makes the io-ts codec of an acknowledgement for the channels that are known. Encoding gives the event as it came. */
export const subscribedCodec = (channels: ReadonlyArray<ChannelCodec>): ObjectCodec<SubscribedMessage> => {
  const table = channelTable(channels);
  return objectCodec({
    event: 'subscribed',
    is: ({ type, raw }) => type === 'subscribed' && isWireObject(raw),
    read: (fields) => acknowledged(fields, table).message,
    write: ({ raw }) => raw,
  });
};
