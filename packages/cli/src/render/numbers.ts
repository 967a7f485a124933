/** Writes a number without an exponent and without losing a digit: 1.1e-7 is 0.00000011. */
export const decimalText = (value: number): string => {
  const text = String(value);
  const [, sign = '', whole = '', fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (exponent === undefined) return text;
  const shift = Number(exponent);
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - whole.length)}${whole}${fraction}`;
  return `${sign}${whole}${fraction.padEnd(shift, '0')}`;
};

/** A mean without the noise of floating point: 0.00023997500000000002 is 0.000239975. */
export const meanText = (value: number): string => decimalText(Number(value.toPrecision(12)));

/** Amounts have up to 8 decimals; beside large ones the last of them say nothing and take the room of others. */
export const amountDecimals = (amounts: ReadonlyArray<number>): number => {
  const largest = Math.max(0, ...amounts.map(Math.abs));
  if (largest >= 100) return commonDecimals(amounts, 2);
  return commonDecimals(amounts, largest >= 1 ? 4 : 8);
};

/** An amount with so many decimals; one that is too small for them is not written as none. */
export const amountText = (amount: number, decimals: number): string => {
  const size = Math.abs(amount);
  const least = 10 ** -decimals;
  return size > 0 && size < least / 2 ? `<${least.toFixed(decimals)}` : size.toFixed(decimals);
};

/** How many decimals a number needs. */
export const decimalsOf = (value: number): number => decimalText(value).split('.')[1]?.length ?? 0;

/** The decimals that all these numbers need, but no more than `most`. */
export const commonDecimals = (values: Iterable<number>, most: number): number => {
  let decimals = 0;
  for (const value of values) decimals = Math.max(decimals, Math.min(most, decimalsOf(value)));
  return decimals;
};

/**
 * A difference or mean of prices, rounded to the decimals that the prices have (and one more for a mean), so that
 * floating-point noise is not shown.
 */
export const roundedText = (value: number, decimals: number): string =>
  decimalText(Number(value.toFixed(Math.min(100, decimals))));

/** UTC time of day: 09:37:51. */
export const timeText = (ms: number): string => new Date(ms).toISOString().slice(11, 19);

/** A span in words: 400 ms, 2.5 s, 3 min 20 s. */
export const spanText = (ms: number): string => {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`;
};
