import { either as E, function as fn } from 'fp-ts';
import type { BookSpec, ChannelSpec } from '@bitfinex-ws/protocol';
import type { UsageError } from '../errors.js';
import { accountOf, orderOf } from './account.js';
import { channelOf, parseChannel } from './channel.js';
import { COMMANDS, type Command, type CommandName } from './command.js';
import { nearest } from './nearest.js';
import { options } from './options.js';
import { serveOf } from './serve.js';
import { simulateOf } from './simulate.js';
import { boundsOf, sourceOf, speedOf, timeframeOf } from './values.js';
import { readWritten, type Written } from './written.js';

type Parsed<A> = E.Either<UsageError, A>;

const { pipe } = fn;

const isCommand = (word: string): word is CommandName => COMMANDS.some((name) => name === word);

const defaultRecording: ReadonlyArray<ChannelSpec> = [
  { channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: 25 },
  { channel: 'trades', symbol: 'tBTCUSD' },
  { channel: 'ticker', symbol: 'tBTCUSD' },
];

/**
 * Reads a command line, node and script left out. Without a command it asks for the book of tBTCUSD, on a simulator
 * unless told otherwise.
 */
export const parseCommand = (argv: ReadonlyArray<string>): Parsed<Command> =>
  pipe(readWritten(argv), E.chain(commandOf));

const commandOf = (written: Written): Parsed<Command> => {
  const [word, ...words] = written.words;
  if (word === 'help') return helpOf(words);
  if (word !== undefined && !isCommand(word)) return unknownCommand(word);
  if (written.on('version')) return E.right({ _tag: 'Version' });
  if (written.on('help')) return E.right({ _tag: 'Help', topic: word ?? null });
  const stray = options.find((option) => written.on(option.name) && !option.commands.includes(word ?? 'watch'));
  if (stray) return notHere(stray.name, word ?? 'watch');
  if (word === undefined) return watchOf({ ...written, words: ['book', 'tBTCUSD'] }, true);
  return parsers[word]({ ...written, words });
};

const unknownCommand = (command: string): Parsed<never> =>
  E.left({ _tag: 'UnknownCommand', command, meant: nearest(command, COMMANDS) });

const helpOf = ([topic]: ReadonlyArray<string>): Parsed<Command> => {
  if (topic === undefined || topic === 'help') return E.right({ _tag: 'Help', topic: null });
  return isCommand(topic) ? E.right({ _tag: 'Help', topic }) : unknownCommand(topic);
};

const watchOf = (written: Written, implied: boolean): Parsed<Command> => {
  const [channel, subject] = written.words;
  if (channel === undefined) return missing('a channel (ticker, trades, book, candles, status)', 'watch');
  const stray = strayOf(channel).find(written.on);
  const option = (name: string): string | undefined => written.text(name) ?? undefined;
  return pipe(
    // The channel first: of `watch nonsense`, the nonsense is what is wrong, not the symbol that is missing.
    channelOf(channel, subject ?? (channel === 'status' ? 'liq:global' : 'tBTCUSD'), {
      prec: option('prec'),
      freq: option('freq'),
      len: option('len'),
      timeframe: option('timeframe'),
    }),
    E.mapLeft((error): UsageError => error),
    E.bindTo('spec'),
    E.filterOrElse(
      () => subject !== undefined,
      (): UsageError => ({ _tag: 'MissingArgument', argument: 'a symbol or key', command: `watch ${channel}` }),
    ),
    E.chainFirst(() => (stray === undefined ? E.right(undefined) : notHere(stray, `watch ${channel}`))),
    E.chainFirst(() => timeframeOf(written)),
    E.bind('others', ({ spec }) => othersOf(spec, written)),
    E.bind('source', () => sourceOf(written, implied ? 'simulate' : 'live')),
    E.bind('bounds', () => boundsOf(written)),
    E.map(({ spec, others, source, bounds }): Command => ({
      _tag: 'Watch',
      source,
      spec,
      others,
      json: written.on('json'),
      implied,
      ...bounds,
    })),
  );
};

/** More symbols, which books alone have: a screen to switch between, or lines that say which. */
const othersOf = (spec: ChannelSpec, written: Written): Parsed<ReadonlyArray<BookSpec>> => {
  const { words } = written;
  if (spec.channel !== 'book' || written.on('json'))
    return pipe(
      atMost(2, 'watch', written),
      E.map(() => []),
    );
  const others = E.traverseArray((symbol: string): Parsed<BookSpec> =>
    pipe(
      channelOf('book', symbol),
      E.map((other): BookSpec => ({ ...spec, symbol: (other as BookSpec).symbol })),
    ),
  );
  return others(words.slice(2).filter((symbol) => symbol !== spec.symbol));
};

const strayOf = (channel: string): ReadonlyArray<string> => {
  if (channel === 'book') return ['timeframe'];
  return channel === 'candles' ? ['prec', 'freq', 'len'] : ['prec', 'freq', 'len', 'timeframe'];
};

const recordOf = (written: Written): Parsed<Command> => {
  const [path, ...channels] = written.words;
  if (path === undefined) return missing('a file to write', 'record');
  return pipe(
    E.Do,
    E.bind('specs', () =>
      channels.length === 0
        ? E.right(defaultRecording)
        : E.traverseArray((text: string): Parsed<ChannelSpec> => parseChannel(text))(channels),
    ),
    E.bind('source', () => sourceOf(written, 'live')),
    E.bind('bounds', () => boundsOf(written)),
    E.map(({ specs, source, bounds }): Command => ({ _tag: 'Record', source, path, specs, ...bounds })),
  );
};

const replayOf = (written: Written): Parsed<Command> => {
  const [path] = written.words;
  if (path === undefined) return missing('a recording', 'replay');
  return pipe(
    atMost(1, 'replay', written),
    E.chain(() => speedOf(written)),
    E.map((speed): Command => ({ _tag: 'Replay', path, speed, json: written.on('json') })),
  );
};

const decodeOf = (written: Written): Parsed<Command> => {
  const path = written.words[0] ?? '-';
  return pipe(
    atMost(1, 'decode', written),
    E.map((): Command => ({ _tag: 'Decode', path: path === '-' ? null : path, json: written.on('json') })),
  );
};

const parsers: { readonly [K in CommandName]: (written: Written) => Parsed<Command> } = {
  watch: (written) => watchOf(written, false),
  serve: serveOf,
  simulate: (written) => E.chain(() => simulateOf(written))(atMost(0, 'simulate', written)),
  record: recordOf,
  replay: replayOf,
  decode: decodeOf,
  account: (written) => E.chain(() => accountOf(written))(atMost(0, 'account', written)),
  order: orderOf,
};

const atMost = (count: number, command: string, written: Written): Parsed<void> => {
  const extra = written.words[count];
  return extra === undefined ? E.right(undefined) : E.left({ _tag: 'ExtraArgument', argument: extra, command });
};

const missing = (argument: string, command: string): Parsed<never> =>
  E.left({ _tag: 'MissingArgument', argument, command });

const notHere = (name: string, command: string): Parsed<never> =>
  E.left({ _tag: 'OptionNotHere', option: `--${name}`, command });
