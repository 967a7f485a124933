import { right } from '@bitfinex-ws/machine';
import { readTrailersAtEnd } from '../envelope.js';
import type { WireObject } from '../fields.js';
import type { Texts } from '../json.js';
import type { ChannelCodec } from './channel-codec.js';
import type { ChannelMessage } from './channel-message.js';
import type { RawSpec } from './spec.js';

/*
 * A channel that this toolkit does not know: the request as its user writes it, the frames as they come.
 *
 * [CHAN_ID, PAYLOAD, …]         [4711,{"price":1}]
 * [CHAN_ID, TAG, PAYLOAD, …]    [4711,"xe",[1,2]]
 */

/** What a channel says that was asked for by its bare request, whether or not it could have been read. */
export interface RawMessage extends ChannelMessage<'raw', RawSpec> {
  /** The text behind the channel id; null where something else stands there. */
  readonly tag: string | null;
  /** What stands behind the tag, or behind the channel id where there is no tag; undefined where nothing does. */
  readonly payload: unknown;
  /** The frame as parsed JSON, trailers included. */
  readonly raw: ReadonlyArray<unknown>;
  /** The texts of the numbers in `raw`, place by place, in text mode; null otherwise. Numbers inside objects have none. */
  readonly texts: Texts;
}

/** A request for a channel that waits for its acknowledgement, or has it. */
export interface RawAsked {
  /** Under which it was sent last. */
  readonly subId: string;
  /** What was asked for. */
  readonly spec: RawSpec;
}

/**
 * Which of these requests an acknowledgement answers: by its `subId`, else, where it has none, by what it echoes of the
 * request. Null where it answers none of them.
 */
const findRawSpec = (asked: Iterable<RawAsked>, acknowledgement: WireObject): RawSpec | null => {
  const subId = textOf(acknowledgement['subId']);
  for (const each of asked) {
    if (subId === null ? isEchoed(each.spec.request, acknowledgement) : each.subId === subId) return each.spec;
  }
  return null;
};

/** What is echoed agrees with what was sent; a field that is not echoed says nothing. */
const isEchoed = (request: WireObject, echo: WireObject): boolean =>
  echo['channel'] === request['channel'] &&
  Object.entries(request).every(([field, value]) => !(field in echo) || textOf(echo[field]) === textOf(value));

const textOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

/** Reads any channel as it comes. It opens channels that were asked for by their bare request alone. */
export const rawChannel: ChannelCodec = {
  channel: 'raw',
  parse: null,
  trailers: readTrailersAtEnd,
  answered: findRawSpec,
  open: (spec) =>
    spec.channel !== 'raw'
      ? null
      : ({ chanId, tag, payload, raw, rawTexts, seq, accountSeq, serverTime }) =>
          right({ type: 'raw', chanId, spec, tag, payload, raw, texts: rawTexts, seq, accountSeq, serverTime }),
};
