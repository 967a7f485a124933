import { COMMANDS, type CommandName } from './command.js';
import { options, type Option } from './options.js';

interface Page {
  readonly usage: string;
  readonly text: string;
  readonly examples: ReadonlyArray<string>;
}

const pages: { readonly [K in CommandName]: Page } = {
  watch: {
    usage: 'watch ticker|trades|book|candles|status SYMBOL|KEY',
    text: 'Shows a channel as it moves. A book fills the screen of a terminal; elsewhere it is a line a second.\nOf books there may be several. Keys: Tab or 1 to 9 another symbol, p precision, l length, space pauses, q quits.',
    examples: [
      'bitfinex-ws watch book tBTCUSD --prec P1 --len 100',
      'bitfinex-ws watch book tBTCUSD tETHUSD --simulate',
      'bitfinex-ws watch trades tETHUSD --simulate --json --limit 10',
      'bitfinex-ws watch candles trade:5m:tBTCUSD',
      'bitfinex-ws watch status deriv:tBTCF0:USTF0',
    ],
  },
  serve: {
    usage: 'serve [SYMBOL…]',
    text: 'Serves a page for the browser: book, depth, candles and trades, live. On a simulator unless told otherwise.',
    examples: [
      'bitfinex-ws serve --open',
      'bitfinex-ws serve tETHUSD tBTCUSD --live --prec P1 --len 100',
      'bitfinex-ws serve --port 8080 --seed 7 --rate 50',
    ],
  },
  simulate: {
    usage: 'simulate',
    text: 'Runs a server that speaks the protocol, with markets that move and accounts; prints its address and keys.',
    examples: [
      'bitfinex-ws simulate --port 8080 --seed 7',
      'bitfinex-ws simulate --scenario bad-evening.json',
      'bitfinex-ws simulate --empty --accounts 10 --markets tBTCUSD',
      'bitfinex-ws simulate --replay out.jsonl.gz --speed 10 --loop',
    ],
  },
  record: {
    usage: 'record FILE [CHANNEL…]',
    text: 'Writes every frame to FILE as JSON Lines, gzipped if its name ends in .gz. Default: book, trades and ticker of tBTCUSD.',
    examples: ['bitfinex-ws record out.jsonl.gz book:tBTCUSD:P0:F0:25 trades:tBTCUSD --for 60'],
  },
  replay: {
    usage: 'replay FILE',
    text: 'Reads a recording through the decoder and the books, and closes with a summary.',
    examples: ['bitfinex-ws replay out.jsonl.gz --speed max --json'],
  },
  decode: {
    usage: 'decode [FILE|-]',
    text: 'Reads raw frames (one a line) or a recording, and prints typed messages.',
    examples: ['echo \'{"event":"info","version":2}\' | bitfinex-ws decode --json'],
  },
  account: {
    usage: 'account',
    text: 'Logs in and shows wallets, positions, orders and funding. On paper unless --live or --url says otherwise.',
    examples: ['bitfinex-ws account', 'bitfinex-ws account --live --keys keys.json --json'],
  },
  order: {
    usage: 'order submit buy|sell AMOUNT SYMBOL [PRICE] | cancel ID…|all | list',
    text: 'Places, cancels and lists orders: on paper by default, elsewhere after you have said yes. Without PRICE: at the market.',
    examples: [
      'bitfinex-ws order submit buy 0.01 tBTCUSD 30000 --post-only',
      'bitfinex-ws order submit sell 0.5 tETHUSD --live --keys keys.json',
      'bitfinex-ws order cancel 33950998275 --live',
      'bitfinex-ws order list --live --json',
    ],
  },
};

/** The help: of one command, or of all. */
export const helpText = (topic: CommandName | null): string => (topic === null ? overview() : pageText(topic));

const overview = (): string =>
  [
    'bitfinex-ws: the Bitfinex v2 WebSocket API on the command line',
    '',
    'Usage: bitfinex-ws [COMMAND] [OPTIONS]',
    '',
    ...COMMANDS.map((name) => `  ${pages[name].usage}`),
    '  help [COMMAND]',
    '',
    'Without a command: the live book of tBTCUSD, on a simulator started inside (--live: the exchange).',
    'watch and record without --simulate or --url connect to the exchange;',
    'serve, account and order do so with --live alone.',
    'Keys: BITFINEX_API_KEY and BITFINEX_API_SECRET in the environment, or --keys FILE.',
    '',
    'Options:',
    ...optionLines(options),
    '',
  ].join('\n');

const pageText = (name: CommandName): string => {
  const { usage, text, examples } = pages[name];
  return [
    `Usage: bitfinex-ws ${usage} [OPTIONS]`,
    '',
    text,
    '',
    'Options:',
    ...optionLines(options.filter((option) => option.commands.includes(name))),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
};

const optionLines = (shown: ReadonlyArray<Option>): ReadonlyArray<string> =>
  shown.map(({ name, short, value, text }) => {
    const written = `--${name}${value === null ? '' : ` ${value}`}${short === undefined ? '' : `, -${short}`}`;
    return `  ${written.padEnd(18)}${text}`;
  });
