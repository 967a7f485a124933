import { either as E } from 'fp-ts';
import { ACCOUNT_URL } from '../limits.js';
import { parseCommand } from './parse.js';

const parse = (line: string) => parseCommand(line.split(' '));
const paper = { source: { _tag: 'Paper' }, keys: null, json: false };
const ordering = { _tag: 'Order', yes: false, seconds: null, ...paper };
const plain = { margin: false, postOnly: false, hidden: false, reduceOnly: false };
const notPair = (text: string) => ({
  _tag: 'BadValue',
  option: 'SYMBOL',
  reason: `must be t and a pair in upper case (tBTCUSD, tBTCF0:USTF0), not '${text}'`,
});
const expected = 'a decimal above 0, such as 0.01';
const notAmount = (value: string) => ({
  _tag: 'BadNumber',
  option: 'AMOUNT',
  value,
  expected: `${expected}: buy or sell says the side`,
});
const notPrice = (value: string) => ({ _tag: 'BadNumber', option: 'PRICE', value, expected });
const needs = (option: string, needed: string) => ({ _tag: 'OptionNeedsOption', option, needed });
const bought = { side: 'buy', amount: '0.01', symbol: 'tBTCUSD', price: '30000', ...plain };

describe('a command line about an account', () => {
  test.each([
    ['account', { _tag: 'Account', ...paper }],
    ['account --paper --json', { _tag: 'Account', ...paper, json: true }],
    ['account --live', { _tag: 'Account', ...paper, source: { _tag: 'Address', url: ACCOUNT_URL } }],
    ['order list', { ...ordering, action: { type: 'list' } }],
    ['order cancel 1 22', { ...ordering, action: { type: 'cancel', ids: [1, 22] } }],
    ['order cancel all --yes', { ...ordering, yes: true, action: { type: 'cancel', ids: 'all' } }],
    ['order submit buy 0.01 tBTCUSD 30000', { ...ordering, action: { type: 'submit', order: bought, wait: false } }],
    [
      'order submit sell 2 tBTCF0:USTF0 --margin --reduce-only --live --keys k.json --for 9',
      {
        ...ordering,
        source: { _tag: 'Address', url: ACCOUNT_URL },
        keys: 'k.json',
        seconds: 9,
        action: {
          type: 'submit',
          order: {
            ...plain,
            side: 'sell',
            amount: '2',
            symbol: 'tBTCF0:USTF0',
            price: null,
            margin: true,
            reduceOnly: true,
          },
          wait: true,
        },
      },
    ],
  ])('%s', (line, expected) => {
    expect(parse(line)).toEqual(E.right(expected));
  });

  test.each([
    ['order', { _tag: 'MissingArgument', argument: 'submit, cancel or list', command: 'order' }],
    ['order now', { _tag: 'ExtraArgument', argument: 'now', command: 'order' }],
    ['order submit', { _tag: 'MissingArgument', argument: 'buy or sell', command: 'order submit' }],
    ['order submit short 1 tBTCUSD', { _tag: 'ExtraArgument', argument: 'short', command: 'order submit' }],
    ['order submit buy 1', { _tag: 'MissingArgument', argument: 'a symbol', command: 'order submit buy 1' }],
    ['order submit buy 1 BTCUSD', notPair('BTCUSD')],
    ['order submit buy 1 fUSD', notPair('fUSD')],
    ...['-0.01', 'abc', '0', '0.00', '1e3', '+1', ''].map((text) => [
      `order submit buy ${text} tBTCUSD`,
      notAmount(text),
    ]),
    ...['-5', 'abc', '0'].map((text) => [`order submit buy 1 tBTCUSD ${text}`, notPrice(text)]),
    ['order submit buy 1 tBTCUSD --post-only', needs('--post-only', 'PRICE')],
    ['order submit buy 1 tBTCUSD --hidden', needs('--hidden', 'PRICE')],
    ['order submit buy 1 tBTCUSD 2 --reduce-only', needs('--reduce-only', '--margin')],
    ['order submit buy 1 tBTCUSD 2 3', { _tag: 'ExtraArgument', argument: '3', command: 'order submit' }],
    ['order cancel', { _tag: 'MissingArgument', argument: 'the ids of orders, or all', command: 'order cancel' }],
    ['order cancel 1 x', { _tag: 'ExtraArgument', argument: 'x', command: 'order cancel' }],
    ['order list --wait', { _tag: 'OptionNotHere', option: '--wait', command: 'order list' }],
    ['account --paper --live', { _tag: 'SeveralSources', options: ['--paper', '--live'] }],
    ['account --keys k.json', { _tag: 'OptionNeedsOption', option: '--keys', needed: '--live or --url' }],
    ['account --url http://x', { _tag: 'BadUrl', url: 'http://x' }],
    ['account 1', { _tag: 'ExtraArgument', argument: '1', command: 'account' }],
  ] as ReadonlyArray<readonly [string, object]>)('%s is not understood', (line, expected) => {
    expect(parse(line)).toEqual(E.left(expected));
  });
});
