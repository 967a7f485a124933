import {
  plainFundingTickerChannel,
  plainTickerChannel,
  type FundingSymbol,
  type FundingTickerMessage,
  type TickerMessage,
  type TickerSpec,
  type TradingSymbol,
} from '@bitfinex-ws/protocol';
import type { Channel } from '../channel.js';

/**
 * The ticker of a pair (`t…`): the same channel and the same messages as `ticker` of the package's main entry. Its frames are read by
 * `JSON.parse`: about one a second comes, and what reads them faster weighs 2 kB.
 */
export const ticker = <const S extends TradingSymbol>(symbol: S): Channel<TickerSpec<S>, TickerMessage> => ({
  spec: { channel: 'ticker', symbol },
  codec: plainTickerChannel,
  engine: null,
});

/** The ticker of a funding currency (`f…`), in the same way. */
export const fundingTicker = <const S extends FundingSymbol>(
  symbol: S,
): Channel<TickerSpec<S>, FundingTickerMessage> => ({
  spec: { channel: 'ticker', symbol },
  codec: plainFundingTickerChannel,
  engine: null,
});
