import type { either as E } from 'fp-ts';
import type { CellReader } from '../cell-reader.js';
import type { Drift } from '../drift.js';
import type { ReadTrailers } from '../envelope.js';
import type { DecodeError } from '../errors.js';
import type { WireObject } from '../fields.js';
import type { Trailers } from '../frame.js';
import type { Texts } from '../json.js';
import type { LosslessParser } from '../lossless.js';
import type { DataMessage } from '../messages.js';
import type { NumberMode } from '../numbers/number-mode.js';
import type { Row } from '../row.js';
import type { MovableBookCursor } from '../scan/book-cursor.js';
import type { ChannelScan } from '../scan/channel-scan.js';
import type { Scanner } from '../scan/scanner.js';
import type { RawAsked } from './raw.js';
import type { ChannelSpec } from './spec.js';
import type { ReadSpec } from './wire-spec.js';

/**
 * What the payload of a frame is: the list that replaces everything, a list of rows on top of it (BULK_UPDATES), or
 * one row. Lists look alike, so the session says which; it knows what came before.
 */
export type PayloadShape = 'snapshot' | 'updates' | 'row';

/** A frame of one channel, taken apart. Heartbeats never come here. */
export interface ChannelFrame extends Trailers {
  /** The id that the frame begins with. */
  readonly chanId: number;
  /** `te`, `cs` …; null for plain data. */
  readonly tag: string | null;
  /** What follows the channel id or the tag, as parsed. */
  readonly payload: unknown;
  /** The texts of the payload's numbers, in text mode and for channels that ask for them. */
  readonly texts: Texts;
  /** What the payload is, where its form alone does not say. */
  readonly shape: PayloadShape;
  /** The whole frame as parsed, trailers included, and the texts of its numbers, in text mode. */
  readonly raw: ReadonlyArray<unknown>;
  readonly rawTexts: Texts;
}

/** Decodes the frames of one open channel. */
export type ChannelReader<N extends NumberMode = 'number'> = (
  frame: ChannelFrame,
) => E.Either<DecodeError, DataMessage<N>>;

/** What the readers of one decoder share. */
export interface ReaderContext<N extends NumberMode = 'number'> {
  /** How decimals and ids come out. */
  readonly numbers: N;
  /** Makes what reads the columns of a row in this mode. A channel makes one for its rows. */
  readonly createCells: () => CellReader & Row<N>;
  /** Where rows are counted that have more columns than their codec knows; null: nobody asks. */
  readonly drift: Drift | null;
}

/** One public channel: everything that a decoder must know of it. */
export interface ChannelCodec {
  /** The `channel` of a request. */
  readonly channel: ChannelSpec['channel'];
  /** How its frames are parsed where its messages carry the texts of numbers in every mode: `LOSSLESS`; null: as JSON. */
  readonly parse: LosslessParser | null;
  /** Reads the spec out of an acknowledgement, for decoders of a few channels. Missing for what is asked for by its bare request. */
  readonly readSpec?: ReadSpec;
  /** How to read the frames of a channel of this spec; null where there is no way known, or the spec is of another channel. */
  readonly open: <N extends NumberMode>(spec: ChannelSpec, context: ReaderContext<N>) => ChannelReader<N> | null;
  /** A short cut for its common frames, in number mode. Missing where there is none: then they are parsed as all others. */
  readonly shortCut?: ShortCut;
  /** How its trailers are read where nobody knows the parts of its frames. Missing: they stand where they do everywhere. */
  readonly trailers?: ReadTrailers;
  /** Which of these bare requests an acknowledgement answers; null: none. Missing for channels that are asked for by their spec. */
  readonly answered?: (asked: Iterable<RawAsked>, acknowledgement: WireObject) => ChannelSpec | null;
}

/** Reads common frames straight from their bytes. The scanner comes with it, so that who has no short cut bundles none. */
export interface ShortCut {
  /** Makes the scanner. One serves all channels of a decoder: that of the first that brings one. */
  readonly createScanner: () => Scanner;
  /** Makes the messages that the reader would make, or leaves the frame to it. Null: there is no way known for this spec. */
  readonly scan: (spec: ChannelSpec) => ChannelScan | null;
  /** For books: reads the frames of a channel of this spec without making messages. Null or missing where there is none. */
  readonly cursor?: (spec: ChannelSpec, scanner: Scanner) => MovableBookCursor | null;
}
