import type { either as E } from 'fp-ts';
import type { CellReader } from '../cell-reader.js';
import type { Drift } from '../drift.js';
import type { DecodeError } from '../errors.js';
import type { Trailers } from '../frame.js';
import type { parseLossless, Texts } from '../json.js';
import type { DataMessage } from '../messages.js';
import type { NumberMode } from '../numbers/number-mode.js';
import type { Row } from '../row.js';
import type { MovableBookCursor } from '../scan/book-cursor.js';
import type { ChannelScan } from '../scan/channel-scan.js';
import type { Scanner } from '../scan/scanner.js';
import type { ChannelSpec } from './spec.js';

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
  /** Where rows are counted that have more columns than their codec knows. */
  readonly drift: Drift;
}

/** One public channel: everything that a decoder must know of it. */
export interface ChannelCodec {
  /** The `channel` of a request. */
  readonly channel: ChannelSpec['channel'];
  /** How its frames are parsed where its messages carry the texts of numbers in every mode: `parseLossless`; null: as JSON. */
  readonly parse: typeof parseLossless | null;
  /** How to read the frames of a channel of this spec; null where there is no way known, or the spec is of another channel. */
  readonly open: <N extends NumberMode>(spec: ChannelSpec, context: ReaderContext<N>) => ChannelReader<N> | null;
  /** A short cut for its common frames, in number mode. Missing where there is none: then they are parsed as all others. */
  readonly shortCut?: ShortCut;
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
