import type { ChannelSpec } from '../channels/spec.js';
import { readSpec, writeSpec } from '../channels/wire-spec.js';
import type { Fields, WireObject } from '../fields.js';
import { objectCodec, type ObjectCodec } from '../object-codec.js';
import { objectReader, type ObjectReader } from '../object-reader.js';

/*
 * https://docs.bitfinex.com/docs/ws-public
 *
 * {"event":"subscribe","channel":"book","symbol":"tBTCUSD","prec":"P0","freq":"F0","len":"25","subId":"b1"}
 */

/** Asks for a channel. */
export interface SubscribeRequest {
  readonly event: 'subscribe';
  /** What is asked for. */
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

const NOWHERE: ChannelSpec = { channel: 'status', key: '' };

const specOf = (fields: Fields): ChannelSpec => {
  const spec = readSpec(fields);
  if (spec === null) fields.bad('channel', 'ticker, trades, book, candles or status');
  return spec ?? NOWHERE;
};

/** The reading half of the codec below. */
export const readSubscribeRequest: ObjectReader<SubscribeRequest> = /* @__PURE__ */ objectReader('subscribe', (f) => ({
  event: 'subscribe',
  spec: specOf(f),
  subId: f.idOrNull('subId'),
}));

/** The writing half of the codec below: the fields one by one; what is undefined is not sent. */
export const writeSubscribeRequest = (r: SubscribeRequest): WireObject => ({
  event: 'subscribe',
  ...writeSpec(r.spec),
  subId: r.subId ?? undefined,
});

/** Reads and writes the request for a channel. A bare pair stands for its symbol, the server's defaults for what is missing. */
export const SubscribeRequest: ObjectCodec<SubscribeRequest> = /* @__PURE__ */ objectCodec({
  event: 'subscribe',
  is: ({ event, spec }) => event === 'subscribe' && typeof spec === 'object' && spec !== null,
  read: readSubscribeRequest,
  write: writeSubscribeRequest,
});
