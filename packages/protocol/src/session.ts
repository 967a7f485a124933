import type { either as E } from 'fp-ts';
import type { ChannelSpec } from './channels/spec.js';
import type { DecodeError } from './errors.js';
import type { Frame } from './frame.js';
import type { Message } from './messages.js';
import type { NumberMode } from './numbers/number-mode.js';

/**
 * Reads the inbound frames of one connection in order. It learns from `conf` which trailers frames carry and from
 * `subscribed` what a channel id means, and forgets it at `unsubscribed`. It never throws.
 */
export interface SessionDecoder<N extends NumberMode = 'number'> {
  /** Reads one frame. The Left says what was wrong with it; the session goes on. */
  readonly decode: (frame: Frame) => E.Either<DecodeError, Message<N>>;
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
