import type { either as E } from 'fp-ts';
import type { ChannelSpec } from './channels/spec.js';
import type { DecodeError } from './errors.js';
import type { Frame } from './frame.js';
import type { Message } from './messages.js';

/**
 * Reads the inbound frames of one connection in order. It learns from `conf` which trailers frames carry and from
 * `subscribed` what a channel id means, and forgets it at `unsubscribed`. It never throws.
 */
export interface SessionDecoder {
  readonly decode: (frame: Frame) => E.Either<DecodeError, Message>;
  /** The flags in force. */
  readonly flags: () => number;
  /** The channels that are open, by channel id. */
  readonly channels: () => ReadonlyMap<number, ChannelSpec>;
}
