import { either as E } from 'fp-ts';
import fc from 'fast-check';
import type { BookSpec } from '@bitfinex-ws/protocol';
import { bookOf, feed, viewOf } from '../../test/view-of.js';
import { explainDepthError, isRetryableDepthError } from '../errors.js';
import type { BookView } from '../view.js';
import {
  averageFill,
  cumulativeCurve,
  depthFor,
  depthTo,
  eachCumulative,
  imbalance,
  isCrossed,
  microprice,
} from '../index.js';

const P0: BookSpec = { channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: 25 };
const view = (rows: string, spec: BookSpec = P0): BookView => viewOf(bookOf(spec, `[1,[${rows}]]`));
const right = <A>(answer: E.Either<unknown, A>): A => {
  if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left));
  return answer.right;
};

/** 7 on the bid, 6 on the ask. */
const small = () => view('[100,1,1],[99.5,2,2],[99,1,4],[101,1,-0.5],[102,1,-1.5],[104,1,-4]');

/** Levels of one side, best first: whole sizes, so that a sum is exact in any order. */
const anySide = fc
  .uniqueArray(fc.record({ price: fc.integer({ min: 1, max: 400 }), size: fc.integer({ min: 1, max: 50 }) }), {
    selector: ({ price }) => price,
    maxLength: 25,
  })
  .map((levels) => levels.sort((a, b) => a.price - b.price));
type Levels = ReadonlyArray<{ readonly price: number; readonly size: number }>;
const asksOf = (levels: Levels): BookView => view(levels.map(({ price, size }) => `[${price},1,-${size}]`).join());
const bidsOf = (levels: Levels): BookView => view(levels.map(({ price, size }) => `[${price},1,${size}]`).join());
const total = (levels: Levels): number => levels.reduce((sum, { size }) => sum + size, 0);

describe('the depth to a price', () => {
  it('is what stands there and better, the price itself included', () => {
    expect(depthTo(small(), 'bid', 99.5)).toEqual({ size: 3, levels: 2 });
    expect(depthTo(small(), 'bid', 99.6)).toEqual({ size: 1, levels: 1 });
    expect(depthTo(small(), 'ask', 103)).toEqual({ size: 2, levels: 2 });
    expect(depthTo(small(), 'ask', 100.5)).toEqual({ size: 0, levels: 0 });
    expect(depthTo(view(''), 'ask', 1)).toEqual({ size: 0, levels: 0 });
  });

  it('is the sum over the levels that are no worse', () => {
    fc.assert(
      fc.property(anySide, fc.integer({ min: 0, max: 401 }), (levels, price) => {
        const asks = levels.filter((level) => level.price <= price);
        const bids = levels.filter((level) => level.price >= price);
        expect(depthTo(asksOf(levels), 'ask', price)).toEqual({ size: total(asks), levels: asks.length });
        expect(depthTo(bidsOf(levels), 'bid', price)).toEqual({ size: total(bids), levels: bids.length });
      }),
    );
  });
});

describe('the depth for a size', () => {
  it('is the first level by which it is there', () => {
    expect(right(depthFor(small(), 'bid', 3))).toEqual({ price: 99.5, levels: 2, size: 3 });
    expect(right(depthFor(small(), 'bid', 3.01))).toEqual({ price: 99, levels: 3, size: 7 });
  });

  it('takes back what the depth to a price gives', () => {
    fc.assert(
      fc.property(anySide, fc.integer({ min: 1, max: 1_300 }), (levels, size) => {
        const book = asksOf(levels);
        const reach = depthFor(book, 'ask', size);
        if (E.isLeft(reach))
          return expect(reach.left).toEqual({ _tag: 'NotEnoughDepth', filled: total(levels), wanted: size });
        const { price, levels: needed, size: there } = reach.right;
        expect(depthTo(book, 'ask', price)).toEqual({ size: there, levels: needed });
        expect(there).toBeGreaterThanOrEqual(size);
        expect(total(levels.slice(0, needed - 1))).toBeLessThan(size);
      }),
    );
  });

  it('is there where only the rounding of sums of decimals is missing', () => {
    expect(0.7 + 0.1).toBeLessThan(0.8);
    expect(right(depthFor(view('[100,1,0.7],[99,1,0.1]'), 'bid', 0.8)).levels).toBe(2);
    expect(E.isLeft(depthFor(view('[100,1,0.7],[99,1,0.09999999]'), 'bid', 0.8))).toBe(true);
  });
});

describe('the average fill', () => {
  it('of a buy goes up the asks, of a sell down the bids', () => {
    const buy = right(averageFill(small(), 'buy', 3));
    expect(buy).toMatchObject({ levels: 3, worst: 104 });
    expect(buy.price).toBeCloseTo((101 * 0.5 + 102 * 1.5 + 104) / 3, 12);
    expect(buy.slippage).toBeCloseTo(buy.price / 101 - 1, 12);
    const sell = right(averageFill(small(), 'sell', 2));
    expect(sell).toMatchObject({ price: 99.75, levels: 2, worst: 99.5 });
    expect(sell.slippage).toBeCloseTo(0.0025, 12);
  });

  it('within the best level is the best price itself, without slippage', () => {
    expect(right(averageFill(view('[0.1,1,-0.3]'), 'buy', 0.1))).toEqual({
      price: 0.1,
      slippage: 0,
      levels: 1,
      worst: 0.1,
    });
  });

  it('is what filling level by level would cost', () => {
    fc.assert(
      fc.property(anySide, fc.integer({ min: 1, max: 1_300 }), (levels, amount) => {
        // Unit by unit: as slow as it is obvious.
        const units = levels.flatMap(({ price, size }) => Array<number>(size).fill(price)).slice(0, amount);
        const bought = averageFill(asksOf(levels), 'buy', amount);
        if (units.length < amount)
          return expect(bought).toEqual(E.left({ _tag: 'NotEnoughDepth', filled: units.length, wanted: amount }));
        const fill = right(bought);
        expect(fill.price).toBeCloseTo(units.reduce((sum, price) => sum + price, 0) / amount, 9);
        expect(fill.worst).toBe(units.at(-1));
        expect(fill.levels).toBe(new Set(units).size);
        expect(fill.slippage).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('has no answer for an amount that is none, and says which answer more depth would have', () => {
    for (const amount of [0, -1, NaN, Infinity])
      expect(averageFill(small(), 'buy', amount)).toEqual(E.left({ _tag: 'BadAmount', amount }));
    const short = averageFill(small(), 'sell', 8);
    expect(short).toEqual(E.left({ _tag: 'NotEnoughDepth', filled: 7, wanted: 8 }));
    expect(E.isLeft(short) && explainDepthError(short.left)).toBe('The book holds 7 of the 8 that were wanted.');
    expect(E.isLeft(short) && isRetryableDepthError(short.left)).toBe(true);
    expect(isRetryableDepthError({ _tag: 'BadAmount', amount: 0 })).toBe(false);
  });

  it('in a funding book borrows from the lowest rates and lends to the highest', () => {
    const funding = view('[0.0003,30,1,-10],[0.0002,2,1,-90],[0.0004,2,1,50],[0.0005,30,1,50]', {
      ...P0,
      symbol: 'fUSD',
    });
    expect(right(averageFill(funding, 'buy', 100)).price).toBeCloseTo(0.00045, 12);
    expect(right(averageFill(funding, 'sell', 10))).toMatchObject({ price: 0.0003, levels: 1 });
  });
});

describe('the cumulative curve', () => {
  it('adds up level by level', () => {
    expect(cumulativeCurve(small(), 'ask')).toEqual([
      { price: 101, size: 0.5, total: 0.5, cost: 50.5 },
      { price: 102, size: 1.5, total: 2, cost: 203.5 },
      { price: 104, size: 4, total: 6, cost: 619.5 },
    ]);
    expect(cumulativeCurve(view(''), 'bid')).toEqual([]);
  });

  it('agrees at each point with the depth to its price', () => {
    fc.assert(
      fc.property(anySide, (levels) => {
        const book = bidsOf(levels);
        const curve = cumulativeCurve(book, 'bid');
        expect(curve).toHaveLength(levels.length);
        for (const { price, total: size } of curve) expect(depthTo(book, 'bid', price).size).toBe(size);
      }),
    );
  });

  it('as an iterable is one and the same object at every step, and can be walked twice', () => {
    const curve = eachCumulative(small(), 'bid');
    expect(new Set(curve).size).toBe(1);
    const totals: number[] = [];
    for (const { total: size } of curve) totals.push(size);
    expect(totals).toEqual([1, 3, 7]);
  });
});

describe('the balance of a book', () => {
  it('leans to the side with more on its best levels', () => {
    expect(imbalance(small(), 1)).toBeCloseTo((1 - 0.5) / 1.5, 12);
    expect(imbalance(small(), 2)).toBeCloseTo((3 - 2) / 5, 12);
    expect(imbalance(small(), 99)).toBeCloseTo((7 - 6) / 13, 12);
    expect(imbalance(view('[100,1,5]'), 3)).toBe(1);
    expect(imbalance(view('[100,1,-5]'), 3)).toBe(-1);
    expect(imbalance(view(''), 3)).toBeNull();
    expect(imbalance(small(), 0)).toBeNull();
  });

  it('draws the microprice towards the side with less', () => {
    expect(microprice(view('[100,1,3],[101,1,-1]'))).toBe(100.75);
    expect(microprice(view('[100,1,1],[101,1,-1]'))).toBe(100.5);
    expect(microprice(view('[100,1,1]'))).toBeNull();
  });

  it('counts all orders at the best price of an R0 book', () => {
    const orders = view('[11,100,1],[12,100,2],[13,99,9],[21,101,-1]', { ...P0, prec: 'R0' });
    expect(microprice(orders)).toBe(100.75);
  });

  it('is crossed from the moment in which the best prices meet', () => {
    expect(isCrossed(small())).toBe(false);
    expect(isCrossed(view('[101,1,3],[101,1,-1]'))).toBe(true);
    expect(isCrossed(view('[102,1,3],[101,1,-1]'))).toBe(true);
    expect(isCrossed(view('[102,1,3]'))).toBe(false);
  });
});

describe('a view that is outdated', () => {
  const outdated = (): BookView => {
    const book = bookOf(P0, '[1,[[100,1,2],[101,1,-3]]]');
    const old = viewOf(book);
    feed(book, '[1,[100,1,3]]');
    return old;
  };

  it('answers nothing that could be taken for a book', () => {
    const old = outdated();
    expect(depthTo(old, 'bid', 1)).toEqual({ size: NaN, levels: 0 });
    expect(depthFor(old, 'bid', 1)).toEqual(E.left({ _tag: 'ViewOutdated' }));
    expect(averageFill(old, 'buy', 1)).toEqual(E.left({ _tag: 'ViewOutdated' }));
    expect([cumulativeCurve(old, 'bid'), imbalance(old, 5), microprice(old), isCrossed(old)]).toEqual([
      [],
      null,
      null,
      false,
    ]);
    expect(explainDepthError({ _tag: 'ViewOutdated' })).toMatch(/take another one/);
    expect(explainDepthError({ _tag: 'BadAmount', amount: -1 })).toMatch(/-1/);
  });

  it('ends a curve that is being walked', () => {
    const book = bookOf(P0, '[1,[[100,1,2],[99,1,3]]]');
    const seen: number[] = [];
    for (const { price } of eachCumulative(viewOf(book), 'bid')) {
      seen.push(price);
      feed(book, '[1,[98,1,1]]');
    }
    expect(seen).toEqual([100]);
  });
});
