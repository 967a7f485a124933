import type { ModelKind } from './model-book.js';

/** One kind of book that the exchange offers, and the prices that a made-up market of it has. */
export interface BookMode {
  /** As the project speaks of it: P0 to P4 and R0, with an f before them for funding. */
  readonly name: string;
  readonly kind: ModelKind;
  readonly symbol: `t${string}` | `f${string}`;
  readonly prec: 'P0' | 'P1' | 'P2' | 'P3' | 'P4' | 'R0';
  /** Significant digits of a price … */
  readonly digits: number;
  /** … whose last one has this exponent in the lowest decade. */
  readonly exponent: number;
  /** Where the market begins, in steps from the lowest price. */
  readonly start: number;
}

/**
 * Every mode. Four of them lie around 1e-6, below which JavaScript writes exponents (7e-7), so that both forms stand in
 * one book; P1 crosses 10,000, where its steps change. P4 has nine prices a decade: its deep windows stay thin.
 */
export const BOOK_MODES: ReadonlyArray<BookMode> = [
  { name: 'P0', kind: 'price', symbol: 'tXRPBTC', prec: 'P0', digits: 5, exponent: -11, start: 90_020 },
  { name: 'P1', kind: 'price', symbol: 'tBTCUSD', prec: 'P1', digits: 4, exponent: 0, start: 9_000 },
  { name: 'P2', kind: 'price', symbol: 'tXRPBTC', prec: 'P2', digits: 3, exponent: -9, start: 900 },
  { name: 'P3', kind: 'price', symbol: 'tETHUSD', prec: 'P3', digits: 2, exponent: -8, start: 450 },
  { name: 'P4', kind: 'price', symbol: 'tETHUSD', prec: 'P4', digits: 1, exponent: -12, start: 80 },
  { name: 'R0', kind: 'order', symbol: 'tXRPBTC', prec: 'R0', digits: 5, exponent: -11, start: 90_000 },
  { name: 'fP0', kind: 'funding', symbol: 'fUSD', prec: 'P0', digits: 5, exponent: -8, start: 20_000 },
  { name: 'fR0', kind: 'offer', symbol: 'fUSD', prec: 'R0', digits: 5, exponent: -11, start: 90_000 },
];

/** The lengths that a book can be asked for. */
export const BOOK_LENGTHS = [1, 25, 100, 250] as const;

/** The text of the price that lies this many steps above the lowest, as `String` writes numbers. */
export const priceAt = ({ digits, exponent }: BookMode, step: number): string => {
  const lowest = 10 ** (digits - 1);
  const decade = Math.floor(step / (9 * lowest));
  return String(Number(`${lowest + step - decade * 9 * lowest}e${exponent + decade}`));
};
