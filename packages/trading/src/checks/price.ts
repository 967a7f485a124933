import { isLeft, left, mapRight, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import { decimalText, type Decimal, type DecimalError } from '@bitfinex-ws/protocol';
import { PRICE_DIGITS } from './limits.js';
import type { CheckError } from './contract.js';
import { digitsOf, isPositive, roundDigits, textOfDigits, type Digits, type Rounding } from './digits.js';

/** Which side of the book an order takes. */
export type Side = 'buy' | 'sell';

/**
 * A price with at most five significant digits, as plain text. With a side it never becomes a worse one: a buyer's is
 * rounded down, a seller's up; without, to the nearer (half: up). A price that is fine as it is stays digit by digit.
 *
 * Digit by digit, no double in between. The exchange's own habit, to cut what is too much, is a worse price for a seller.
 * https://docs.bitfinex.com/docs/introduction#price-precision
 */
export const roundPrice = (price: Decimal, side?: Side): E.Either<DecimalError, string> =>
  mapRight((text: string) => {
    const value = digitsOf(text);
    return value.digits.length <= PRICE_DIGITS ? text : rounded(value, side);
  })(decimalText(price));

/** How a price is checked. */
export interface PriceCheck {
  /** What it is called in the error. @default 'price' */
  readonly field?: string;
  /** Decides which way it is rounded. @default to the nearer */
  readonly side?: Side;
  /** What becomes of a price with too many digits: an error that names the rounded one, or the rounded one. @default 'refuse' */
  readonly onExcess?: 'refuse' | 'round';
}

/** The text of a price that the exchange takes as it is: above 0, five significant digits at most. */
export const checkPrice = (
  price: Decimal,
  { field = 'price', side, onExcess = 'refuse' }: PriceCheck = {},
): E.Either<CheckError, string> => {
  const text = decimalText(price);
  if (isLeft(text)) return left({ _tag: 'BadNumber', field, reason: text.left });
  const value = digitsOf(text.right);
  if (!isPositive(value)) return left({ _tag: 'PriceNotPositive', field, text: text.right });
  const digits = value.digits.length;
  if (digits <= PRICE_DIGITS) return text;
  const fine = rounded(value, side);
  return onExcess === 'round'
    ? right(fine)
    : left({ _tag: 'PriceTooFine', field, text: text.right, digits, limit: PRICE_DIGITS, rounded: fine });
};

const rounded = (value: Digits, side: Side | undefined): string =>
  textOfDigits(roundDigits(value, PRICE_DIGITS, roundingOf(value, side)));

const roundingOf = ({ negative }: Digits, side: Side | undefined): Rounding => {
  if (side === undefined) return 'nearest';
  return (side === 'sell') === negative ? 'towards' : 'away';
};
