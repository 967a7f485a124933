/** Decimals as whole numbers of 10^-SCALE, for judging: exact for texts of up to SCALE decimals. */
const SCALE = 60;

/** The value of a plain decimal text, in units of 10^-60. */
export const exact = (text: string): bigint => {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === '') throw new Error(`not a plain decimal: ${text}`);
  const units = BigInt(whole + fraction.padEnd(SCALE, '0'));
  return sign === '-' ? -units : units;
};

/** How many digits of a plain decimal text say something. */
export const significant = (text: string): number => {
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '');
  // Noughts at the end say nothing, before the point or behind it.
  return digits.replace(/0+$/, '').length;
};
