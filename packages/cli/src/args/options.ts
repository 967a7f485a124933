import { COMMANDS, type CommandName } from './command.js';

/** One option: how it is written, what it is for, which commands take it. Parsing and help are both made from this. */
export interface Option {
  readonly name: string;
  readonly short?: string;
  /** What stands for its value in the help; null for a switch. */
  readonly value: string | null;
  readonly text: string;
  readonly commands: ReadonlyArray<CommandName>;
}

const connecting: ReadonlyArray<CommandName> = ['watch', 'serve', 'record'];
const bounded: ReadonlyArray<CommandName> = ['watch', 'record'];
const shown: ReadonlyArray<CommandName> = ['watch', 'serve'];
const listening: ReadonlyArray<CommandName> = ['serve', 'simulate'];
const ofAccount: ReadonlyArray<CommandName> = ['account', 'order'];

export const options: ReadonlyArray<Option> = [
  { name: 'live', value: null, text: 'connect to the exchange itself', commands: [...connecting, ...ofAccount] },
  {
    name: 'paper',
    value: null,
    text: 'an exchange started inside, with play money (the default)',
    commands: ofAccount,
  },
  { name: 'simulate', value: null, text: 'connect to a simulator started inside', commands: connecting },
  { name: 'url', value: 'URL', text: 'connect to this address', commands: [...connecting, ...ofAccount] },
  { name: 'prec', value: 'P', text: 'book: P0 P1 P2 P3 P4 or R0 (default P0)', commands: shown },
  { name: 'len', value: 'N', text: 'book: 1, 25, 100 or 250 levels a side (default 25)', commands: shown },
  { name: 'freq', value: 'F', text: 'book: F0 in real time, F1 every 2 s (default F0)', commands: ['watch'] },
  { name: 'timeframe', value: 'TF', text: 'candles of a symbol: 1m … 1M (default 1m)', commands: shown },
  { name: 'host', value: 'HOST', text: 'listen on this address (default 127.0.0.1)', commands: listening },
  { name: 'port', value: 'N', text: 'listen on this port; 0: any free one', commands: listening },
  { name: 'open', value: null, text: 'show the page in the browser at once', commands: ['serve'] },
  {
    name: 'seed',
    value: 'N',
    text: 'seed of the simulated market (default 1)',
    commands: ['watch', 'serve', 'record', 'simulate'],
  },
  {
    name: 'rate',
    value: 'N',
    text: 'steps a second of the simulated market (default 10)',
    commands: ['watch', 'serve', 'record', 'simulate'],
  },
  {
    name: 'activity',
    value: 'KIND',
    text: 'the simulated market: quiet, normal or bursts (default normal)',
    commands: ['watch', 'serve', 'record', 'simulate'],
  },
  {
    name: 'scenario',
    value: 'FILE',
    text: 'what goes wrong, and when (JSON), or a name: restart …',
    commands: ['simulate'],
  },
  { name: 'markets', value: 'LIST', text: 'only these, such as tBTCUSD,tETHUSD (default all)', commands: ['simulate'] },
  { name: 'pairs', value: 'N', text: 'N markets more, with made-up names', commands: ['simulate'] },
  { name: 'load', value: 'N', text: 'so many messages a second on tBTCUSD', commands: ['simulate'] },
  { name: 'accounts', value: 'N', text: 'N accounts to log in to (default 2)', commands: ['simulate'] },
  { name: 'empty', value: null, text: 'empty markets: nobody trades but who logs in', commands: ['simulate'] },
  { name: 'replay', value: 'FILE', text: 'a recording moves the markets it is about', commands: ['simulate'] },
  { name: 'loop', value: null, text: 'the recording begins again when it is over', commands: ['simulate'] },
  {
    name: 'speed',
    value: 'N|max',
    text: 'N times faster than recorded (default 1; max: replay only)',
    commands: ['replay', 'simulate'],
  },
  {
    name: 'keys',
    value: 'FILE',
    text: 'JSON with apiKey and apiSecret; only its owner may read it',
    commands: ofAccount,
  },
  { name: 'margin', value: null, text: 'a margin order (default: from the exchange wallet)', commands: ['order'] },
  { name: 'post-only', value: null, text: 'cancelled where it would take from the book', commands: ['order'] },
  { name: 'hidden', value: null, text: 'not shown in the public book', commands: ['order'] },
  { name: 'reduce-only', value: null, text: 'never opens or turns a position', commands: ['order'] },
  { name: 'wait', value: null, text: 'stay until the order is over', commands: ['order'] },
  { name: 'yes', value: null, text: 'send without asking', commands: ['order'] },
  { name: 'limit', value: 'N', text: 'stop after N messages (record: frames)', commands: bounded },
  {
    name: 'for',
    value: 'SECONDS',
    text: 'stop after so many seconds',
    commands: ['watch', 'serve', 'record', 'simulate', 'order'],
  },
  {
    name: 'json',
    value: null,
    text: 'one JSON object a line on stdout, everything else on stderr',
    commands: ['watch', 'simulate', 'replay', 'decode', ...ofAccount],
  },
  { name: 'help', short: 'h', value: null, text: 'show this help', commands: COMMANDS },
  { name: 'version', short: 'v', value: null, text: 'show the version', commands: COMMANDS },
];
