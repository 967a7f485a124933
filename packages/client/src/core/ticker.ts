import { plainTickerChannel, type ChannelSymbol, type TickerSpec } from '@bitfinex-ws/protocol';
import type { Channel, TickerMessageOf } from '../channel.js';

/**
 * The ticker of a pair (`t…`) or of a funding currency (`f…`): the same channel and the same messages as `ticker` of the package's
 * main entry. Its frames are read by `JSON.parse`: about 1 a second comes, and what reads them faster weighs more than all of this.
 */
export const ticker = <const S extends ChannelSymbol>(symbol: S): Channel<TickerSpec<S>, TickerMessageOf<S>> => ({
  spec: { channel: 'ticker', symbol },
  codec: plainTickerChannel,
  engine: null,
});
