import type { Num, NumberMode } from '../numbers/number-mode.js';
import { rowCodecs, type RowCodec, type RowCodecs } from '../row-codec.js';
import type { Row } from '../row.js';
import type { AccountData, AccountFamily } from './account-frame.js';
import { rowReaders } from './row-readers.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-funding-loans
 *
 * [0, "fls", [[ID, SYMBOL, SIDE, MTS_CREATE, MTS_UPDATE, AMOUNT, FLAGS, STATUS, RATE_TYPE, _, _, RATE, PERIOD, MTS_OPENING,
 *              MTS_LAST_PAYOUT, NOTIFY, HIDDEN, _, RENEW, RATE_REAL, NO_CLOSE], …]]                          may be []
 * [0, "fln" | "flu" | "flc", [ID, …]]
 *
 * [0,"fln",[2995444,"fUSD",-1,1575298742000,1575298742000,1000,0,"ACTIVE",null,null,null,0.002,7,1575298742000,
 * 1575298742000,0,0,null,0,null,0]]
 */

/** The columns of a loan, which are the first of a credit. */
export const loanRow = <N extends NumberMode>(c: Row<N>): FundingLoan<N> => ({
  id: c.id(0, 'id'),
  symbol: c.text(1, 'symbol'),
  side: c.integerOrText(2, 'side'),
  mtsCreate: c.time(3, 'mtsCreate'),
  mtsUpdate: c.time(4, 'mtsUpdate'),
  amount: c.decimal(5, 'amount'),
  flags: c.rawIfSent(6, 'flags'),
  status: c.text(7, 'status'),
  rateType: c.textOrNull(8, 'rateType'),
  rate: c.decimal(11, 'rate'),
  period: c.integer(12, 'period'),
  mtsOpening: c.time(13, 'mtsOpening'),
  mtsLastPayout: c.timeOrNull(14, 'mtsLastPayout'),
  notify: c.flagOrNull(15, 'notify'),
  hidden: c.flagOrNull(16, 'hidden'),
  renew: c.flagOrNull(18, 'renew'),
  rateReal: c.decimalOrNull(19, 'rateReal'),
  noClose: c.flagOrNull(20, 'noClose'),
});

/** Reads the row of a funding loan. */
export const FundingLoan: RowCodecs<FundingLoan, FundingLoan<'text'>> = rowCodecs(
  'FundingLoan',
  loanRow<'number'>,
  loanRow<'text'>,
);

/** Funding that was taken and is not used in a position. https://docs.bitfinex.com/reference/ws-auth-funding-loans */
export interface FundingLoan<N extends NumberMode = 'number'> {
  /** Names the loan; a credit has an id of its own. */
  readonly id: Num<N>;
  /** fUSD */
  readonly symbol: string;
  /** 1: lender; 0: both; -1: borrower. Servers of 2017 wrote a text: lend or loan. */
  readonly side: number | string;
  /** ms */
  readonly mtsCreate: number;
  /** ms */
  readonly mtsUpdate: number;
  /** In the currency of the symbol. */
  readonly amount: Num<N>;
  /** As sent: 0 in every frame that was seen; the documentation calls it an object to come. */
  readonly flags: unknown;
  /** ACTIVE, CLOSED … */
  readonly status: string;
  /** FIXED or VAR; null in every frame that was seen. */
  readonly rateType: string | null;
  /** A fraction a day; 0 at the flash return rate. */
  readonly rate: Num<N>;
  /** days */
  readonly period: number;
  /** ms */
  readonly mtsOpening: number;
  /** ms; null: nothing was paid yet. */
  readonly mtsLastPayout: number | null;
  /** Whether the user is notified; null: not said. */
  readonly notify: boolean | null;
  /** Whether its offer was hidden; null: not said. */
  readonly hidden: boolean | null;
  /** Whether it is offered again once it was paid back. */
  readonly renew: boolean | null;
  /** The rate where it is variable, a fraction a day; null: none. */
  readonly rateReal: Num<N> | null;
  /** Whether it is kept when the position is closed. */
  readonly noClose: boolean | null;
}

/** `fls`: every loan, may be none; it replaces what was known. Under another code: that change, of several. */
export interface FundingLoansMessage<N extends NumberMode = 'number'> extends AccountData<
  'fundingLoans',
  'fls' | 'fln' | 'flu' | 'flc'
> {
  /** One for each loan. */
  readonly loans: ReadonlyArray<FundingLoan<N>>;
}
/** `fln`: new; `flu`: changed; `flc`: closed. */
export interface FundingLoanMessage<N extends NumberMode = 'number'> extends AccountData<
  'fundingLoan',
  'fln' | 'flu' | 'flc'
> {
  /** The loan as it is now. */
  readonly loan: FundingLoan<N>;
}

const CODECS: { readonly [N in NumberMode]: RowCodec<FundingLoan<N>> } = {
  number: FundingLoan,
  text: FundingLoan.text,
};

/** Funding loans: `fls`, `fln`, `flu`, `flc`. */
export const fundingLoans: AccountFamily = ({ numbers, drift }) =>
  rowReaders(CODECS[numbers], drift, {
    snapshot: 'fls',
    changes: ['fln', 'flu', 'flc'],
    many: (code, { seq, accountSeq, serverTime }, loans) => ({
      type: 'fundingLoans',
      code,
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      loans,
    }),
    one: (code, { seq, accountSeq, serverTime }, loan) => ({
      type: 'fundingLoan',
      code,
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      loan,
    }),
  });
