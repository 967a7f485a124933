import type { MarketDefinition } from '../market/definitions.js';

/** What may be lent and borrowed on a funding market. */
export interface FundingListing {
  readonly symbol: string;
  readonly currency: string;
  /** Rates are whole ticks of 10^-decimals a day. */
  readonly decimals: number;
  /** Smallest amount of an offer, in units of 1e-8. */
  readonly minimum: number;
  /** The position that what is lent here is used for. */
  readonly positionPair: string;
}

/** 150 dollars, or so many of what is worth a dollar. Source: refusals of the live server. */
const MINIMUM = 150 * 100_000_000;

/** The listing of a funding market; null for any other. */
export const fundingListingOf = ({ symbol, kind, decimals }: MarketDefinition): FundingListing | null => {
  if (kind !== 'funding') return null;
  const currency = symbol.slice(1);
  return { symbol, currency, decimals, minimum: MINIMUM, positionPair: `tBTC${currency}` };
};
