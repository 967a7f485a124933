import { either as E } from 'fp-ts';
import {
  bookSpec,
  explainSpecError,
  isRetryableSpecError,
  parseCandleKey,
  parseChannelSpec,
  parseFrequency,
  parseLength,
  parsePrecision,
  parseStatusKey,
  parseSymbol,
} from '../index.js';

const values = (parse: (text: string) => E.Either<unknown, unknown>, texts: ReadonlyArray<string>): unknown[] =>
  texts.map((text) => {
    const parsed = parse(text);
    return E.isRight(parsed) ? parsed.right : parsed.left;
  });

describe('a symbol', () => {
  const good = ['tBTCUSD', 'tBTCF0:USTF0', 'tDUSK:USD', 'tTESTBTC:TESTUSD', 't1INCH:USD', 'fUSD', 'fUST', 'fTESTUSD'];
  test('is taken as it stands', () => {
    expect(values(parseSymbol, good)).toEqual(good);
  });

  test.each([
    '',
    't',
    'f',
    'BTCUSD',
    'tbtcusd',
    'TBTCUSD',
    'tBTC',
    'tBTC:',
    't:USD',
    'tA:B:C',
    'fU',
    'fUSD:p30',
    ' tBTCUSD',
    'tBTCUSD\n',
  ])('is not %j', (text) => {
    expect(parseSymbol(text)).toEqual(E.left({ _tag: 'BadSymbol', text }));
  });
});

describe('a candle key', () => {
  const good = [
    ...['trade:1m:tBTCUSD', 'trade:1M:tBTCF0:USTF0', 'trade:3h:tDUSK:USD', 'trade:14D:tBTCUSD', 'trade:1W:tBTCUSD'],
    ...['trade:1h:fUSD:p30', 'trade:1m:fUSD:a30:p2:p30'],
  ];
  test('is taken as it stands, whatever its time frame', () => {
    expect(values(parseCandleKey, good)).toEqual(good);
  });

  test.each([
    '',
    'tBTCUSD',
    'trade:tBTCUSD',
    'trade:1m:',
    'trade::tBTCUSD',
    'trade:m:tBTCUSD',
    'trade:1m:fUSD',
    'trade:1m:fUSD:a30',
    'trade:1m:tBTCUSD:p30',
  ])('is not %j', (text) => {
    expect(parseCandleKey(text)).toEqual(E.left({ _tag: 'BadCandleKey', text }));
  });
});

describe('a status key', () => {
  test('is of a derivative or of all liquidations', () => {
    expect(values(parseStatusKey, ['deriv:tBTCF0:USTF0', 'liq:global'])).toEqual(['deriv:tBTCF0:USTF0', 'liq:global']);
  });

  test.each(['', 'deriv', 'deriv:', 'deriv:fUSD', 'liq:tBTCUSD', 'liq', 'tBTCF0:USTF0'])('is not %j', (text) => {
    expect(parseStatusKey(text)).toEqual(E.left({ _tag: 'BadStatusKey', text }));
  });
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
