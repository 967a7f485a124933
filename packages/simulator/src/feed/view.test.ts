import fc from 'fast-check';
import { MARKETS } from '../market/definitions.js';
import { createMarket, type Market } from '../market/market.js';
import type { WindowShape } from '../market/window.js';
import { createBookView, type BookView } from './view.js';

type Row = readonly number[];

/** A client's book: it reads rows and knows nothing of levels. */
const createFollower = ({ kind, figures, len }: WindowShape) => {
  const raw = figures === null;
  const funding = kind === 'funding';
  const bids = new Map<string, Row>();
  const asks = new Map<string, Row>();
  const keyOf = (row: Row): string => (funding && !raw ? `${row[0]}/${row[1]}` : `${row[0]}`);
  const priceOf = (row: Row): number => (raw ? (funding ? row[2] : row[1]) : row[0]) ?? NaN;
  const isRemoval = (row: Row): boolean => (raw ? priceOf(row) : funding ? row[2] : row[1]) === 0;
  return {
    apply: (row: Row): void => {
      const amount = row[row.length - 1] ?? NaN;
      const side = amount > 0 === funding ? asks : bids;
      const other = side === bids ? asks : bids;
      if (other.has(keyOf(row)) && raw) throw new Error('an order changed its side');
      if (!isRemoval(row)) side.set(keyOf(row), row);
      else if (Math.abs(amount) !== 1) throw new Error('a removal whose amount is not one');
      else if (!side.delete(keyOf(row))) throw new Error('a removal of an unknown level');
      if (side.size > len) throw new Error('a side above its length');
      const bid = Math.max(...[...bids.values()].map(priceOf));
      const ask = Math.min(...[...asks.values()].map(priceOf));
      if (bid >= ask) throw new Error('a crossed book');
    },
    rows: () => [...bids.values(), ...asks.values()].map((row) => JSON.stringify(row)).sort(),
  };
};

const snapshotOf = (view: BookView): Row[] => view.snapshot().map((row) => JSON.parse(row) as Row);
const definitionOf = (symbol: string) => {
  const found = MARKETS.find((market) => market.symbol === symbol);
  if (!found) throw new Error(`no market ${symbol}`);
  return found;
};

const cases = fc.record({
  symbol: fc.constantFrom('tBTCUSD', 'tXRPBTC', 'tLTCUSD', 'fUSD'),
  figures: fc.constantFrom(null, null, 5, 4, 3, 2, 1),
  len: fc.constantFrom(1, 25, 100, 250),
  seed: fc.integer({ min: 0, max: 1_000_000 }),
});

describe('the updates of a book', () => {
  const follow = (market: Market, shape: WindowShape, every: number, steps: number): void => {
    const view = createBookView(market, shape);
    const follower = createFollower(shape);
    for (const row of snapshotOf(view)) follower.apply(row);
    for (let step = 1; step <= steps; step++) {
      const event = market.step(1_600_000_000_000 + step);
      if (every > 1 && step % every !== 0) continue;
      for (const { row } of view.refresh(every > 1 ? null : event)) follower.apply(JSON.parse(row) as Row);
      if (step % 20 !== 0) continue;
      const fresh = createBookView(market, shape);
      expect(follower.rows()).toEqual(
        snapshotOf(fresh)
          .map((row) => JSON.stringify(row))
          .sort(),
      );
      expect(view.checksum()).toBe(fresh.checksum());
    }
  };

  it('lead a client to the market, one by one, without an unknown removal, a crossed or an overlong book', () => {
    fc.assert(
      fc.property(cases, ({ symbol, figures, len, seed }) => {
        const definition = definitionOf(symbol);
        const market = createMarket(definition, seed, 1_600_000_000_000);
        follow(market, { kind: definition.kind, figures, len }, 1, 300);
      }),
      { numRuns: 12 },
    );
  });

  it('do so too when the changes of many steps come in one batch', () => {
    fc.assert(
      fc.property(cases, ({ symbol, figures, len, seed }) => {
        const definition = definitionOf(symbol);
        const market = createMarket(definition, seed, 1_600_000_000_000);
        follow(market, { kind: definition.kind, figures, len }, 100, 1_000);
      }),
      { numRuns: 12 },
    );
  });

  it('tell a moved order of a raw book under its id, in one row', () => {
    const market = createMarket(definitionOf('tBTCUSD'), 5, 0);
    const view = createBookView(market, { kind: 'trading', figures: null, len: 250 });
    let moves = 0;
    for (let step = 0; step < 2_000; step++) {
      const before = new Map([...view.bids(), ...view.asks()].map(({ id, price }) => [id, price]));
      for (const { row, level } of view.refresh(market.step(step))) {
        if (!level || (before.get(level.id) ?? level.price) === level.price) continue;
        moves++;
        expect((JSON.parse(row) as Row).slice(0, 2)).toEqual([level.id, level.price]);
      }
    }
    expect(moves).toBeGreaterThan(5);
  });
});
