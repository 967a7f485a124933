import type { Num, NumberMode } from '../numbers/number-mode.js';
import { rowCodecs, type RowCodec, type RowCodecs } from '../row-codec.js';
import type { Row } from '../row.js';
import type { AccountData, AccountFamily } from './account-frame.js';
import { rowReaders } from './row-readers.js';
import { sparsely, type Sparse } from './sparse.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-funding-offers
 *
 * [0, "fos", [[ID, SYMBOL, MTS_CREATED, MTS_UPDATED, AMOUNT, AMOUNT_ORIG, TYPE, _, _, FLAGS, STATUS, _, _, _, RATE, PERIOD,
 *              NOTIFY, HIDDEN, _, RENEW, RATE_REAL], …]]                                                     may be []
 * [0, "fon" | "fou" | "foc", [ID, …]]
 *
 * [0,"fon",[41238747,"fUST",1575026670000,1575026670000,5000,5000,"LIMIT",null,null,0,"ACTIVE",null,null,null,
 * 0.006000000000000001,30,0,0,null,0,null]]
 */

const row = <N extends NumberMode>(c: Row<N>): FundingOffer<N> => ({
  id: c.id(0, 'id'),
  symbol: c.text(1, 'symbol'),
  mtsCreated: c.time(2, 'mtsCreated'),
  mtsUpdated: c.time(3, 'mtsUpdated'),
  amount: c.decimal(4, 'amount'),
  amountOrig: c.decimal(5, 'amountOrig'),
  type: c.text(6, 'type'),
  flags: c.integerOrNull(9, 'flags'),
  status: c.text(10, 'status'),
  rate: c.decimal(14, 'rate'),
  period: c.integer(15, 'period'),
  notify: c.flagOrNull(16, 'notify'),
  hidden: c.flagOrNull(17, 'hidden'),
  renew: c.flagOrNull(19, 'renew'),
  rateReal: c.decimalOrNull(20, 'rateReal'),
});

/** Reads the row of a funding offer. */
export const FundingOffer: RowCodecs<FundingOffer, FundingOffer<'text'>> = rowCodecs(
  'FundingOffer',
  row<'number'>,
  row<'text'>,
);

/** Reads the row of a funding offer in an acknowledgement, which holds what the server knew of it. */
export const SparseFundingOffer: RowCodecs<SparseFundingOffer, SparseFundingOffer<'text'>> = rowCodecs(
  'SparseFundingOffer',
  sparsely(row<'number'>),
  sparsely(row<'text'>),
);

/** An offer to lend, or a bid to borrow. https://docs.bitfinex.com/reference/ws-auth-funding-offers */
export interface FundingOffer<N extends NumberMode = 'number'> {
  /** Names the offer. */
  readonly id: Num<N>;
  /** fUSD */
  readonly symbol: string;
  /** ms */
  readonly mtsCreated: number;
  /** ms */
  readonly mtsUpdated: number;
  /** What remains. > 0: to lend; < 0: to borrow. */
  readonly amount: Num<N>;
  /** What was offered. > 0: to lend; < 0: to borrow. */
  readonly amountOrig: Num<N>;
  /** LIMIT, FRRDELTAVAR or FRRDELTAFIX. */
  readonly type: string;
  /** A bit mask; 64 is hidden. */
  readonly flags: number | null;
  /** ACTIVE, PARTIALLY FILLED …, EXECUTED …, CANCELED. */
  readonly status: string;
  /** A fraction a day; of the FRRDELTA types, its distance from the flash return rate. */
  readonly rate: Num<N>;
  /** days */
  readonly period: number;
  /** Whether the user is notified; null: not said. */
  readonly notify: boolean | null;
  /** Whether it is kept out of the public book. */
  readonly hidden: boolean | null;
  /** Whether it is offered again once it was paid back. */
  readonly renew: boolean | null;
  /** The rate of an offer at a variable rate, a fraction a day; null: none. */
  readonly rateReal: Num<N> | null;
}

/** A funding offer of which the server repeats what it knows; what it leaves out is null. */
export type SparseFundingOffer<N extends NumberMode = 'number'> = Sparse<FundingOffer<N>>;

/** `fos`: every open offer, may be none; it replaces what was known. Under another code: that change, of several. */
export interface FundingOffersMessage<N extends NumberMode = 'number'> extends AccountData<
  'fundingOffers',
  'fos' | 'fon' | 'fou' | 'foc'
> {
  /** One for each offer. */
  readonly offers: ReadonlyArray<FundingOffer<N>>;
}
/** `fon`: new; `fou`: changed; `foc`: gone, which is taken or cancelled: `status` says which. */
export interface FundingOfferMessage<N extends NumberMode = 'number'> extends AccountData<
  'fundingOffer',
  'fon' | 'fou' | 'foc'
> {
  /** The offer as it is now. */
  readonly offer: FundingOffer<N>;
}

const CODECS: { readonly [N in NumberMode]: RowCodec<FundingOffer<N>> } = {
  number: FundingOffer,
  text: FundingOffer.text,
};

/** Funding offers: `fos`, `fon`, `fou`, `foc`. */
export const fundingOffers: AccountFamily = ({ numbers, drift }) =>
  rowReaders(CODECS[numbers], drift, {
    snapshot: 'fos',
    changes: ['fon', 'fou', 'foc'],
    many: (code, { seq, accountSeq, serverTime }, offers) => ({
      type: 'fundingOffers',
      code,
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      offers,
    }),
    one: (code, { seq, accountSeq, serverTime }, offer) => ({
      type: 'fundingOffer',
      code,
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      offer,
    }),
  });
