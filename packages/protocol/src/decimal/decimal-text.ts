import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import { sampleOfText } from '../sample.js';
import type { DecimalError } from './decimal-error.js';

/** A value of a decimal library (decimal.js, big.js, bignumber.js and the like, all of which have a `toFixed`), or a bigint. */
export type DecimalLike =
  | bigint
  | {
      /** That it has one tells a decimal from other objects; it is not called. */
      readonly toFixed: (...args: never[]) => string;
      /** All its digits, with an exponent or without. */
      readonly toString: () => string;
    };

/** What a price, an amount or a rate may be given as. Text is the safest: it is sent digit by digit. */
export type Decimal = string | number | DecimalLike;

/** The largest exponent, either way, that is written out as digits: a double needs 324, and a typing error must not fill the memory. */
export const MAX_DECIMAL_EXPONENT = 1000;

// The grammar of a JSON number. The rest is refused, not guessed at: "+1", ".5", "1.", "007", "1,5", "0x10", " 1".
const NUMBER = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;

/**
 * The text of a decimal as the exchange reads it: digits, at most one minus and one point, never an exponent.
 *
 * Text keeps every digit and every trailing zero, whatever its length. A number becomes the shortest digits that read back
 * as the same number (0.1 is "0.1"), so what arithmetic left behind stays visible (0.1 + 0.2 is "0.30000000000000004"):
 * compute with a decimal library where that matters. Exponents are expanded digit by digit, without rounding: 1e-8 is
 * "0.00000001", "1.50e-7" is "0.000000150". -0 is "0", while the text "-0" stays as it was written.
 *
 * NotADecimal for NaN, the infinities, the empty text and whatever is no JSON number; ExponentTooLarge beyond
 * MAX_DECIMAL_EXPONENT. https://docs.bitfinex.com/reference/ws-auth-input
 */
export const decimalText = (value: Decimal): E.Either<DecimalError, string> => {
  const text = textOf(value);
  const parts = text === null ? null : NUMBER.exec(text);
  if (text === null || parts === null) return left({ _tag: 'NotADecimal', sample: sampleOfValue(value, text) });
  const [, sign = '', whole = '', fraction = '', exponent] = parts;
  if (exponent === undefined) return right(text);
  const shift = Number(exponent);
  if (Math.abs(shift) > MAX_DECIMAL_EXPONENT) {
    return left({ _tag: 'ExponentTooLarge', sample: sampleOfText(text), limit: MAX_DECIMAL_EXPONENT });
  }
  return right(sign + withPoint(whole + fraction, whole.length + shift));
};

// toString and not toFixed: without an argument some libraries' toFixed rounds to whole numbers, as Number's does, while
// toString gives all digits in every one of them, if need be with the exponent that is expanded here. Dates and arrays,
// which turn into texts as well, have no toFixed.
const textOf = (value: unknown): string | null => {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
      return String(value);
    case 'object':
      return value !== null && 'toFixed' in value && typeof value.toFixed === 'function' ? spoken(value) : null;
    default:
      return null;
  }
};

// Foreign code: it may throw, and it may answer with anything.
const spoken = (value: { readonly toFixed: unknown; readonly toString: () => unknown }): string | null => {
  try {
    const text = value.toString();
    return typeof text === 'string' ? text : null;
  } catch {
    return null;
  }
};

const sampleOfValue = (value: unknown, text: string | null): string =>
  text === null ? `(${value === null ? 'null' : typeof value})` : sampleOfText(JSON.stringify(text));

// Puts the point before the digit `at`, which may lie outside the digits on either side.
const withPoint = (digits: string, at: number): string => {
  if (at <= 0) return `0.${'0'.repeat(-at)}${digits}`;
  const whole = digits
    .slice(0, at)
    .padEnd(at, '0')
    .replace(/^0+(?=.)/, '');
  return at < digits.length ? `${whole}.${digits.slice(at)}` : whole;
};
