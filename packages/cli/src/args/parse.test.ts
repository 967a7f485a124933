import { either as E } from 'fp-ts';
import { PUBLIC_URL } from '../limits.js';
import { parseCommand } from './parse.js';

const parse = (line: string) => parseCommand(line === '' ? [] : line.split(' '));

const book = { channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: 25 };
const live = { _tag: 'Address', url: PUBLIC_URL };
const simulator = { _tag: 'Simulator', seed: null, rate: null, activity: null };
const watch = {
  _tag: 'Watch',
  source: live,
  spec: book,
  others: [],
  json: false,
  implied: false,
  limit: null,
  seconds: null,
};

const plain = {
  ...{ _tag: 'Simulate', host: null, port: 0, scenario: null, markets: null, pairs: null, load: null, accounts: null },
  ...{
    empty: false,
    replay: null,
    speed: null,
    loop: false,
    seed: null,
    rate: null,
    activity: null,
    seconds: null,
    json: false,
  },
};

describe('a command line that is understood', () => {
  test.each([
    ['', { ...watch, source: simulator, implied: true }],
    ['--live', { ...watch, implied: true }],
    [
      'watch book tBTCUSD tETHUSD --len 1',
      { ...watch, spec: { ...book, len: 1 }, others: [{ ...book, symbol: 'tETHUSD', len: 1 }] },
    ],
    [
      'serve',
      {
        _tag: 'Serve',
        source: simulator,
        symbols: ['tBTCUSD'],
        prec: 'P0',
        len: 25,
        timeframe: '1m',
        host: '127.0.0.1',
        port: null,
        open: false,
        seconds: null,
      },
    ],
    [
      'serve tETHUSD tBTCUSD --live --prec R0 --len 100 --timeframe 1h --host ::1 --port 0 --open --for 3',
      {
        _tag: 'Serve',
        source: live,
        symbols: ['tETHUSD', 'tBTCUSD'],
        prec: 'R0',
        len: 100,
        timeframe: '1h',
        host: '::1',
        port: 0,
        open: true,
        seconds: 3,
      },
    ],
    ['--json --for 2', { ...watch, source: simulator, implied: true, json: true, seconds: 2 }],
    ['watch book tBTCUSD', watch],
    ['--json watch book tBTCUSD', { ...watch, json: true }],
    ['watch book tBTCUSD --simulate --activity bursts', { ...watch, source: { ...simulator, activity: 'bursts' } }],
    ['watch book tBTCUSD --simulate --seed -5 --rate 2.5', { ...watch, source: { ...simulator, seed: -5, rate: 2.5 } }],
    [
      'watch book tBTCUSD --prec R0 --len=100 --freq F1',
      { ...watch, spec: { ...book, prec: 'R0', freq: 'F1', len: 100 } },
    ],
    ['watch ticker fUSD --limit 3', { ...watch, spec: { channel: 'ticker', symbol: 'fUSD' }, limit: 3 }],
    [
      'watch trades tETHUSD --url ws://[::1]:8/',
      { ...watch, spec: { channel: 'trades', symbol: 'tETHUSD' }, source: { _tag: 'Address', url: 'ws://[::1]:8/' } },
    ],
    ['watch candles tBTCUSD --timeframe 1h', { ...watch, spec: { channel: 'candles', key: 'trade:1h:tBTCUSD' } }],
    ['watch status liq:global', { ...watch, spec: { channel: 'status', key: 'liq:global' } }],
    ['simulate', plain],
    [
      'simulate --empty --markets tBTCUSD,tETHUSD --pairs 400 --load 2500 --accounts 9',
      { ...plain, empty: true, markets: ['tBTCUSD', 'tETHUSD'], pairs: 400, load: 2_500, accounts: 9 },
    ],
    ['simulate --replay a.gz --speed 2.5 --loop', { ...plain, replay: 'a.gz', speed: 2.5, loop: true }],
    [
      'simulate --host 0.0.0.0 --port 8080 --scenario bad.json --seed 1 --rate 9 --for 0.5 --json',
      {
        ...plain,
        host: '0.0.0.0',
        port: 8080,
        scenario: 'bad.json',
        seed: 1,
        rate: 9,
        seconds: 0.5,
        json: true,
      },
    ],
    [
      'record out.jsonl ticker:fUSD',
      {
        _tag: 'Record',
        source: live,
        path: 'out.jsonl',
        specs: [{ channel: 'ticker', symbol: 'fUSD' }],
        limit: null,
        seconds: null,
      },
    ],
    ['replay a.gz', { _tag: 'Replay', path: 'a.gz', speed: 1, json: false }],
    ['replay a.gz --speed max --json', { _tag: 'Replay', path: 'a.gz', speed: 'max', json: true }],
    ['replay a.gz --speed 20', { _tag: 'Replay', path: 'a.gz', speed: 20, json: false }],
    ['decode', { _tag: 'Decode', path: null, json: false }],
    ['decode - --json', { _tag: 'Decode', path: null, json: true }],
    ['decode frames.txt', { _tag: 'Decode', path: 'frames.txt', json: false }],
    ['help', { _tag: 'Help', topic: null }],
    ['help watch', { _tag: 'Help', topic: 'watch' }],
    ['watch --help', { _tag: 'Help', topic: 'watch' }],
    ['-h', { _tag: 'Help', topic: null }],
    ['record --version', { _tag: 'Version' }],
    ['-v', { _tag: 'Version' }],
  ])("'%s'", (line, command) => {
    expect(parse(line)).toEqual(E.right(command));
  });

  test('a recording without channels has the book, the trades and the ticker of tBTCUSD', () => {
    expect(parse('record out.jsonl --simulate')).toMatchObject({
      right: { source: simulator, specs: [book, { channel: 'trades' }, { channel: 'ticker' }] },
    });
  });
});

describe('a command line that is not understood', () => {
  test.each([
    ['wach', { _tag: 'UnknownCommand', command: 'wach', meant: 'watch' }],
    ['SIMULTAE', { _tag: 'UnknownCommand', command: 'SIMULTAE', meant: 'simulate' }],
    ['help me', { _tag: 'UnknownCommand', command: 'me', meant: null }],
    ['watch --frobnicate', { _tag: 'UnknownOption', option: '--frobnicate', meant: null }],
    ['watch --simulat', { _tag: 'UnknownOption', option: '--simulat', meant: '--simulate' }],
    ['watch -x', { _tag: 'UnknownOption', option: '-x', meant: null }],
    ['replay a --limit 3', { _tag: 'OptionNotHere', option: '--limit', command: 'replay' }],
    ['watch ticker tBTCUSD --prec P1', { _tag: 'OptionNotHere', option: '--prec', command: 'watch ticker' }],
    ['watch book tBTCUSD --limit', { _tag: 'MissingValue', option: '--limit' }],
    ['watch book tBTCUSD --limit --json', { _tag: 'MissingValue', option: '--limit' }],
    ['watch book tBTCUSD --json=yes', { _tag: 'UnwantedValue', option: '--json', value: 'yes' }],
    [
      'watch',
      { _tag: 'MissingArgument', argument: 'a channel (ticker, trades, book, candles, status)', command: 'watch' },
    ],
    ['watch book', { _tag: 'MissingArgument', argument: 'a symbol or key', command: 'watch book' }],
    ['watch nonsense', { _tag: 'UnknownChannel', text: 'nonsense' }],
    ['watch trades tBTCUSD more', { _tag: 'ExtraArgument', argument: 'more', command: 'watch' }],
    ['watch book BTCUSD', { _tag: 'BadSymbol', text: 'BTCUSD' }],
    ['watch book tBTCUSD --prec P7', { _tag: 'BadPrecision', text: 'P7' }],
    ['watch book tBTCUSD --len 3', { _tag: 'BadLength', text: '3' }],
    ['watch book tBTCUSD --freq F2', { _tag: 'BadFrequency', text: 'F2' }],
    ['watch book tBTCUSD --url http://x', { _tag: 'BadUrl', url: 'http://x' }],
    ['watch book tBTCUSD --url ws://', { _tag: 'BadUrl', url: 'ws://' }],
    ['watch book tBTCUSD --live --simulate', { _tag: 'SeveralSources', options: ['--live', '--simulate'] }],
    ['watch book tBTCUSD --activity bursts', { _tag: 'OptionNeedsSimulator', option: '--activity' }],
    [
      'simulate --activity wild',
      { _tag: 'BadValue', option: '--activity', reason: "must be quiet, normal or bursts, not 'wild'" },
    ],
    [
      'watch candles tBTCUSD --timeframe 7m',
      {
        _tag: 'BadValue',
        option: '--timeframe',
        reason: "must be 1m, 5m, 15m, 30m, 1h, 3h, 6h, 12h, 1D, 1W, 7D, 14D or 1M, not '7m'",
      },
    ],
    ['watch book tBTCUSD --seed 1', { _tag: 'OptionNeedsSimulator', option: '--seed' }],
    ['--live --rate 1', { _tag: 'OptionNeedsSimulator', option: '--rate' }],
    ['record', { _tag: 'MissingArgument', argument: 'a file to write', command: 'record' }],
    ['record out.jsonl tBTCUSD', { _tag: 'UnknownChannel', text: 'tBTCUSD' }],
    ['replay', { _tag: 'MissingArgument', argument: 'a recording', command: 'replay' }],
    ['decode a b', { _tag: 'ExtraArgument', argument: 'b', command: 'decode' }],
    ['simulate --loop', { _tag: 'OptionNeedsOption', option: '--loop', needed: '--replay' }],
    ['simulate --speed 2', { _tag: 'OptionNeedsOption', option: '--speed', needed: '--replay' }],
    ['watch book tBTCUSD --empty', { _tag: 'OptionNotHere', option: '--empty', command: 'watch' }],
    ['simulate now', { _tag: 'ExtraArgument', argument: 'now', command: 'simulate' }],
  ])("'%s'", (line, error) => {
    expect(parse(line)).toEqual(E.left(error));
  });

  test.each([
    '--limit 0',
    '--limit 1.5',
    '--limit x',
    '--for 0',
    '--for 1e99',
    '--for 0x10',
    '--rate -1',
    '--rate Infinity',
    '--seed 1.5',
  ])('a bad number: %s', (text) => {
    const [option, value] = text.split(' ');
    expect(parse(text)).toMatchObject({ left: { _tag: 'BadNumber', option, value } });
  });

  test.each([
    ['simulate --port 65536', '--port'],
    ['simulate --port -1', '--port'],
    ['simulate --pairs 1001', '--pairs'],
    ['simulate --accounts 1.5', '--accounts'],
    ['simulate --load 0', '--load'],
    ['simulate --replay a --speed max', '--speed'],
    ['replay a --speed 0', '--speed'],
    ['replay a --speed fast', '--speed'],
  ])('a bad number: %s', (line, option) => {
    expect(parse(line)).toMatchObject({ left: { _tag: 'BadNumber', option } });
  });
});
