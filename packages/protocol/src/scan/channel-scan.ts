import type { PayloadShape } from '../channels/channel-codec.js';
import type { DataMessage } from '../messages.js';
import type { Scanner } from './scanner.js';

/**
 * Reads the rest of a frame of one open channel, after channel id and tag, in the forms that are common; null for all others,
 * which go to the channel's codec. The message is the one that the codec would have made, property for property.
 */
export type ChannelScan = (
  scanner: Scanner,
  /** As in tags.ts; 0 for plain data. */
  tag: number,
  shape: PayloadShape,
  flags: number,
) => DataMessage | null;
