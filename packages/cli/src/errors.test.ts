import { exitCodeOf, explainCliError, isRetryableCliError, type CliError } from './errors.js';

const usage: ReadonlyArray<CliError> = [
  { _tag: 'UnknownCommand', command: 'wach', meant: 'watch' },
  { _tag: 'UnknownOption', option: '--x', meant: null },
  { _tag: 'OptionNotHere', option: '--speed', command: 'watch' },
  { _tag: 'MissingValue', option: '--limit' },
  { _tag: 'UnwantedValue', option: '--json', value: 'yes' },
  { _tag: 'MissingArgument', argument: 'a recording', command: 'replay' },
  { _tag: 'ExtraArgument', argument: 'x', command: 'watch' },
  { _tag: 'BadNumber', option: '--limit', value: 'x', expected: 'a whole number from 1' },
  { _tag: 'BadValue', option: '--markets', reason: 'must name markets that there are, not tX' },
  { _tag: 'OptionNeedsOption', option: '--loop', needed: '--replay' },
  { _tag: 'BadUrl', url: 'http://x' },
  { _tag: 'SeveralSources', options: ['--live', '--url'] },
  { _tag: 'OptionNeedsSimulator', option: '--seed' },
  { _tag: 'UnknownChannel', text: 'x' },
  { _tag: 'BadSymbol', text: 'x' },
  { _tag: 'BadStatusKey', text: 'x' },
  { _tag: 'BadPrecision', text: 'P9' },
  { _tag: 'BadFrequency', text: 'F9' },
  { _tag: 'BadLength', text: '3' },
];
const runtime: ReadonlyArray<CliError> = [
  { _tag: 'ConnectFailed', url: 'ws://127.0.0.1:1', reason: 'refused' },
  { _tag: 'SubscribeFailed', channel: 'ticker:tBTCUSD', reason: 'no' },
  { _tag: 'SubscriptionEnded', channel: 'ticker:tBTCUSD', reason: 'gone' },
  { _tag: 'SimulatorFailed', reason: 'port in use' },
  { _tag: 'FileFailed', path: 'x', reason: 'no such file' },
  { _tag: 'NoRecording', path: 'x', reason: 'no line of it is a frame' },
  { _tag: 'NoKeys', reason: 'set BITFINEX_API_KEY' },
  { _tag: 'KeysExposed', path: 'keys.json', mode: '644' },
  { _tag: 'NotConfirmed', what: 'cancel all orders' },
  { _tag: 'LoginFailed', url: 'wss://x', reason: 'apikey: invalid' },
  { _tag: 'OrderFailed', what: 'cancel 1', reason: 'Order not found.' },
  { _tag: 'FramesFailed', failed: 1, frames: 2 },
  { _tag: 'OutputFailed', reason: 'the disk is full' },
];

test.each([...usage, ...runtime])('$_tag is told in one line that needs no second look', (error) => {
  expect(explainCliError(error)).toMatch(/^[^\n]{10,160}$/);
});

test('a second symbol is told where several may stand', () => {
  const explain = (argument: string): string => explainCliError({ _tag: 'ExtraArgument', argument, command: 'watch' });
  expect(explain('tETHUSD')).toBe(
    "watch does not know what to do with 'tETHUSD'; several symbols are for books, and not for --json",
  );
  expect(explain('more')).toBe("watch does not know what to do with 'more'");
});

test('a wrong command line ends with 2, a wrong world with 1', () => {
  expect(new Set(usage.map(exitCodeOf))).toEqual(new Set([2]));
  expect(new Set(runtime.map(exitCodeOf))).toEqual(new Set([1]));
});

test('only trouble with the connection may go away by itself', () => {
  expect([...usage, ...runtime].filter(isRetryableCliError).map(({ _tag }) => _tag)).toEqual([
    'ConnectFailed',
    'SubscriptionEnded',
  ]);
});
