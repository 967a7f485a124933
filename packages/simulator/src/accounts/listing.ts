import type { MarketDefinition } from '../market/definitions.js';

/** What may be traded on a market, and how. */
export interface Listing {
  readonly symbol: string;
  readonly decimals: number;
  readonly base: string;
  readonly quote: string;
  /** Such as `BTC/USD`, the way texts have it. */
  readonly name: string;
  readonly derivative: boolean;
  /** Whether it may be traded on margin. */
  readonly margin: boolean;
  /** Smallest amount of an order, in units of 1e-8. */
  readonly minimum: number;
}

/** The listing of a market; null for funding, which is not traded here. */
export const listingOf = ({ symbol, kind, decimals, underlying, size }: MarketDefinition): Listing | null => {
  if (kind === 'funding') return null;
  const pair = symbol.slice(1);
  const [base = '', quote = ''] = pair.includes(':') ? pair.split(':') : [pair.slice(0, 3), pair.slice(3)];
  const derivative = underlying !== null;
  return {
    symbol,
    decimals,
    base,
    quote,
    name: `${base}/${quote}`,
    derivative,
    margin: derivative || quote === 'USD',
    // About a thousandth of what is usual, as a power of ten.
    minimum: Math.max(1, 10 ** (Math.floor(Math.log10(size)) - 3)),
  };
};
