import { bookChannel } from './book.js';
import { candlesChannel } from './candles.js';
import type { ChannelCodec } from './channel-codec.js';
import { statusChannel } from './status.js';
import { tickerChannel } from './ticker.js';
import { tradesChannel } from './trades.js';

/** Every public channel. A new one is a file beside this one and a line here. */
export const CHANNELS: ReadonlyArray<ChannelCodec> = [
  tickerChannel,
  tradesChannel,
  bookChannel,
  candlesChannel,
  statusChannel,
];
