/** A decimal by its digits: `0.digits × 10^point`, where neither the first nor the last digit is 0. Zero has no digits. */
export interface Digits {
  readonly negative: boolean;
  readonly digits: string;
  /** How many of the digits stand before the point; negative where noughts follow it. */
  readonly point: number;
}

/** Takes a plain decimal text (`decimalText`: no exponent) apart. */
export const digitsOf = (text: string): Digits => {
  const negative = text.startsWith('-');
  const body = negative ? text.slice(1) : text;
  const dot = body.indexOf('.');
  const all = dot < 0 ? body : body.slice(0, dot) + body.slice(dot + 1);
  let from = 0;
  while (from < all.length && all[from] === '0') from += 1;
  let to = all.length;
  while (to > from && all[to - 1] === '0') to -= 1;
  return { negative, digits: all.slice(from, to), point: (dot < 0 ? body.length : dot) - from };
};

/** Writes a decimal without an exponent and without noughts that say nothing. */
export const textOfDigits = ({ negative, digits, point }: Digits): string => {
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits}${'0'.repeat(point - digits.length)}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
};

/** How many decimals behind the point say something. */
export const decimalsOf = ({ digits, point }: Digits): number =>
  digits === '' ? 0 : Math.max(0, digits.length - point);

/** Whether the number is above zero. */
export const isPositive = ({ negative, digits }: Digits): boolean => !negative && digits !== '';

/** Which way the digits that are cut off turn those that stay: away from zero, towards it, or to the nearer (half: away). */
export type Rounding = 'away' | 'towards' | 'nearest';

/** Keeps the first `keep` digits (below 1: none but what rounding makes). The same value where there are no more. */
export const roundDigits = (value: Digits, keep: number, rounding: Rounding): Digits => {
  if (value.digits.length <= keep) return value;
  const kept = keep > 0 ? value.digits.slice(0, keep) : '';
  const next = keep >= 0 ? value.digits.charAt(keep) : '0';
  const up = rounding === 'away' || (rounding === 'nearest' && next >= '5');
  if (!up) return trimmed(value.negative, kept, value.point);
  if (keep <= 0) return { negative: value.negative, digits: '1', point: value.point - keep + 1 };
  let at = keep - 1;
  while (at >= 0 && kept[at] === '9') at -= 1;
  if (at < 0) return { negative: value.negative, digits: '1', point: value.point + 1 };
  return { negative: value.negative, digits: kept.slice(0, at) + String(Number(kept[at]) + 1), point: value.point };
};

const trimmed = (negative: boolean, digits: string, point: number): Digits => {
  let to = digits.length;
  while (to > 0 && digits[to - 1] === '0') to -= 1;
  return { negative, digits: digits.slice(0, to), point };
};

/** Compares the sizes of two decimals, their signs aside: below 0 where the first is smaller. */
export const compareSizes = (a: Digits, b: Digits): number => {
  if (a.digits === '' || b.digits === '') return a.digits.length - b.digits.length;
  if (a.point !== b.point) return a.point - b.point;
  return a.digits < b.digits ? -1 : a.digits > b.digits ? 1 : 0;
};
