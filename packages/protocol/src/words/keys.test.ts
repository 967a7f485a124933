import { either as E } from 'fp-ts';
import fc from 'fast-check';
import {
  isCalcKey,
  parseCandleKey,
  parseStatusKey,
  printCandleKey,
  printStatusKey,
  type CandleKey,
  type StatusKey,
} from '../index.js';

describe('a candle key', () => {
  test.each<readonly [string, CandleKey]>([
    ['trade:1m:tBTCUSD', { timeframe: '1m', symbol: 'tBTCUSD', periods: { type: 'none' } }],
    ['trade:1M:tBTCF0:USTF0', { timeframe: '1M', symbol: 'tBTCF0:USTF0', periods: { type: 'none' } }],
    ['trade:14D:tDUSK:USD', { timeframe: '14D', symbol: 'tDUSK:USD', periods: { type: 'none' } }],
    ['trade:1h:fUSD:p30', { timeframe: '1h', symbol: 'fUSD', periods: { type: 'one', period: 30 } }],
    [
      'trade:1m:fUSD:a30:p2:p30',
      { timeframe: '1m', symbol: 'fUSD', periods: { type: 'aggregate', aggregate: 30, from: 2, to: 30 } },
    ],
  ])('%s is read and written', (text, key) => {
    expect(parseCandleKey(text)).toEqual(E.right(key));
    expect(printCandleKey(key)).toBe(text);
  });

  test.each([
    ...['', 'tBTCUSD', 'trade:tBTCUSD', 'trade:1m:', 'trade::tBTCUSD', 'trade:m:tBTCUSD', 'trade:1m:fUSD'],
    ...['trade:1m:fUSD:a30', 'trade:1m:fUSD:a30:p2', 'trade:1m:tBTCUSD:p30', 'trade:1m:fUSD:p0', 'trade:1m:fUSD:p030'],
    ...['trade:1m:tBTCF0:USTF0:p30', 'trade:1m:fUSD:p1:p2', 'Trade:1m:tBTCUSD', 'trade:1m:tBTCUSD\n'],
  ])('is not %j', (text) => {
    expect(parseCandleKey(text)).toEqual(E.left({ _tag: 'BadCandleKey', text }));
  });

  test('survives being written and read', () => {
    const days = fc.integer({ min: 1, max: 999 });
    const timeframe = fc.stringMatching(/^[1-9][0-9]?[mhDWM]$/);
    const keys: fc.Arbitrary<CandleKey> = fc.oneof(
      fc.record({
        timeframe,
        symbol: fc.constantFrom('tBTCUSD' as const, 'tBTCF0:USTF0' as const),
        periods: fc.constant({ type: 'none' as const }),
      }),
      fc.record({
        timeframe,
        symbol: fc.constantFrom('fUSD' as const, 'fTESTUSD' as const),
        periods: fc.oneof(
          fc.record({ type: fc.constant('one' as const), period: days }),
          fc.record({ type: fc.constant('aggregate' as const), aggregate: days, from: days, to: days }),
        ),
      }),
    );
    fc.assert(fc.property(keys, (key) => expect(parseCandleKey(printCandleKey(key))).toEqual(E.right(key))));
  });
});

describe('a status key', () => {
  test.each<readonly [string, StatusKey]>([
    ['deriv:tBTCF0:USTF0', { type: 'deriv', symbol: 'tBTCF0:USTF0' }],
    ['liq:global', { type: 'liq' }],
  ])('%s is parted at its first colon, and written', (text, key) => {
    expect(parseStatusKey(text)).toEqual(E.right(key));
    expect(printStatusKey(key)).toBe(text);
  });

  test.each(['', 'deriv', 'deriv:', 'deriv:fUSD', 'liq:tBTCUSD', 'liq', 'tBTCF0:USTF0', ':tBTCUSD', 'xderiv:tBTCUSD'])(
    'is not %j',
    (text) => {
      expect(parseStatusKey(text)).toEqual(E.left({ _tag: 'BadStatusKey', text }));
    },
  );
});

test('a key of calc names what is calculated', () => {
  const good = [
    ...['margin_base', 'margin_sym_tBTCUSD', 'funding_sym_fUSD', 'position_tBTCF0:USTF0', 'wallet_margin_BTC'],
    ...['wallet_funding_USD', 'wallet_exchange_USTF0', 'balance'],
  ];
  const wrong = [
    ...['', 'margin', 'margin_sym_', 'margin_sym_fUSD', 'funding_sym_tBTCUSD', 'position_BTCUSD', 'wallet_margin_'],
    ...['wallet_spot_BTC', 'wallet_margin_btc', 'balance ', 'constructor'],
  ];
  expect(good.filter(isCalcKey)).toEqual(good);
  expect(wrong.filter(isCalcKey)).toEqual([]);
});
