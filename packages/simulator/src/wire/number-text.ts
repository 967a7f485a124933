/**
 * Writes units of 10^-decimals as the exchange does, which is JavaScript's String(Number): no trailing zero, and an
 * exponent below 1e-6 (`1.1e-7`, but `0.0000011`). Source: the recorded checksum of tXRPBTC, which only this text fits.
 *
 * It works on the digits, so it is exact; it agrees with String(Number) wherever a double can tell neighbours apart, that
 * is for integers up to 2^53 and for amounts of eight decimals up to 2^25 whole units.
 */
export const decimalText = (units: number, decimals: number): string => {
  if (units === 0) return '0';
  const sign = units < 0 ? '-' : '';
  const all = String(Math.abs(units));
  const digits = withoutTrailingZeros(all);
  const point = all.length - decimals;
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length);
  if (point > 0) return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  if (point > -6) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  const mantissa = digits.length === 1 ? digits : `${digits.slice(0, 1)}.${digits.slice(1)}`;
  return `${sign}${mantissa}e-${1 - point}`;
};

/** Writes an amount given in units of 1e-8. */
export const amountText = (units: number): string => decimalText(units, 8);

const withoutTrailingZeros = (digits: string): string => {
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 48) end--;
  return digits.slice(0, end);
};
