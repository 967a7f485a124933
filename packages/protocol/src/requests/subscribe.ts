import { channelTable } from '../events/subscribed.js';
import { CHANNELS } from '../channels/registry.js';
import type { ChannelSpec } from '../channels/spec.js';
import type { Fields, WireObject } from '../fields.js';
import { objectCodec, type ObjectCodec } from '../object-codec.js';

/*
 * https://docs.bitfinex.com/docs/ws-public
 *
 * {"event":"subscribe","channel":"book","symbol":"tBTCUSD","prec":"P0","freq":"F0","len":"25","subId":"b1"}
 */

/** Asks for a channel. */
export interface SubscribeRequest {
  readonly event: 'subscribe';
  readonly spec: ChannelSpec;
  /** Echoed in the acknowledgement or the error; null: none is sent. */
  readonly subId: string | number | null;
}

/** Makes the request for a channel. */
export const subscribe = (spec: ChannelSpec, subId: string | number | null = null): SubscribeRequest => ({
  event: 'subscribe',
  spec,
  subId,
});

const parametersOf = (spec: ChannelSpec): WireObject => {
  switch (spec.channel) {
    case 'ticker':
    case 'trades':
      return { channel: spec.channel, symbol: spec.symbol };
    case 'book': {
      const { channel, symbol, prec, freq, len } = spec;
      return { channel, symbol, prec, freq, len: String(len) };
    }
    case 'candles':
    case 'status':
      return { channel: spec.channel, key: spec.key };
  }
};

const channels = channelTable(CHANNELS);
const NOWHERE: ChannelSpec = { channel: 'status', key: '' };

const specOf = (fields: Fields): ChannelSpec => {
  const open = channels.get(fields.text('channel'))?.open(fields);
  if (open === undefined || open === null) fields.bad('channel', 'a channel with parameters that are known');
  return open?.spec ?? NOWHERE;
};

/** Reads and writes the request for a channel. A bare pair stands for its symbol, the server's defaults for what is missing. */
export const SubscribeRequest: ObjectCodec<SubscribeRequest> = objectCodec({
  event: 'subscribe',
  is: ({ event, spec }) => event === 'subscribe' && typeof spec === 'object' && spec !== null,
  read: (f) => ({ event: 'subscribe', spec: specOf(f), subId: f.idOrNull('subId') }),
  write: (r) => ({ event: 'subscribe', ...parametersOf(r.spec), subId: r.subId ?? undefined }),
});
