import type { AccountChannel } from './account/account-channel.js';
import { openAccount } from './account/account-reading.js';
import type { ChannelCodec } from './channels/channel-codec.js';
import type { RawAsked } from './channels/raw.js';
import { Drift } from './drift.js';
import { readPublicTrailers, readTrailers } from './envelope.js';
import { EVENTS, PUBLIC_EVENTS } from './events/registry.js';
import { createFrameDecoder, type SessionScope } from './frame-decoder.js';
import type { NumberMode } from './numbers/number-mode.js';
import { NUMBER_MODE, TEXT_MODE, type NumberModeParts } from './numbers/number-modes.js';
import type { SessionDecoder } from './session.js';

/** What a decoder is made of. */
export interface DecoderOptions<N extends NumberMode = 'number'> {
  /** The channels that it knows; frames of others are `unrouted`. */
  readonly channels: ReadonlyArray<ChannelCodec>;
  /** The account channel, `accountChannel`; without it its frames are `unrouted`. @default none */
  readonly account?: AccountChannel;
  /**
   * Channels that are asked for by their bare request, read at each acknowledgement: what answers one of them opens it, whatever
   * channel it names. `rawChannel` must be among the channels. @default none
   */
  readonly raw?: ReadonlyMap<string, RawAsked>;
  /**
   * How decimals and ids come out: as numbers, or as the texts that were sent, which keeps ids above 2^53 and decimals of
   * any length. The type of the messages follows. @default 'number'
   */
  readonly numbers?: N;
  /** The flags in force before the first `conf`, for a recording that begins later. @default 0 */
  readonly flags?: number;
  /** Frames above this are refused unread, bytes. @default MAX_FRAME_BYTES, 4 MiB */
  readonly maxFrameBytes?: number;
}

/**
 * Makes a decoder that knows chosen channels alone, so that a bundle holds no codec that it does not use. Frames of other
 * channels are `unrouted`.
 */
export const createDecoder = <N extends NumberMode = 'number'>(options: DecoderOptions<N>): SessionDecoder<N> =>
  // Where nothing is said, nothing but the default has been inferred for N.
  createFrameDecoder(
    options,
    (options.numbers === 'text' ? TEXT_MODE : NUMBER_MODE) as unknown as NumberModeParts<N>,
    scopeWith(options.account),
  );

/** The same in number mode alone, for the smallest bundles: they then hold nothing of text mode. */
export const createNumberDecoder = (options: Omit<DecoderOptions, 'numbers'>): SessionDecoder =>
  createFrameDecoder(options, NUMBER_MODE, scopeWith(options.account));

/**
 * The same for connections that nobody logs in on, smaller still: answers to a login are `unrecognised`, what the account's frames append
 * is not read, and wide rows are not counted (`drift` is empty).
 */
export const createPublicDecoder = (options: Omit<DecoderOptions, 'numbers' | 'account'>): SessionDecoder =>
  createFrameDecoder(options, NUMBER_MODE, PUBLIC);

const scopeWith = (account: AccountChannel | undefined): SessionScope => ({
  events: EVENTS,
  trailers: readTrailers,
  openAccount: (context) => openAccount(account, context),
  createDrift: () => new Drift(),
});
const PUBLIC: SessionScope = {
  events: PUBLIC_EVENTS,
  trailers: readPublicTrailers,
  openAccount: () => null,
  createDrift: () => null,
};
