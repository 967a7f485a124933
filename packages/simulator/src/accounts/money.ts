import { amountText, decimalText } from '../wire/number-text.js';

/**
 * Money is a whole number of 10^-18 of its currency. What a trade is worth is exact, because no market has more than nine
 * decimals of price beside the eight of amounts; a fee is rounded up to the next unit. What one pays another one gets, so
 * no unit appears or vanishes.
 */
export type Money = bigint;

const DECIMALS = 18;
const AMOUNT_DECIMALS = 8;
const MILLION = 1_000_000n;

/** An amount, in units of 1e-8, as money of its own currency. */
export const moneyOfAmount = (units: number): Money => BigInt(units) * 10n ** BigInt(DECIMALS - AMOUNT_DECIMALS);

/** What is paid for an amount at a price in ticks of 10^-decimals: ticks × units, as money of the quote currency. */
export const moneyOfValue = (value: bigint, decimals: number): Money =>
  value * 10n ** BigInt(DECIMALS - AMOUNT_DECIMALS - decimals);

/** The most ticks × units that the money is good for. */
export const valueOfMoney = (money: Money, decimals: number): bigint =>
  money <= 0n ? 0n : money / 10n ** BigInt(DECIMALS - AMOUNT_DECIMALS - decimals);

/** A fee of so many millionths, rounded up. */
export const feeOf = (money: Money, millionths: number): Money => (money * BigInt(millionths) + MILLION - 1n) / MILLION;

/** Writes money as the exchange writes numbers: the shortest text of the nearest double. */
export const moneyText = (money: Money): string => String(Number(plainText(money)));

/** Writes a price with one decimal at least, as the texts of states have it: `8150.0`. */
export const statePriceText = (price: number, decimals: number): string => {
  const text = decimalText(price, decimals);
  return /[.e]/.test(text) ? text : `${text}.0`;
};

/** Reads a decimal, text or number, as whole units of 10^-decimals; null where it is none, or is not whole. */
export const readDecimal = (value: unknown, decimals: number): number | null => {
  const [units, isWhole] = readUnits(value, decimals);
  return isWhole ? units : null;
};

/** The same of one that need not be whole: what is too fine is cut off. */
export const cutDecimal = (value: unknown, decimals: number): number | null => readUnits(value, decimals)[0];

const readUnits = (value: unknown, decimals: number): readonly [units: number | null, isWhole: boolean] => {
  if (typeof value !== 'string' && typeof value !== 'number') return NONE;
  const [, sign, whole, fraction = '', exponent = '0'] = DECIMAL.exec(String(value)) ?? [];
  if (whole === undefined || Math.abs(Number(exponent)) > 30) return NONE;
  const digits = `${whole}${fraction}`;
  const shift = decimals - fraction.length + Number(exponent);
  const kept = shift >= 0 ? digits + '0'.repeat(shift) : digits.slice(0, shift);
  const isWhole = shift >= 0 || !/[1-9]/.test(digits.slice(shift));
  const units = Number(kept || '0');
  return Number.isSafeInteger(units) ? [sign === '-' && units !== 0 ? -units : units, isWhole] : NONE;
};

/** Reads so much money from a plain number, such as an option's. */
export const moneyOfNumber = (value: number): Money => moneyOfAmount(Math.round(value * 10 ** AMOUNT_DECIMALS));

/** Writes a signed amount: above 0 buys. */
export const signedText = (side: 'bid' | 'ask', units: number): string => amountText(side === 'bid' ? units : -units);

const NONE = [null, false] as const;
const DECIMAL = /^([+-]?)(\d{1,24})(?:\.(\d{1,24}))?(?:e([+-]?\d{1,3}))?$/i;

const plainText = (money: Money): string => {
  const digits = String(money < 0n ? -money : money).padStart(DECIMALS + 1, '0');
  return `${money < 0n ? '-' : ''}${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`;
};
