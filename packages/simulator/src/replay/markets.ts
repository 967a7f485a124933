import { MARKETS, type MarketDefinition } from '../market/definitions.js';
import type { RecordedStep, Recording } from './recording.js';

/** Decimals of a number as it is written in full, so that `2.504e-05` has eight. */
const decimalsOf = (value: number): number => {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  return Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent));
};
const pricesOf = (step: RecordedStep): ReadonlyArray<number> => {
  switch (step._tag) {
    case 'Book':
    case 'Rows':
      return step.rows.map(({ price }) => price);
    case 'Past':
      return step.trades.map(({ price }) => price);
    case 'Trade':
      return [step.trade.price];
  }
};
const amountsOf = (step: RecordedStep): ReadonlyArray<number> =>
  step._tag === 'Book' ? step.rows.map(({ amount, count }) => amount / Math.max(1, count)) : [];

/** Money is kept in 10^-18, of which eight are of the amount: no price may be finer. */
const MOST_DECIMALS = 10;

/** The markets that a recording moves: as fine as its prices are, otherwise as the simulator knows them. */
export const recordedMarkets = ({ symbols, steps }: Recording): ReadonlyArray<MarketDefinition> =>
  symbols.map((symbol) => {
    const own = steps.filter((step) => step.symbol === symbol);
    const known = MARKETS.find((market) => market.symbol === symbol);
    const prices = own.flatMap(pricesOf);
    const decimals = prices.reduce((most, price) => Math.max(most, decimalsOf(price)), 0);
    const amounts = own.flatMap(amountsOf).sort((a, b) => a - b);
    const usual = amounts[Math.floor(amounts.length / 2)] ?? 1;
    return {
      symbol,
      kind: symbol.startsWith('f') ? 'funding' : 'trading',
      decimals: Math.min(MOST_DECIMALS, decimals),
      size: known?.size ?? Math.max(1, Math.round(usual * 1e8)),
      underlying: known?.underlying ?? null,
      // Of the walk of makers, whom it does not have.
      anchor: 1,
      swing: 0,
      gap: 1,
      near: 1,
      far: 1,
      depth: 0,
      past: 0,
      rehearsal: 0,
    };
  });
