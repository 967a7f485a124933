import { either as E } from 'fp-ts';
import {
  bookSpec,
  explainSpecError,
  isRetryableSpecError,
  parseChannelSpec,
  parseFrequency,
  parseLength,
  parsePrecision,
} from '../index.js';

const values = (parse: (text: string) => E.Either<unknown, unknown>, texts: ReadonlyArray<string>): unknown[] =>
  texts.map((text) => {
    const parsed = parse(text);
    return E.isRight(parsed) ? parsed.right : parsed.left;
  });

describe('a book', () => {
  test('is P0, F0 and 25 where nothing else is said', () => {
    expect(bookSpec('tBTCUSD')).toEqual({ channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: 25 });
    expect(bookSpec('fUSD', { prec: 'R0', len: 250 })).toMatchObject({ prec: 'R0', freq: 'F0', len: 250 });
  });

  test('has the precisions, frequencies and lengths of the documentation', () => {
    expect(values(parsePrecision, ['P0', 'P4', 'R0'])).toEqual(['P0', 'P4', 'R0']);
    expect(values(parseFrequency, ['F0', 'F1'])).toEqual(['F0', 'F1']);
    expect(values(parseLength, ['1', '25', '100', '250'])).toEqual([1, 25, 100, 250]);
    expect(values(parsePrecision, ['p0', 'P5', ''])).toMatchObject([{ text: 'p0' }, { text: 'P5' }, { text: '' }]);
    expect(values(parseLength, ['2', '025', '25.0'])).toMatchObject([{ text: '2' }, { text: '025' }, { text: '25.0' }]);
  });
});

describe('a channel as a person writes it', () => {
  test.each([
    ['ticker', 'tBTCUSD', { channel: 'ticker', symbol: 'tBTCUSD' }],
    ['trades', 'fUSD', { channel: 'trades', symbol: 'fUSD' }],
    ['candles', 'trade:1m:tBTCUSD', { channel: 'candles', key: 'trade:1m:tBTCUSD' }],
    ['status', 'liq:global', { channel: 'status', key: 'liq:global' }],
    ['book', 'tBTCUSD', bookSpec('tBTCUSD')],
  ])('%s %s is understood', (channel, what, spec) => {
    expect(parseChannelSpec(channel, what)).toEqual(E.right(spec));
  });

  test('says what is wrong, and what would be right, in one line', () => {
    const wrong = [
      parseChannelSpec('tickers', 'tBTCUSD'),
      parseChannelSpec('ticker', 'btc'),
      parseChannelSpec('candles', 'tBTCUSD'),
      parseChannelSpec('status', 'tBTCUSD'),
      parseChannelSpec('book', 'btc'),
      parseChannelSpec('book', 'tBTCUSD', { prec: 'P9' }),
      parseChannelSpec('book', 'tBTCUSD', { freq: 'F2' }),
      parseChannelSpec('book', 'tBTCUSD', { len: '50' }),
    ];
    const errors = wrong.flatMap((each) => (E.isLeft(each) ? [each.left] : []));
    expect(errors.map(({ _tag, text }) => [_tag, text])).toEqual([
      ['UnknownChannel', 'tickers'],
      ['BadSymbol', 'btc'],
      ['BadCandleKey', 'tBTCUSD'],
      ['BadStatusKey', 'tBTCUSD'],
      ['BadSymbol', 'btc'],
      ['BadPrecision', 'P9'],
      ['BadFrequency', 'F2'],
      ['BadLength', '50'],
    ]);
    for (const error of errors) {
      expect(explainSpecError(error)).toMatch(/^".*" is not an? .*: write [^\n]*$/);
      expect(isRetryableSpecError(error)).toBe(false);
    }
  });
});
