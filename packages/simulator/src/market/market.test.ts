import { MARKETS } from './definitions.js';
import type { MarketEvent } from './event.js';
import { createMarket, type Market } from './market.js';

const NOW = 1_600_000_000_000;
const open = (symbol: string, seed: number): Market => {
  const definition = MARKETS.find((market) => market.symbol === symbol);
  if (!definition) throw new Error(`no market ${symbol}`);
  return createMarket(definition, seed, NOW);
};
const run = (market: Market, steps: number): ReadonlyArray<MarketEvent> =>
  Array.from({ length: steps }, (_, step) => market.step(NOW + step * 100));

describe.each(MARKETS.map(({ symbol }) => symbol))('the market %s', (symbol) => {
  it('is never crossed, never empty, and has prices of at most five figures', () => {
    const market = open(symbol, 11);
    let wrong = 0;
    for (let step = 0; step < 5_000; step++) {
      market.step(NOW + step * 100);
      const { bids, asks } = market.orders;
      if (!((bids[0]?.price ?? Infinity) < (asks[0]?.price ?? -Infinity))) wrong++;
    }
    expect(wrong).toBe(0);
    for (const side of [market.orders.bids, market.orders.asks]) {
      expect(side.length).toBeGreaterThan(100);
      const odd = side.filter(
        ({ price, amount }) =>
          String(price).replace(/0+$/, '').length > 5 ||
          !Number.isInteger(price) ||
          !Number.isInteger(amount) ||
          amount <= 0,
      );
      expect(odd).toEqual([]);
      // What all levels sum up to stays a number whose text is exact.
      expect(side.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThan(2 ** 25 * 1e8);
    }
  });
});

describe('a market', () => {
  it('does the same in each step for the same seed, and something else for another', () => {
    const [one, same, other] = [open('tBTCUSD', 4), open('tBTCUSD', 4), open('tBTCUSD', 5)].map((market) =>
      run(market, 500),
    );
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('moves its price and comes back', () => {
    const market = open('tBTCUSD', 2);
    const middles: number[] = [];
    for (let step = 0; step < 40_000; step++) {
      market.step(NOW + step);
      middles.push(((market.orders.bids[0]?.price ?? 0) + (market.orders.asks[0]?.price ?? 0)) / 2);
    }
    expect(Math.max(...middles) - Math.min(...middles)).toBeGreaterThan(40);
    expect(Math.min(...middles)).toBeGreaterThan(63_000);
    expect(Math.max(...middles)).toBeLessThan(65_400);
  });

  it('does all that a market does: orders come, change, move and go, and trades run on both sides', () => {
    const market = open('tETHUSD', 9);
    let [came, changed, moved, went] = [0, 0, 0, 0];
    for (let step = 0; step < 1_000; step++) {
      const before = new Map([...market.orders.bids, ...market.orders.asks].map((order) => [order.id, order]));
      market.step(NOW + step);
      const after = new Map([...market.orders.bids, ...market.orders.asks].map((order) => [order.id, order]));
      for (const [id, { price, amount }] of after) {
        const old = before.get(id);
        if (!old) came++;
        else if (old.price !== price) moved++;
        else if (old.amount !== amount) changed++;
      }
      went += [...before.keys()].filter((id) => !after.has(id)).length;
    }
    for (const count of [came, changed, moved, went]) expect(count).toBeGreaterThan(30);
    const signs = new Set(market.recentTrades().map(({ amount }) => Math.sign(amount)));
    expect([...signs].sort()).toEqual([-1, 1]);
  });

  it('shows thirty trades of the past, newest first, and a day of candles', () => {
    const market = open('fUSD', 1);
    const trades = market.recentTrades();
    expect(trades.length).toBe(30);
    const ids = trades.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect(trades.every(({ mts, period }) => mts <= NOW && period >= 2)).toBe(true);
    expect(market.minutes.candles().length).toBeGreaterThan(1_300);
    const day = market.minutes.day(NOW);
    expect(day && day.low < day.high && day.volume > 0).toBe(true);
  });

  it('has prices on both sides of one millionth where the exchange has them', () => {
    const { bids, asks } = open('tXRPBTC', 1).orders;
    expect(bids.some(({ price }) => price < 1_000) && asks.some(({ price }) => price > 1_000)).toBe(true);
  });

  it('liquidates positions on derivatives only', () => {
    const liquidations = (symbol: string) =>
      run(open(symbol, 3), 5_000).filter(({ liquidation }) => liquidation).length;
    expect(liquidations('tBTCF0:USTF0')).toBeGreaterThan(2);
    expect(liquidations('tBTCUSD')).toBe(0);
  });
});
