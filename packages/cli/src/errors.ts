import { explainSpecError, type SpecError } from '@bitfinex-ws/protocol';
import { PUBLIC_URL } from './limits.js';
import { COMMANDS } from './args/command.js';

/** A command line that cannot be understood. */
export type UsageError =
  /** `meant`: the one that is written almost like it; null: there is none. */
  | { readonly _tag: 'UnknownCommand'; readonly command: string; readonly meant: string | null }
  | { readonly _tag: 'UnknownOption'; readonly option: string; readonly meant: string | null }
  | { readonly _tag: 'OptionNotHere'; readonly option: string; readonly command: string }
  | { readonly _tag: 'MissingValue'; readonly option: string }
  | { readonly _tag: 'UnwantedValue'; readonly option: string; readonly value: string }
  | { readonly _tag: 'MissingArgument'; readonly argument: string; readonly command: string }
  | { readonly _tag: 'ExtraArgument'; readonly argument: string; readonly command: string }
  | { readonly _tag: 'BadNumber'; readonly option: string; readonly value: string; readonly expected: string }
  /** A value that is no number, or that does not go with the others. `reason` goes on where the option ends. */
  | { readonly _tag: 'BadValue'; readonly option: string; readonly reason: string }
  | { readonly _tag: 'OptionNeedsOption'; readonly option: string; readonly needed: string }
  | { readonly _tag: 'BadUrl'; readonly url: string }
  | { readonly _tag: 'SeveralSources'; readonly options: ReadonlyArray<string> }
  | { readonly _tag: 'OptionNeedsSimulator'; readonly option: string }
  | SpecError;

/** Why a command that was understood could not be carried out. `reason` is prose for people. */
export type RuntimeError =
  | { readonly _tag: 'ConnectFailed'; readonly url: string; readonly reason: string }
  | { readonly _tag: 'SubscribeFailed'; readonly channel: string; readonly reason: string }
  | { readonly _tag: 'SubscriptionEnded'; readonly channel: string; readonly reason: string }
  | { readonly _tag: 'SimulatorFailed'; readonly reason: string }
  | { readonly _tag: 'ServeFailed'; readonly host: string; readonly port: number; readonly reason: string }
  | { readonly _tag: 'NoPage'; readonly path: string | null; readonly reason: string }
  | { readonly _tag: 'FileFailed'; readonly path: string; readonly reason: string }
  | { readonly _tag: 'NoRecording'; readonly path: string; readonly reason: string }
  | { readonly _tag: 'NoScenario'; readonly path: string; readonly reason: string }
  /** No API key: neither in the environment nor in a file. */
  | { readonly _tag: 'NoKeys'; readonly reason: string }
  /** A file with keys that others than its owner may read. `mode`: its permissions, octal. */
  | { readonly _tag: 'KeysExposed'; readonly path: string; readonly mode: string }
  /** Nobody said yes to what would have left for an exchange. Nothing was sent. */
  | { readonly _tag: 'NotConfirmed'; readonly what: string }
  | { readonly _tag: 'LoginFailed'; readonly url: string; readonly reason: string }
  /** An order, or a cancellation, that came to nothing. */
  | { readonly _tag: 'OrderFailed'; readonly what: string; readonly reason: string }
  | { readonly _tag: 'FramesFailed'; readonly failed: number; readonly frames: number }
  /** Standard output could not be written, although somebody wants it: a full disk. */
  | { readonly _tag: 'OutputFailed'; readonly reason: string };

/** Everything that can go wrong with a command: the line was wrong (exit code 2), or the world was (exit code 1). */
export type CliError = UsageError | RuntimeError;

/** One line of prose for a person: what was wrong, and what would be right. */
export const explainCliError = (error: CliError): string => {
  switch (error._tag) {
    case 'UnknownCommand':
      return `unknown command '${error.command}'${meantText(error.meant)}; commands: ${COMMANDS.join(', ')}, help`;
    case 'UnknownOption':
      return `unknown option ${error.option}${meantText(error.meant)}; 'bitfinex-ws help' lists the options`;
    case 'OptionNotHere':
      return `${error.option} is no option of '${error.command}'; see 'bitfinex-ws help ${topicOf(error.command)}'`;
    case 'MissingValue':
      return `${error.option} needs a value`;
    case 'UnwantedValue':
      return `${error.option} takes no value, but got '${error.value}'`;
    case 'MissingArgument':
      return `${error.command} needs ${error.argument}; see 'bitfinex-ws help ${topicOf(error.command)}'`;
    case 'ExtraArgument':
      return `${error.command} does not know what to do with '${error.argument}'${severalText(error)}`;
    case 'BadNumber':
      return `${error.option} ${error.value}: expected ${error.expected}`;
    case 'BadValue':
      return `${error.option} ${error.reason}`;
    case 'OptionNeedsOption':
      return `${error.option} means nothing without ${error.needed}`;
    case 'BadUrl':
      return `'${error.url}' is no WebSocket address; expected ws://… or wss://…`;
    case 'SeveralSources':
      return `choose one of ${error.options.join(' and ')}`;
    case 'OptionNeedsSimulator':
      return `${error.option} sets the simulated market: it needs --simulate`;
    case 'UnknownChannel':
    case 'BadSymbol':
    case 'BadCandleKey':
    case 'BadStatusKey':
    case 'BadPrecision':
    case 'BadFrequency':
    case 'BadLength':
      return explainSpecError(error);
    case 'ConnectFailed':
      return `cannot connect to ${error.url}: ${error.reason}${error.url === PUBLIC_URL ? ' (--simulate needs no network)' : ''}`;
    case 'SubscribeFailed':
      return `cannot subscribe to ${error.channel}: ${error.reason}`;
    case 'SubscriptionEnded':
      return `${error.channel} ended: ${error.reason}`;
    case 'SimulatorFailed':
      return `the simulator did not start: ${error.reason}`;
    case 'ServeFailed':
      return `the page can not be served on ${error.host}:${error.port}: ${error.reason}`;
    case 'NoPage':
      return `the page is not there${error.path === null ? '' : ` (${error.path})`}: ${error.reason}`;
    case 'FileFailed':
      return `${error.path}: ${error.reason}`;
    case 'NoRecording':
      return `${error.path} is no recording: ${error.reason}`;
    case 'NoScenario':
      return `${error.path} is no scenario: ${error.reason}`;
    case 'NoKeys':
      return `no keys: ${error.reason}`;
    case 'KeysExposed':
      return `${error.path} may be read by others (mode ${error.mode}): run chmod 600 on it`;
    case 'NotConfirmed':
      return `nothing was sent: nobody said yes to '${error.what}'`;
    case 'LoginFailed':
      return `cannot log in to ${error.url}: ${error.reason}`;
    case 'OrderFailed':
      return `${error.what}: ${error.reason}`;
    case 'FramesFailed':
      return `${error.failed} of ${error.frames} frames could not be decoded`;
    case 'OutputFailed':
      return `the output could not be written: ${error.reason}`;
  }
};

/** `order submit` has no page of its own. */
const topicOf = (command: string): string => command.split(' ')[0] ?? command;

/** Somebody who writes a second symbol has seen that it works with books. */
const severalText = ({ command, argument }: { readonly command: string; readonly argument: string }): string =>
  command === 'watch' && /^[tf][A-Z]/.test(argument) ? '; several symbols are for books, and not for --json' : '';

const meantText = (meant: string | null): string => (meant === null ? '' : `, perhaps ${meant}`);

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
    case 'ServeFailed':
    case 'NoPage':
    case 'FileFailed':
    case 'NoRecording':
    case 'NoScenario':
    case 'NoKeys':
    case 'KeysExposed':
    case 'NotConfirmed':
    case 'LoginFailed':
    case 'OrderFailed':
    case 'FramesFailed':
    case 'OutputFailed':
      return 1;
    default:
      return 2;
  }
};
