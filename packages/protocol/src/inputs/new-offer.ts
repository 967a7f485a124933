import type { FundingSymbol } from '../channels/spec.js';
import type { Decimal } from '../decimal/decimal-text.js';
import { MIN_FUNDING_PERIOD } from '../limits.js';
import { isFundingSymbol } from '../words/symbol.js';
import { defined } from './defined.js';
import type { InputChecks } from './input-checks.js';
import { body, inputCodec, objectBody, type InputCodec } from './input-codec.js';
import type { InputFields } from './input-fields.js';
import { ORDER_FLAGS, type OrderFlags } from './order-flags.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-input-offer-new
 *
 * [0,"fon",null,{"type":"LIMIT","symbol":"fUSD","amount":"50","rate":"0.0002","period":7,"flags":0}]
 */

/** LIMIT: at a rate of your own; FRRDELTAVAR and FRRDELTAFIX: off the flash return rate, following it or fixed when taken. */
export type OfferType = 'LIMIT' | 'FRRDELTAVAR' | 'FRRDELTAFIX';

const OFFER_TYPES = ['LIMIT', 'FRRDELTAVAR', 'FRRDELTAFIX'] as const satisfies ReadonlyArray<OfferType>;

/** The one flag that an offer has, and bits without a name. */
export type OfferFlags = Pick<OrderFlags, 'hidden' | 'unknown'>;

/** An offer to lend, or a bid to borrow. `D` is what decimals are given as; those of a decoded offer are texts. */
export interface NewOffer<D = Decimal> {
  readonly type: OfferType;
  readonly symbol: FundingSymbol;
  /** Positive lends, negative borrows; never 0. */
  readonly amount: D;
  /** Per day, as a fraction (0.0002 is 0.02 %); of the FRRDELTA types the offset from the flash return rate, for VAR 0 or more. */
  readonly rate: D;
  /** Days, from 2. */
  readonly period: number;
  /** @default none */
  readonly flags?: OfferFlags;
}

/**
 * Offers funding, or asks for it. Answered by a notification `fon-req`, then by `fon`. Offers bear no id of the client.
 * https://docs.bitfinex.com/reference/ws-auth-input-offer-new
 */
export interface NewOfferInput<D = Decimal> extends NewOffer<D> {
  readonly code: 'fon';
}

/** Makes the input that offers funding, or asks for it. */
export const newOffer = (offer: NewOffer): NewOfferInput => ({ ...offer, code: 'fon' });

const flagsOf = (mask: number | undefined): OfferFlags | undefined => {
  if (mask === undefined) return undefined;
  const unknown = mask - (mask & ORDER_FLAGS.hidden);
  return { ...(unknown === mask ? {} : { hidden: true }), ...(unknown === 0 ? {} : { unknown }) };
};

const read = (f: InputFields): NewOfferInput<string> => ({
  code: 'fon',
  type: f.oneOf('type', OFFER_TYPES),
  symbol: f.fundingSymbol('symbol'),
  amount: f.decimal('amount'),
  rate: f.decimal('rate'),
  period: f.integer('period'),
  ...defined({ flags: flagsOf(f.integerIfSent('flags')) }),
});

const write = ({ code: _, ...o }: NewOfferInput, c: InputChecks): unknown => {
  const written = body({
    type: c.text('type', o.type, (type) => OFFER_TYPES.some((each) => each === type), 'a type of offer'),
    symbol: c.text('symbol', o.symbol, isFundingSymbol, 'a symbol such as fUSD'),
    amount: c.decimal('amount', o.amount, 'not zero'),
    rate: c.decimal('rate', o.rate, o.type === 'FRRDELTAVAR' ? 'not negative' : undefined),
    period: c.integer('period', o.period, MIN_FUNDING_PERIOD, null),
    flags: c.flagsIfSet(o.flags, ['hidden']),
  });
  c.known(o, ['type', 'symbol', 'amount', 'rate', 'period', 'flags']);
  return written;
};

/** Reads and writes the input that offers funding. */
export const NewOfferInput: InputCodec<NewOfferInput<string>, NewOfferInput> = /* @__PURE__ */ inputCodec({
  code: 'fon',
  read: /* @__PURE__ */ objectBody('fon', read),
  write,
});
