import type { NumberMode } from '../numbers/number-mode.js';
import { rowCodecs, type RowCodec, type RowCodecs } from '../row-codec.js';
import type { Row } from '../row.js';
import type { AccountData, AccountFamily } from './account-frame.js';
import { loanRow, type FundingLoan } from './funding-loan.js';
import { rowReaders } from './row-readers.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-funding-credits
 *
 * [0, "fcs", [[ID, SYMBOL, SIDE, MTS_CREATE, MTS_UPDATE, AMOUNT, FLAGS, STATUS, RATE_TYPE, _, _, RATE, PERIOD, MTS_OPENING,
 *              MTS_LAST_PAYOUT, NOTIFY, HIDDEN, _, RENEW, RATE_REAL, NO_CLOSE, POSITION_PAIR], …]]           may be []
 * [0, "fcn" | "fcu" | "fcc", [ID, …]]
 *
 * [0,"fcs",[[26223578,"fUST",1,1575052261000,1575296187000,350,0,"ACTIVE",null,null,null,0,30,1575052261000,1575293487000,
 * 0,0,null,0,null,0,"tBTCUST"]]]
 */

const row = <N extends NumberMode>(c: Row<N>): FundingCredit<N> => ({
  ...loanRow(c),
  positionPair: c.text(21, 'positionPair'),
});

/** Reads the row of a funding credit. */
export const FundingCredit: RowCodecs<FundingCredit, FundingCredit<'text'>> = rowCodecs(
  'FundingCredit',
  row<'number'>,
  row<'text'>,
);

/** Funding that is used in a position. https://docs.bitfinex.com/reference/ws-auth-funding-credits */
export interface FundingCredit<N extends NumberMode = 'number'> extends FundingLoan<N> {
  /** The symbol of the position that uses it: tBTCUST. */
  readonly positionPair: string;
}

/** `fcs`: every credit, may be none; it replaces what was known. Under another code: that change, of several. */
export interface FundingCreditsMessage<N extends NumberMode = 'number'> extends AccountData<
  'fundingCredits',
  'fcs' | 'fcn' | 'fcu' | 'fcc'
> {
  /** One for each credit. */
  readonly credits: ReadonlyArray<FundingCredit<N>>;
}
/** `fcn`: new; `fcu`: changed; `fcc`: closed. */
export interface FundingCreditMessage<N extends NumberMode = 'number'> extends AccountData<
  'fundingCredit',
  'fcn' | 'fcu' | 'fcc'
> {
  /** The credit as it is now. */
  readonly credit: FundingCredit<N>;
}

const CODECS: { readonly [N in NumberMode]: RowCodec<FundingCredit<N>> } = {
  number: FundingCredit,
  text: FundingCredit.text,
};

/** Funding credits: `fcs`, `fcn`, `fcu`, `fcc`. */
export const fundingCredits: AccountFamily = ({ numbers, drift }) =>
  rowReaders(CODECS[numbers], drift, {
    snapshot: 'fcs',
    changes: ['fcn', 'fcu', 'fcc'],
    many: (code, { seq, accountSeq, serverTime }, credits) => ({
      type: 'fundingCredits',
      code,
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      credits,
    }),
    one: (code, { seq, accountSeq, serverTime }, credit) => ({
      type: 'fundingCredit',
      code,
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      credit,
    }),
  });
