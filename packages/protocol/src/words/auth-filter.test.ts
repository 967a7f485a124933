import { either as E } from 'fp-ts';
import fc from 'fast-check';
import {
  authFilterWarning,
  explainAuthFilterError,
  explainAuthFilterWarning,
  isRetryableAuthFilterError,
  parseAuthFilter,
  printAuthFilter,
  type AuthFilter,
} from '../index.js';

describe('a filter', () => {
  test.each<readonly [string, AuthFilter]>([
    ['trading', { type: 'trading', symbol: null }],
    ['trading-tBTCUSD', { type: 'trading', symbol: 'tBTCUSD' }],
    ['trading-tBTCF0:USTF0', { type: 'trading', symbol: 'tBTCF0:USTF0' }],
    ['funding', { type: 'funding', symbol: null }],
    ['funding-fUSD', { type: 'funding', symbol: 'fUSD' }],
    ['wallet', { type: 'wallet', of: null }],
    ['wallet-exchange-BTC', { type: 'wallet', of: { wallet: 'exchange', currency: 'BTC' } }],
    ['algo', { type: 'algo' }],
    ['balance', { type: 'balance' }],
    ['notify', { type: 'notify' }],
  ])('%s is read and written', (text, filter) => {
    expect(parseAuthFilter(text)).toEqual(E.right(filter));
    expect(printAuthFilter(filter)).toBe(text);
  });

  test.each([
    ...['', 'tradin', 'trading-', 'trading-fUSD', 'trading-BTCUSD', 'funding-tBTCUSD', 'wallet-', 'wallet-exchange'],
    ...['wallet-spot-BTC', 'wallet-exchange-fUSD', 'notify-', 'Notify', 'constructor', '-'],
  ])('is not %j', (text) => {
    const parsed = parseAuthFilter(text);
    if (E.isRight(parsed)) throw new Error(text);
    expect(parsed.left).toEqual({ _tag: 'BadAuthFilter', text });
    expect(explainAuthFilterError(parsed.left)).toMatch(/^".*" is not a filter: write [^\n]*$/);
    expect(isRetryableAuthFilterError(parsed.left)).toBe(false);
  });

  test('is read or refused without throwing, and writes what it reads', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string().map((text) => `wallet-margin-${text}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseAuthFilter(text);
        if (E.isRight(parsed)) expect(printAuthFilter(parsed.right)).toBe(text);
      }),
    );
  });
});

test('a list of filters without notify hears of no acknowledgement, and that can be told beforehand', () => {
  const filter = ['trading', 'wallet'];
  const warning = authFilterWarning(filter);
  expect(warning).toEqual({ _tag: 'NoAcknowledgements', filter });
  expect(warning === null ? '' : explainAuthFilterWarning(warning)).toBe(
    'the filter trading, wallet leaves out notify: no order and no offer will be acknowledged',
  );
  expect([authFilterWarning(undefined), authFilterWarning([]), authFilterWarning(['trading', 'notify'])]).toEqual([
    null,
    null,
    null,
  ]);
});
