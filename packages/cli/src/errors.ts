/** A command line that cannot be understood. */
export type UsageError =
  | { readonly _tag: 'UnknownCommand'; readonly command: string }
  | { readonly _tag: 'UnknownOption'; readonly option: string }
  | { readonly _tag: 'OptionNotHere'; readonly option: string; readonly command: string }
  | { readonly _tag: 'MissingValue'; readonly option: string }
  | { readonly _tag: 'UnwantedValue'; readonly option: string; readonly value: string }
  | { readonly _tag: 'MissingArgument'; readonly argument: string; readonly command: string }
  | { readonly _tag: 'ExtraArgument'; readonly argument: string; readonly command: string }
  | { readonly _tag: 'BadNumber'; readonly option: string; readonly value: string; readonly expected: string }
  | { readonly _tag: 'BadUrl'; readonly url: string }
  | { readonly _tag: 'SeveralSources'; readonly options: ReadonlyArray<string> }
  | { readonly _tag: 'OptionNeedsSimulator'; readonly option: string }
  | { readonly _tag: 'UnknownChannel'; readonly channel: string }
  | { readonly _tag: 'BadSymbol'; readonly symbol: string }
  | { readonly _tag: 'BadKey'; readonly channel: 'candles' | 'status'; readonly key: string }
  | { readonly _tag: 'BadPrecision'; readonly value: string }
  | { readonly _tag: 'BadFrequency'; readonly value: string }
  | { readonly _tag: 'BadLength'; readonly value: string };

/** Why a command that was understood could not be carried out. `reason` is prose for people. */
export type RuntimeError =
  | { readonly _tag: 'ConnectFailed'; readonly url: string; readonly reason: string }
  | { readonly _tag: 'SubscribeFailed'; readonly channel: string; readonly reason: string }
  | { readonly _tag: 'SubscriptionEnded'; readonly channel: string; readonly reason: string }
  | { readonly _tag: 'SimulatorFailed'; readonly reason: string }
  | { readonly _tag: 'FileFailed'; readonly path: string; readonly reason: string }
  | { readonly _tag: 'NoRecording'; readonly path: string; readonly reason: string }
  | { readonly _tag: 'FramesFailed'; readonly failed: number; readonly frames: number };

/** Everything that can go wrong with a command: the line was wrong (exit code 2), or the world was (exit code 1). */
export type CliError = UsageError | RuntimeError;

const channels = 'ticker, trades, book, candles, status';

const keyForms = {
  candles: 'trade:1m:tBTCUSD, trade:1h:fUSD:p30, trade:1m:fUSD:a30:p2:p30, or a symbol',
  status: 'deriv:tBTCF0:USTF0, liq:global, or the symbol of a derivative',
};

/** One line of prose for a person: what was wrong, and what would be right. */
export const explainCliError = (error: CliError): string => {
  switch (error._tag) {
    case 'UnknownCommand':
      return `unknown command '${error.command}'; commands: watch, simulate, record, replay, decode, help`;
    case 'UnknownOption':
      return `unknown option ${error.option}; 'bitfinex-ws help' lists the options`;
    case 'OptionNotHere':
      return `${error.option} is no option of '${error.command}'; see 'bitfinex-ws help ${error.command}'`;
    case 'MissingValue':
      return `${error.option} needs a value`;
    case 'UnwantedValue':
      return `${error.option} takes no value, but got '${error.value}'`;
    case 'MissingArgument':
      return `${error.command} needs ${error.argument}; see 'bitfinex-ws help ${error.command}'`;
    case 'ExtraArgument':
      return `${error.command} does not know what to do with '${error.argument}'`;
    case 'BadNumber':
      return `${error.option} ${error.value}: expected ${error.expected}`;
    case 'BadUrl':
      return `'${error.url}' is no WebSocket address; expected ws://… or wss://…`;
    case 'SeveralSources':
      return `choose one of ${error.options.join(' and ')}`;
    case 'OptionNeedsSimulator':
      return `${error.option} sets the simulated market; add --simulate`;
    case 'UnknownChannel':
      return `unknown channel '${error.channel}'; channels: ${channels}`;
    case 'BadSymbol':
      return `'${error.symbol}' is no symbol; expected t and a pair (tBTCUSD, tBTCF0:USTF0) or f and a currency (fUSD)`;
    case 'BadKey':
      return `'${error.key}' is no ${error.channel} key; expected ${keyForms[error.channel]}`;
    case 'BadPrecision':
      return `unknown precision '${error.value}'; precisions: P0, P1, P2, P3, P4, R0`;
    case 'BadFrequency':
      return `unknown frequency '${error.value}'; frequencies: F0 (real time), F1 (every 2 s)`;
    case 'BadLength':
      return `unknown length '${error.value}'; lengths: 1, 25, 100, 250`;
    case 'ConnectFailed':
      return `cannot connect to ${error.url}: ${error.reason}`;
    case 'SubscribeFailed':
      return `cannot subscribe to ${error.channel}: ${error.reason}`;
    case 'SubscriptionEnded':
      return `${error.channel} ended: ${error.reason}`;
    case 'SimulatorFailed':
      return `the simulator did not start: ${error.reason}`;
    case 'FileFailed':
      return `${error.path}: ${error.reason}`;
    case 'NoRecording':
      return `${error.path} is no recording: ${error.reason}`;
    case 'FramesFailed':
      return `${error.failed} of ${error.frames} frames could not be decoded`;
  }
};

/** Whether the same command may succeed later without being changed. */
export const isRetryableCliError = (error: CliError): boolean =>
  error._tag === 'ConnectFailed' || error._tag === 'SubscriptionEnded';

/** The exit code that tells the error: 2 for a command line that was wrong, 1 for everything else. */
export const exitCodeOf = (error: CliError): 1 | 2 => {
  switch (error._tag) {
    case 'ConnectFailed':
    case 'SubscribeFailed':
    case 'SubscriptionEnded':
    case 'SimulatorFailed':
    case 'FileFailed':
    case 'NoRecording':
    case 'FramesFailed':
      return 1;
    default:
      return 2;
  }
};
