import type { MarketDefinition } from './definitions.js';
import type { Dice } from './random.js';

/** Draws what an order is about: its amount and, for funding, its period. */
interface Sizes {
  /** In units of 1e-8, at least 1. */
  readonly amount: () => number;
  /** In days; 0 on a trading market. */
  readonly period: () => number;
}

/** Most offers are for the shortest or the customary longest period. */
const PERIODS: ReadonlyArray<number> = [2, 2, 2, 2, 3, 5, 7, 14, 15, 20, 30, 30, 30, 60, 90, 120];

/** Draws from the dice, around the size that is usual on the market. */
export const createSizes = ({ kind, size }: MarketDefinition, dice: Dice): Sizes => {
  const round = 10 ** Math.max(0, Math.floor(Math.log10(size)) - 1);
  const any = (): number => Math.min(20 * size, dice.exponential(size));
  return {
    amount: () => {
      const kindOfAmount = dice.next();
      // Dust below 1e-6 is written with an exponent; a client that prints it otherwise shall be found out.
      if (kindOfAmount < 0.02) return 1 + dice.below(300);
      if (kindOfAmount < 0.4) return round * (1 + Math.floor(any() / round));
      return 1 + Math.floor(any());
    },
    period: () => (kind === 'funding' ? (PERIODS[dice.below(PERIODS.length)] as number) : 0),
  };
};
