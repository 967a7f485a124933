import { madeUpMarkets, MARKETS, type MarketDefinition } from './definitions.js';
import type { Makers } from './market.js';
import type { ActivityOptions } from './pace.js';

/** A market that there shall be. */
export interface MarketPlan {
  readonly definition: MarketDefinition;
  readonly makers: Makers;
  /** Opens when somebody first asks for it, and not at once. */
  readonly lazy: boolean;
}

/** What is wanted of the markets. */
interface Wishes {
  /** Only these; null: all. */
  readonly markets: ReadonlyArray<string> | null;
  /** Made-up ones. */
  readonly pairs: number;
  readonly market: Makers;
  readonly activity: ActivityOptions;
  /** Markets that a recording moves: nobody else trades on them but accounts. */
  readonly recorded: ReadonlyArray<MarketDefinition>;
}

/** All markets of the simulator, and so many made-up ones. */
export const allMarkets = (pairs: number): ReadonlyArray<MarketDefinition> => [...MARKETS, ...madeUpMarkets(pairs)];

/** The markets that there shall be; what lies under a derivative is among them. */
export const planMarkets = ({ markets, pairs, market, activity, recorded }: Wishes): ReadonlyArray<MarketPlan> => {
  const { spread = 1, depth = 1 } = activity;
  const madeUp = new Set(madeUpMarkets(pairs).map(({ symbol }) => symbol));
  const known = allMarkets(pairs).filter(({ symbol }) => !recorded.some((each) => each.symbol === symbol));
  const all = [
    ...known.map((definition): MarketPlan => ({
      definition: {
        ...definition,
        gap: definition.gap * spread,
        near: definition.near * spread,
        far: definition.far * Math.max(1, spread),
        depth: Math.max(2, Math.round(definition.depth * depth)),
      },
      makers: market,
      lazy: madeUp.has(definition.symbol),
    })),
    ...recorded.map((definition): MarketPlan => ({ definition, makers: 'none', lazy: false })),
  ];
  if (markets === null) return all;
  const wanted = new Set([...markets, ...recorded.map(({ symbol }) => symbol)]);
  for (const { definition } of all) {
    if (wanted.has(definition.symbol) && definition.underlying !== null) wanted.add(definition.underlying);
  }
  return all.filter(({ definition }) => wanted.has(definition.symbol));
};
