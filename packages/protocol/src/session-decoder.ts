import { accountChannel } from './account/account-channel.js';
import { CHANNELS } from './channels/registry.js';
import { createDecoder, type DecoderOptions } from './decoder.js';
import type { NumberMode } from './numbers/number-mode.js';
import type { SessionDecoder } from './session.js';

/** What a session decoder may be told. */
export type SessionDecoderOptions<N extends NumberMode = 'number'> = Omit<DecoderOptions<N>, 'channels' | 'account'>;

/**
 * Makes a decoder for the inbound frames of one connection, in order, that knows every channel, the account's too. Make a
 * new one for each connection: channel ids and flags end with it.
 */
export const createSessionDecoder = <N extends NumberMode = 'number'>(
  options: SessionDecoderOptions<N> = {},
): SessionDecoder<N> => createDecoder({ ...options, channels: CHANNELS, account: accountChannel });
