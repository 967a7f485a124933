import { isLeft, right } from '@bitfinex-ws/machine';
import type { Num, NumberMode } from '../numbers/number-mode.js';
import { rowCodecs, type RowCodec, type RowCodecs } from '../row-codec.js';
import type { Row } from '../row.js';
import { oneReader, type AccountData, type AccountFamily } from './account-frame.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-balance-info
 *
 * [0, "bu", [AUM, AUM_NET]]
 *
 * [0,"bu",[397190.90366775,397190.89789745]]
 */

const row = <N extends NumberMode>(c: Row<N>): Balance<N> => ({
  aum: c.decimal(0, 'aum'),
  aumNet: c.decimal(1, 'aumNet'),
});

/** Reads the row of a balance. */
export const Balance: RowCodecs<Balance, Balance<'text'>> = rowCodecs('Balance', row<'number'>, row<'text'>);

/** What an account holds. https://docs.bitfinex.com/reference/ws-auth-balance-info */
export interface Balance<N extends NumberMode = 'number'> {
  /** Total assets, USD. */
  readonly aum: Num<N>;
  /** Total assets less what is owed, USD. */
  readonly aumNet: Num<N>;
}

/** `bu`: the balance has changed. */
export interface BalanceMessage<N extends NumberMode = 'number'> extends AccountData<'balance', 'bu'> {
  /** What the account holds now. */
  readonly balance: Balance<N>;
}

const CODECS: { readonly [N in NumberMode]: RowCodec<Balance<N>> } = { number: Balance, text: Balance.text };

/** The balance: `bu`. */
export const balance: AccountFamily = ({ numbers, drift }) => {
  const codec = CODECS[numbers];
  return oneReader('bu', ({ payload, texts, seq, accountSeq, serverTime }) => {
    const read = codec.read(payload, texts, drift);
    if (isLeft(read)) return read;
    return right({ type: 'balance', code: 'bu', chanId: 0, seq, accountSeq, serverTime, balance: read.right });
  });
};
