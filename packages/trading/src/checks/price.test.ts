import fc from 'fast-check';
import { either as E } from 'fp-ts';
import { exact, significant } from '../../test/exact.js';
import { explainCheckError } from './explain.js';
import { checkPrice, roundPrice, type Side } from './price.js';

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
};

/** Prices of every size, with any number of digits. */
const prices = fc
  .tuple(fc.nat({ max: 12 }), fc.stringMatching(/^[0-9]{1,24}$/), fc.stringMatching(/^[0-9]{0,24}$/))
  .map(([noughts, whole, fraction]) => {
    const before = whole.replace(/^0+(?=.)/, '');
    return fraction === '' ? before : `${before}.${'0'.repeat(noughts)}${fraction}`;
  });
const sides = fc.constantFrom<Side>('buy', 'sell');

describe('a price', () => {
  it.each([
    ['30000.123', undefined, '30000'],
    ['12345.5', undefined, '12346'],
    ['123456', undefined, '123460'],
    ['99999.9', undefined, '100000'],
    ['0.00012345678', undefined, '0.00012346'],
    ['1.00005', undefined, '1.0001'],
    ['123456', 'buy', '123450'],
    ['123451', 'sell', '123460'],
    ['0.000123451', 'sell', '0.00012346'],
    ['0.000123459', 'buy', '0.00012345'],
    ['9.99991', 'sell', '10'],
  ] as const)('%s for %s is rounded to %s', (price, side, expected) => {
    expect(roundPrice(price, side)).toEqual(E.right(expected));
  });

  it('with five significant digits or fewer stays as it was written', () => {
    for (const price of ['30000', '30000.00', '0.00012340', '123450', '1e-8', '5']) {
      expect([price, right(roundPrice(price))]).toEqual([price, price === '1e-8' ? '0.00000001' : price]);
    }
  });

  it('may be a number, whose shortest digits count', () => {
    expect(roundPrice(0.1 + 0.2)).toEqual(E.right('0.3'));
    expect(roundPrice(1e-7)).toEqual(E.right('0.0000001'));
  });

  it('that is no number is an error', () => {
    expect(roundPrice('12,5')).toMatchObject({ left: { _tag: 'NotADecimal' } });
    expect(checkPrice(NaN)).toMatchObject({ left: { _tag: 'BadNumber', field: 'price' } });
  });

  it('has at most five significant digits once it is rounded, and is not rounded again', () => {
    fc.assert(
      fc.property(prices, fc.option(sides, { nil: undefined }), (price, side) => {
        const once = right(roundPrice(price, side));
        expect(significant(once)).toBeLessThanOrEqual(5);
        expect(right(roundPrice(once, side))).toBe(once);
      }),
    );
  });

  it('never becomes worse for the side that it is of, and never moves by as much as a step of its fifth digit', () => {
    fc.assert(
      fc.property(prices, sides, (price, side) => {
        const before = exact(price);
        const after = exact(right(roundPrice(price, side)));
        const moved = side === 'buy' ? before - after : after - before;
        expect(moved >= 0n).toBe(true);
        // 10^-4 of the price is at least one step of the fifth digit.
        expect(moved * 10_000n <= before).toBe(true);
      }),
    );
  });

  it('without a side goes to the nearer of what a buyer and a seller would get', () => {
    fc.assert(
      fc.property(prices, (price) => {
        const given = exact(price);
        const [low, high] = (['buy', 'sell'] as const).map((side) => exact(right(roundPrice(price, side))));
        const near = exact(right(roundPrice(price)));
        const expected = given - (low ?? 0n) < (high ?? 0n) - given ? low : high;
        expect(near).toBe(expected);
      }),
    );
  });

  it('with too many digits is refused and told what would be accepted, or rounded where that is wanted', () => {
    const refused = checkPrice('30000.123', { side: 'sell' });
    expect(refused).toEqual(
      E.left({
        _tag: 'PriceTooFine',
        field: 'price',
        text: '30000.123',
        digits: 8,
        limit: 5,
        rounded: '30001',
      }),
    );
    expect(checkPrice('30000.123', { side: 'sell', onExcess: 'round' })).toEqual(E.right('30001'));
    expect(explainCheckError(E.isLeft(refused) ? refused.left : right(E.left(refused)))).toContain('30001');
  });

  it('must be above zero', () => {
    for (const price of ['0', '0.000', '-1', '-0']) {
      expect(checkPrice(price, { field: 'price_oco_stop' })).toMatchObject({
        left: { _tag: 'PriceNotPositive', field: 'price_oco_stop', text: price },
      });
    }
  });
});
