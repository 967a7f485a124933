/** Digits behind the point that all these prices need, at most 10: noise of floating point is not shown. */
export const priceDecimals = (prices: Iterable<number>): number => {
  let decimals = 0;
  for (const price of prices) {
    if (!Number.isFinite(price)) continue;
    const text = price.toFixed(10).replace(/0+$/, '');
    decimals = Math.max(decimals, text.length - text.indexOf('.') - 1);
  }
  return decimals;
};

/** Digits behind the point for amounts of which this is the largest shown: about five figures in all. */
export const amountDecimals = (largest: number): number => {
  if (!(largest > 0)) return 4;
  return Math.min(8, Math.max(0, 4 - Math.floor(Math.log10(largest))));
};

/** A number with its thousands apart: 57,123.5. Always a point and commas, as the API has it. */
export const grouped = (value: number, decimals: number): string => {
  const [whole = '', fraction] = value.toFixed(decimals).split('.');
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? parted : `${parted}.${fraction}`;
};

/** An amount; one that is too small for so many decimals is not written as none. */
export const amountText = (value: number, decimals: number): string => {
  const least = 10 ** -decimals;
  return value > 0 && value < least / 2 ? `<${least.toFixed(decimals)}` : grouped(value, decimals);
};

/** An amount in three figures: 140, 12.3, 45.6 k, 7.89 M. */
export const short = (value: number): string => {
  const { scale, unit } = SCALES.find(({ from }) => Math.abs(value) >= from) ?? { scale: 1, unit: '' };
  const figures = Number((value / scale).toPrecision(3));
  return `${grouped(figures, priceDecimals([figures]))}${unit}`;
};

const SCALES = [
  { from: 1e9, scale: 1e9, unit: ' G' },
  { from: 1e6, scale: 1e6, unit: ' M' },
  { from: 1e4, scale: 1e3, unit: ' k' },
];

/** `tBTCUSD` as people read it: BTC / USD; `tBTCF0:USTF0`: BTCF0 / USTF0; `fUSD`: USD funding. */
export const symbolText = (symbol: string): string => {
  const name = symbol.slice(1);
  if (symbol.startsWith('f')) return `${name} funding`;
  const [base, quote] = name.includes(':') ? name.split(':') : [name.slice(0, 3), name.slice(3)];
  return `${base ?? ''} / ${quote ?? ''}`;
};
