import fc from 'fast-check';
import { either as E } from 'fp-ts';
import { exact } from '../../test/exact.js';
import { checkAmount } from './amount.js';
import type { PairLimits } from './contract.js';
import { explainCheckError } from './explain.js';
import { pairLimitsOf } from './pair-limits.js';

const answer: unknown = JSON.parse(
  '[[["BTCUSD",[null,null,null,"0.00006","2000.0",null,null,null,0.2,0.1,null,null]],' +
    '["DUSK:USD",[null,null,null,"10.0","10000000.0",null,null,null,null,null,null,null]]],' +
    '[["BTCF0:USTF0",[null,null,null,"0.00006","100.0",null,null,null,0.01,0.005,null,null]]]]',
);
const limits = ((): PairLimits => {
  const read = pairLimitsOf(answer);
  if (E.isLeft(read)) throw new Error('unread');
  return read.right;
})();
const check = (amount: string, symbol = 'tBTCUSD') => checkAmount(amount, { symbol, limits });

describe('the limits of pairs', () => {
  it('are read from the answer of the exchange, pairs and derivatives alike', () => {
    expect([...limits.keys()]).toEqual(['tBTCUSD', 'tDUSK:USD', 'tBTCF0:USTF0']);
    expect(limits.get('tBTCUSD')).toEqual({
      minOrderSize: '0.00006',
      maxOrderSize: '2000.0',
      initialMargin: '0.2',
      minMargin: '0.1',
    });
    expect(limits.get('tDUSK:USD')?.initialMargin).toBeNull();
  });

  it('are an error where a row is something else, which says where', () => {
    expect(pairLimitsOf({})).toMatchObject({ left: { _tag: 'BadPairLimits', at: null } });
    expect(
      pairLimitsOf([
        [
          ['BTCUSD', [null, null, null, '1', '2']],
          ['ETHUSD', null],
        ],
      ]),
    ).toMatchObject({
      left: { at: 1 },
    });
    expect(pairLimitsOf([[['BTCUSD', [null, null, null, true]]]])).toMatchObject({ left: { at: 0 } });
  });
});

describe('an amount', () => {
  it('within the limits of its pair is fine, whatever its side', () => {
    for (const amount of ['0.00006', '-0.00006', '2000', '-2000.00000000', '0.5']) {
      expect(check(amount)).toMatchObject({ right: { _tag: 'Checked', text: amount } });
    }
  });

  it('below the least or above the most is refused, with the limit', () => {
    expect(check('-0.00005999')).toMatchObject({ left: { _tag: 'AmountTooSmall', minOrderSize: '0.00006' } });
    expect(check('2000.00000001')).toMatchObject({ left: { _tag: 'AmountTooLarge', maxOrderSize: '2000.0' } });
  });

  it('of a pair that is not in the table is not checked, and the verdict says so', () => {
    expect(check('1', 'tXYZUSD')).toEqual(E.right({ _tag: 'NotChecked', text: '1', why: 'unknownPair' }));
    expect(checkAmount('1', { symbol: 'tBTCUSD', limits: null })).toEqual(
      E.right({ _tag: 'NotChecked', text: '1', why: 'noLimits' }),
    );
    // A symbol that every object would have.
    expect(check('1', 'toString')).toMatchObject({ right: { why: 'unknownPair' } });
  });

  it('of nothing, or of no number, is refused even where no limits are known', () => {
    expect(checkAmount('-0.0', { symbol: 'tBTCUSD', limits: null })).toMatchObject({ left: { _tag: 'AmountZero' } });
    expect(checkAmount('1e', { symbol: 'tBTCUSD', limits: null, field: 'delta' })).toMatchObject({
      left: { _tag: 'BadNumber', field: 'delta' },
    });
  });

  it('with more than eight decimals is refused, as the exchange would round it', () => {
    const refused = check('-0.123456789');
    expect(refused).toMatchObject({ left: { _tag: 'AmountTooFine', decimals: 9, rounded: '-0.12345678' } });
    expect(E.isLeft(refused) && explainCheckError(refused.left)).toContain('-0.12345678 would be accepted');
    expect(check('0.000000001')).toMatchObject({ left: { _tag: 'AmountTooFine', rounded: null } });
    // Noughts are no decimals.
    expect(check('1.1000000000')).toMatchObject({ right: { text: '1.1000000000' } });
  });

  it('is judged digit by digit, as whole numbers would judge it', () => {
    const texts = fc
      .tuple(fc.nat({ max: 3000 }), fc.nat({ max: 99_999_999 }))
      .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(8, '0')}`);
    fc.assert(
      fc.property(texts, (text) => {
        const size = exact(text);
        const expected =
          size === 0n
            ? 'AmountZero'
            : size < exact('0.00006')
              ? 'AmountTooSmall'
              : size > exact('2000')
                ? 'AmountTooLarge'
                : 'Checked';
        const verdict = check(text);
        expect(E.isLeft(verdict) ? verdict.left._tag : verdict.right._tag).toBe(expected);
      }),
    );
  });
});
