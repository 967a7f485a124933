import { either as E } from 'fp-ts';
import { channelOf, parseChannel } from './channel.js';

describe('a channel in one word', () => {
  test.each([
    ['ticker:tBTCUSD', { channel: 'ticker', symbol: 'tBTCUSD' }],
    ['ticker:fUSD', { channel: 'ticker', symbol: 'fUSD' }],
    ['trades:tBTCF0:USTF0', { channel: 'trades', symbol: 'tBTCF0:USTF0' }],
    ['book:tBTCUSD', { channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: 25 }],
    ['book:tBTCUSD:P1:F1:100', { channel: 'book', symbol: 'tBTCUSD', prec: 'P1', freq: 'F1', len: 100 }],
    ['book:tBTCF0:USTF0', { channel: 'book', symbol: 'tBTCF0:USTF0', prec: 'P0', freq: 'F0', len: 25 }],
    ['book:tBTCF0:USTF0:R0', { channel: 'book', symbol: 'tBTCF0:USTF0', prec: 'R0', freq: 'F0', len: 25 }],
    ['book:tBTCUSD:250', { channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: 250 }],
    ['candles:trade:1m:tBTCUSD', { channel: 'candles', key: 'trade:1m:tBTCUSD' }],
    ['candles:trade:1h:fUSD:p30', { channel: 'candles', key: 'trade:1h:fUSD:p30' }],
    ['candles:trade:1M:fUSD:a30:p2:p30', { channel: 'candles', key: 'trade:1M:fUSD:a30:p2:p30' }],
    ['candles:tBTCUSD', { channel: 'candles', key: 'trade:1m:tBTCUSD' }],
    ['status:liq:global', { channel: 'status', key: 'liq:global' }],
    ['status:deriv:tBTCF0:USTF0', { channel: 'status', key: 'deriv:tBTCF0:USTF0' }],
    ['status:tBTCF0:USTF0', { channel: 'status', key: 'deriv:tBTCF0:USTF0' }],
  ])('%s is read', (text, spec) => {
    expect(parseChannel(text)).toEqual(E.right(spec));
  });

  test.each([
    ['ticker:tbtcusd', { _tag: 'BadSymbol', text: 'tbtcusd' }],
    ['ticker:BTCUSD', { _tag: 'BadSymbol', text: 'BTCUSD' }],
    ['ticker:', { _tag: 'BadSymbol', text: '' }],
    ['ticker', { _tag: 'BadSymbol', text: '' }],
    ['book:tBTCUSD:P9', { _tag: 'BadPrecision', text: 'P9' }],
    ['book:tBTCUSD:P0:F7', { _tag: 'BadFrequency', text: 'F7' }],
    ['book:tBTCUSD:P0:F0:26', { _tag: 'BadLength', text: '26' }],
    ['book:P0', { _tag: 'BadSymbol', text: '' }],
    ['candles:trade:1:tBTCUSD', { _tag: 'BadCandleKey', text: 'trade:1:tBTCUSD' }],
    ['candles:trade:1m:fUSD', { _tag: 'BadCandleKey', text: 'trade:1m:fUSD' }],
    ['status:liq:tBTCUSD', { _tag: 'BadStatusKey', text: 'liq:tBTCUSD' }],
    ['orders:tBTCUSD', { _tag: 'UnknownChannel', text: 'orders' }],
  ])('%s is refused', (text, error) => {
    expect(parseChannel(text)).toEqual(E.left(error));
  });
});

test('a timeframe makes a candle key of a symbol', () => {
  const five = { timeframe: '5m' };
  expect(channelOf('candles', 'tETHUSD', five)).toEqual(E.right({ channel: 'candles', key: 'trade:5m:tETHUSD' }));
  expect(channelOf('candles', 'fUSD', five)).toEqual(E.right({ channel: 'candles', key: 'trade:5m:fUSD:p30' }));
});
