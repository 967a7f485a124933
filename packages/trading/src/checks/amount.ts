import { isLeft, left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import { decimalText, type Decimal } from '@bitfinex-ws/protocol';
import { AMOUNT_DECIMALS } from './limits.js';
import type { AmountVerdict, CheckError, PairLimits } from './contract.js';
import { compareSizes, decimalsOf, digitsOf, roundDigits, textOfDigits } from './digits.js';

/** What is checked of an amount besides its digits. */
export interface AmountCheck {
  /** Of which pair: tBTCUSD. */
  readonly symbol: string;
  /** What the exchange says of its pairs; null: not known. */
  readonly limits: PairLimits | null;
  /** What it is called in the error. @default 'amount' */
  readonly field?: string;
}

/**
 * The text of an amount that the exchange takes as it is: not 0, eight decimals at most, and within the limits of its
 * pair. Where nobody knows those, the verdict says so. The sign, which is the side, is kept.
 * https://docs.bitfinex.com/docs/introduction#amount-precision
 */
export const checkAmount = (
  amount: Decimal,
  { symbol, limits, field = 'amount' }: AmountCheck,
): E.Either<CheckError, AmountVerdict> => {
  const read = decimalText(amount);
  if (isLeft(read)) return left({ _tag: 'BadNumber', field, reason: read.left });
  const text = read.right;
  const value = digitsOf(text);
  if (value.digits === '') return left({ _tag: 'AmountZero', field, text });
  const decimals = decimalsOf(value);
  if (decimals > AMOUNT_DECIMALS) {
    const kept = roundDigits(value, value.point + AMOUNT_DECIMALS, 'towards');
    const rounded = kept.digits === '' ? null : textOfDigits(kept);
    return left({ _tag: 'AmountTooFine', field, text, decimals, limit: AMOUNT_DECIMALS, rounded });
  }
  const limit = limits?.get(symbol);
  if (limit === undefined) {
    return right({ _tag: 'NotChecked', text, why: limits === null ? 'noLimits' : 'unknownPair' });
  }
  const { minOrderSize, maxOrderSize } = limit;
  if (minOrderSize !== null && compareSizes(value, digitsOf(minOrderSize)) < 0) {
    return left({ _tag: 'AmountTooSmall', field, symbol, text, minOrderSize });
  }
  if (maxOrderSize !== null && compareSizes(value, digitsOf(maxOrderSize)) > 0) {
    return left({ _tag: 'AmountTooLarge', field, symbol, text, maxOrderSize });
  }
  return right({ _tag: 'Checked', text, limit });
};
