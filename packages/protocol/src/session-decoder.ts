import { CHANNELS } from './channels/registry.js';
import { createDecoder, type DecoderOptions } from './decoder.js';
import type { SessionDecoder } from './session.js';

/** What a session decoder may be told. */
export type SessionDecoderOptions = Omit<DecoderOptions, 'channels'>;

/**
 * Makes a decoder for the inbound frames of one connection, in order, that knows every public channel. Make a new one for
 * each connection: channel ids and flags end with it.
 */
export const createSessionDecoder = (options: SessionDecoderOptions = {}): SessionDecoder =>
  createDecoder({ ...options, channels: CHANNELS });
