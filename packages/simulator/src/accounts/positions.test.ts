import fc from 'fast-check';
import { movedBy, profitOf, type Position } from './positions.js';

const trades = fc.array(
  fc.record({
    units: fc.integer({ min: -50, max: 50 }).filter((units) => units !== 0),
    price: fc.integer({ min: 1, max: 500 }),
  }),
  { maxLength: 40 },
);

describe('a margin position', () => {
  it('wins, open and closed together, exactly what its trades cost less than it is worth', () => {
    fc.assert(
      fc.property(trades, fc.integer({ min: 1, max: 500 }), (all, last) => {
        let position: Position | null = null;
        let won = 0n;
        let paid = 0n;
        let held = 0;
        for (const { units, price } of all) {
          const moved = movedBy(position, 'tX', units, price, 1);
          position = moved.position;
          won += moved.won;
          paid += BigInt(units) * BigInt(price);
          held += units;
        }
        expect(position?.amount ?? 0).toBe(held);
        const open = position ? profitOf(position, last, 10) : 0n;
        expect(won + open).toBe(BigInt(held) * BigInt(last) - paid);
      }),
    );
  });

  it('turns round at the price of the trade that turned it, under a new id', () => {
    const long = movedBy(null, 'tX', 10, 100, 1).position;
    expect(movedBy(long, 'tX', -15, 120, 2)).toEqual({
      position: { id: 2, symbol: 'tX', amount: -5, cost: 600n },
      won: 200n,
    });
  });
});
