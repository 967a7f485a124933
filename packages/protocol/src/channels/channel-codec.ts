import type { either as E } from 'fp-ts';
import type { DecodeError } from '../errors.js';
import type { Trailers } from '../frame.js';
import type { Texts } from '../json.js';
import type { DataMessage } from '../messages.js';
import type { ChannelSpec } from './spec.js';

/**
 * What the payload of a frame is: the list that replaces everything, a list of rows on top of it (BULK_UPDATES), or
 * one row. Lists look alike, so the session says which; it knows what came before.
 */
export type PayloadShape = 'snapshot' | 'updates' | 'row';

/** A frame of one channel, taken apart. Heartbeats never come here. */
export interface ChannelFrame extends Trailers {
  readonly chanId: number;
  /** `te`, `cs` …; null for plain data. */
  readonly tag: string | null;
  readonly payload: unknown;
  /** The texts of the payload's numbers, for channels that ask for them. */
  readonly texts: Texts;
  readonly shape: PayloadShape;
}

/** Decodes the frames of one open channel. */
export type ChannelReader = (frame: ChannelFrame) => E.Either<DecodeError, DataMessage>;

/** One public channel: everything that a decoder must know of it. */
export interface ChannelCodec {
  /** The `channel` of a request. */
  readonly channel: ChannelSpec['channel'];
  /** Whether its messages carry the texts of numbers, so that frames must be read with them. */
  readonly texts: boolean;
  /** How to read the frames of a channel of this spec; null where there is no way known, or the spec is of another channel. */
  readonly open: (spec: ChannelSpec) => ChannelReader | null;
}
