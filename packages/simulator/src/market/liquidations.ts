import type { Liquidation, Trade } from './event.js';
import type { Dice } from './random.js';

/** Chance that a step with trades was a liquidation: at ten steps a second, about one in half a minute. */
const CHANCE = 0.03;

/** Decides which trades were forced. */
interface Liquidations {
  /** The liquidation behind these trades; null when there was none, as is nearly always so. */
  readonly after: (trades: ReadonlyArray<Trade>) => Liquidation | null;
}

/** Decides by the dice. */
export const createLiquidations = (dice: Dice): Liquidations => {
  let id = 142_397_000;
  return {
    after: ([trade]) => {
      if (!trade || !dice.chance(CHANCE)) return null;
      id += 1 + dice.below(9);
      const lost = 0.02 + 0.08 * dice.next();
      return {
        id,
        mts: trade.mts + (1 + dice.below(9_999)) / 10_000,
        amount: trade.amount,
        // Who is sold out had bought dearer; who is bought in had sold cheaper.
        base: Math.round(trade.price * (trade.amount < 0 ? 1 + lost : 1 - lost)),
        price: dice.chance(0.5) ? trade.price : null,
      };
    },
  };
};
