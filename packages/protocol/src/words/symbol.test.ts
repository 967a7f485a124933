import { either as E } from 'fp-ts';
import fc from 'fast-check';
import {
  isFundingSymbol,
  isPaperSymbol,
  isTradingSymbol,
  parseSymbol,
  printSymbol,
  type FundingSymbol,
  type SymbolParts,
  type TradingSymbol,
} from '../index.js';

const parts = (text: string): SymbolParts => {
  const parsed = parseSymbol(text);
  if (E.isLeft(parsed)) throw new Error(text);
  return parsed.right;
};

describe('a symbol', () => {
  test.each<readonly [string, SymbolParts, boolean]>([
    ['tBTCUSD', { type: 'pair', base: 'BTC', quote: 'USD' }, false],
    ['tDUSK:USD', { type: 'pair', base: 'DUSK', quote: 'USD' }, false],
    ['t1INCH:USD', { type: 'pair', base: '1INCH', quote: 'USD' }, false],
    ['tTESTBTC:TESTUSD', { type: 'pair', base: 'TESTBTC', quote: 'TESTUSD' }, true],
    ['tBTCF0:USTF0', { type: 'perpetual', base: 'BTCF0', quote: 'USTF0' }, false],
    ['tTESTBTCF0:TESTUSDTF0', { type: 'perpetual', base: 'TESTBTCF0', quote: 'TESTUSDTF0' }, true],
    ['fUSD', { type: 'funding', currency: 'USD' }, false],
    ['fTESTUSD', { type: 'funding', currency: 'TESTUSD' }, true],
  ])('%s is read and written', (text, expected, paper) => {
    expect(parts(text)).toEqual(expected);
    expect(printSymbol(expected)).toBe(text);
    expect(isPaperSymbol(expected)).toBe(paper);
    expect([isTradingSymbol(text), isFundingSymbol(text)]).toEqual([text.startsWith('t'), text.startsWith('f')]);
  });

  test('with a colon that it does not need is written without', () => {
    expect(printSymbol(parts('tBTC:USD'))).toBe('tBTCUSD');
  });

  test('has the type that its first letter says', () => {
    const pair: TradingSymbol = printSymbol({ type: 'pair', base: 'BTC', quote: 'USD' });
    const currency: FundingSymbol = printSymbol({ type: 'funding', currency: 'USD' });
    expect([pair, currency]).toEqual(['tBTCUSD', 'fUSD']);
  });

  test.each([
    ...['', 't', 'f', 'BTCUSD', 'tbtcusd', 'TBTCUSD', 'tBTC', 'tBTC:', 't:USD', 'tA:B:C', 'fU', 'fUSD:p30'],
    ...[' tBTCUSD', 'tBTCUSD\n', 'tDUSKUSD'],
  ])('is not %j', (text) => {
    expect(parseSymbol(text)).toEqual(E.left({ _tag: 'BadSymbol', text }));
    expect([isTradingSymbol(text), isFundingSymbol(text)]).toEqual([false, false]);
  });

  test('survives being written and read, whatever its currencies', () => {
    const currency = fc.stringMatching(/^[A-Z0-9]{2,9}$/);
    fc.assert(
      fc.property(currency, currency, fc.boolean(), (base, quote, funding) => {
        const text = funding ? `f${base}` : printSymbol({ type: 'pair', base, quote });
        expect(printSymbol(parts(text))).toBe(text);
        expect(parts(printSymbol(parts(text)))).toEqual(parts(text));
      }),
    );
  });

  test('is read or refused, whatever the text, without throwing', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseSymbol(`t${text}`)));
  });
});
