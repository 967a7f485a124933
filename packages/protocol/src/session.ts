import type { either as E } from 'fp-ts';
import type { ChannelSpec } from './channels/spec.js';
import type { DecodeError } from './errors.js';
import type { Frame } from './frame.js';
import type { Message } from './messages.js';
import type { NumberMode } from './numbers/number-mode.js';
import type { BookCursor } from './scan/book-cursor.js';

/**
 * Reads the inbound frames of one connection in order. It learns from `conf` which trailers frames carry and from
 * `subscribed` what a channel id means, and forgets it at `unsubscribed`. It never throws.
 */
export interface SessionDecoder<N extends NumberMode = 'number'> {
  /** Reads one frame. The Left says what was wrong with it; the session goes on. */
  readonly decode: (frame: Frame) => E.Either<DecodeError, Message<N>>;
  /**
   * Reads one row or one checksum of an open book channel without making a message, if the frame is in the common form and
   * `wants` its channel. Null, and nothing has happened: the frame is for `decode`. The answer is the same object each time
   * and holds until the next frame is read. Always null in text mode.
   */
  readonly scanBook: (frame: Frame, wants: (chanId: number) => boolean) => BookCursor | null;
  /** The flags in force. */
  readonly flags: () => number;
  /** The channels that are open, by channel id. */
  readonly channels: () => ReadonlyMap<number, ChannelSpec>;
  /**
   * What the server appended: family of row (`Ticker`, `PriceRow` …) to the frames that had more columns than its codec
   * knows. Empty where the protocol is as documented here.
   */
  readonly drift: () => ReadonlyMap<string, number>;
}
