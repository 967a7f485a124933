import type { EngineInput } from '../engine/engine.js';
import type { EngineState } from '../engine/state.js';
import type { Exchange } from '../feed/exchange.js';
import { fundingListingOf, type FundingListing } from '../funding/listing.js';
import type { MarketDefinition } from '../market/definitions.js';
import { listingOf, type Listing } from './listing.js';

/** The markets as accounts see them. */
export interface Pit {
  /** Null: no such market, or none that is traded by accounts. */
  readonly listing: (symbol: string) => Listing | null;
  readonly engine: (symbol: string) => EngineState;
  /** Tells the engine of a market; what comes of it is told to the accounts before this returns. */
  readonly act: (symbol: string, input: EngineInput) => void;
  readonly now: () => number;
  /** Null: no such funding market. */
  readonly funding: (symbol: string) => FundingListing | null;
  /** The flash return rate of a funding market, in ticks a day. */
  readonly flashRate: (symbol: string) => number;
}

/** The markets of an exchange, which may not be there yet. */
export const createPit = (
  exchange: () => Pick<Exchange, 'definitionOf' | 'engine' | 'act' | 'flashRate'>,
  now: () => number,
): Pit => {
  const listed = <L>(listing: (definition: MarketDefinition) => L | null) => {
    const known = new Map<string, L | null>();
    return (symbol: string): L | null => {
      if (!known.has(symbol)) {
        const definition = exchange().definitionOf(symbol);
        // What nobody lists is not kept: anybody may ask for anything.
        if (!definition) return null;
        known.set(symbol, listing(definition));
      }
      return known.get(symbol) ?? null;
    };
  };
  return {
    listing: listed(listingOf),
    funding: listed(fundingListingOf),
    engine: (symbol) => exchange().engine(symbol),
    act: (symbol, input) => exchange().act(symbol, input, now()),
    now,
    flashRate: (symbol) => exchange().flashRate(symbol),
  };
};
