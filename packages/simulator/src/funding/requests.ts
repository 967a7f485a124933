import { either as E } from 'fp-ts';
import { FLAGS, isWhole, readAmount } from '../accounts/requests.js';
import type { Side } from '../engine/order.js';
import type { Fields } from '../wire/events.js';
import { amountText } from '../wire/number-text.js';
import type { FundingListing } from './listing.js';
import { roundedRate, type OfferType } from './offer.js';

/** An offer that makes sense by itself; whether there is money for it is another question. */
interface NewOffer {
  readonly listing: FundingListing;
  readonly type: OfferType;
  readonly side: Side;
  /** In units of 1e-8, above 0. */
  readonly amount: number;
  /** In ticks a day, or the distance from the flash return rate. */
  readonly rate: number;
  readonly period: number;
  readonly flags: number;
}

const TYPES: ReadonlyArray<OfferType> = ['LIMIT', 'FRRDELTAVAR', 'FRRDELTAFIX'];
/** Days. Source: https://support.bitfinex.com, the documentation of the input says 30. */
const PERIODS = { least: 2, most: 120 };
/** More than 100 % a day is a mistake, and would not fit. */
const MOST_RATE = 1;

/** Judges the body of a `fon`; a refusal is the text of its notification. */
export const readNewOffer = (
  body: Fields,
  listingOf: (symbol: string) => FundingListing | null,
): E.Either<string, NewOffer> => {
  const { symbol, period } = body;
  const type = TYPES.find((known) => known === body['type']);
  if (!type) return E.left('type: invalid');
  const listing = typeof symbol === 'string' ? listingOf(symbol) : null;
  if (!listing) return E.left('symbol: invalid');
  const amount = readAmount(body['amount']);
  if (amount === null || amount === 0) return E.left('amount: invalid');
  if (Math.abs(amount) < listing.minimum) {
    const minimum = `${amountText(listing.minimum)}.0`;
    const { currency } = listing;
    return E.left(`Invalid offer: incorrect amount, minimum is ${minimum} dollar or equivalent in ${currency}`);
  }
  const side = amount > 0 ? 'ask' : 'bid';
  const rate = readRate(body['rate'], listing.decimals, type, side);
  if (rate === null) return E.left('rate: invalid');
  if (!isWhole(period, PERIODS.most) || period < PERIODS.least) return E.left('period: invalid');
  const flags = body['flags'] ?? 0;
  if (!isWhole(flags, 0x7fffffff)) return E.left('flags: invalid');
  // Only this one means something to an offer.
  return E.right({ listing, type, side, amount: Math.abs(amount), rate, period, flags: flags & FLAGS.hidden });
};

/** A rate of any number of decimals: clients work it out. Null: not a number, or none that this type can have. */
const readRate = (value: unknown, decimals: number, type: OfferType, side: Side): number | null => {
  const text = typeof value === 'string' ? value.trim() : value;
  const rate = typeof text === 'number' || (typeof text === 'string' && text !== '') ? Number(text) : NaN;
  if (!Number.isFinite(rate) || Math.abs(rate) > MOST_RATE || (rate < 0 && type !== 'FRRDELTAFIX')) return null;
  const ticks = Math.round(rate * 10 ** decimals);
  if (type !== 'LIMIT') return ticks + 0;
  return rate === 0 ? 0 : roundedRate(ticks, side);
};
