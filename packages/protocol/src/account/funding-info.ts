import { isLeft, right } from '@bitfinex-ws/machine';
import type { Num, NumberMode } from '../numbers/number-mode.js';
import { rowCodecs, type RowCodec, type RowCodecs } from '../row-codec.js';
import type { Row } from '../row.js';
import { oneReader, type AccountData, type AccountFamily } from './account-frame.js';
import { symbolRow } from './symbol-payload.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-funding
 *
 * [0, "fiu", ["sym", SYMBOL, [YIELD_LOAN, YIELD_LEND, DURATION_LOAN, DURATION_LEND]]]
 *
 * [0,"fiu",["sym","fUSD",[0.0008595462068208099,0,1.8444560185185186,0]]]
 */

const row = <N extends NumberMode>(c: Row<N>): FundingInfo<N> => ({
  yieldLoan: c.decimalOrNull(0, 'yieldLoan'),
  yieldLend: c.decimalOrNull(1, 'yieldLend'),
  durationLoan: c.decimalOrNull(2, 'durationLoan'),
  durationLend: c.decimalOrNull(3, 'durationLend'),
});

/** Reads the row of an account's funding of one currency. */
export const FundingInfo: RowCodecs<FundingInfo, FundingInfo<'text'>> = rowCodecs(
  'FundingInfo',
  row<'number'>,
  row<'text'>,
);

/** What an account borrows and lends of a currency, averaged. https://docs.bitfinex.com/reference/ws-auth-funding */
export interface FundingInfo<N extends NumberMode = 'number'> {
  /** The rate paid, a fraction a day. */
  readonly yieldLoan: Num<N> | null;
  /** The rate earned, a fraction a day. */
  readonly yieldLend: Num<N> | null;
  /** Days, may be fractional. */
  readonly durationLoan: Num<N> | null;
  /** Days, may be fractional. */
  readonly durationLend: Num<N> | null;
}

/** `fiu`: the funding of a currency has changed, or was calculated anew. */
export interface FundingInfoMessage<N extends NumberMode = 'number'> extends AccountData<'fundingInfo', 'fiu'> {
  /** fUSD */
  readonly symbol: string;
  /** What it is now. */
  readonly info: FundingInfo<N>;
}

const CODECS: { readonly [N in NumberMode]: RowCodec<FundingInfo<N>> } = {
  number: FundingInfo,
  text: FundingInfo.text,
};

/** Funding: `fiu`. */
export const fundingInfo: AccountFamily = ({ numbers, drift }) => {
  const codec = CODECS[numbers];
  return oneReader('fiu', (frame) => {
    const sent = symbolRow(codec.name, frame);
    if (isLeft(sent)) return sent;
    const { symbol, row, texts } = sent.right;
    const info = codec.read(row, texts, drift);
    if (isLeft(info)) return info;
    const { seq, accountSeq, serverTime } = frame;
    return right({
      type: 'fundingInfo',
      code: 'fiu',
      chanId: 0,
      seq,
      accountSeq,
      serverTime,
      symbol,
      info: info.right,
    });
  });
};
