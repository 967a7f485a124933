import { either as E } from 'fp-ts';
import {
  explainSimulatorError,
  startSimulator,
  type Simulator,
  type SimulatorError,
  type SimulatorOptions,
} from '@bitfinex-ws/simulator';
import { activityOptions } from '../activity.js';
import type { SimulateCommand } from '../args/command.js';
import type { CliError } from '../errors.js';
import type { Io } from '../io/ports.js';
import { note, print, printJson } from '../output.js';
import { createStop, exitCodeOfStop } from '../stop.js';
import { recordingOf, scenarioOf } from './simulate-files.js';
import { startStatusLine } from './simulate-status.js';

/** Runs a simulator until it is told to stop. Its address is the first line on standard output. */
export const simulate = async (command: SimulateCommand, io: Io): Promise<E.Either<CliError, number>> => {
  const options = await optionsOf(command);
  if (E.isLeft(options)) return options;
  const started = await startSimulator(options.right);
  if (E.isLeft(started)) return E.left(errorOf(started.left, command));

  const simulator = started.right;
  const stop = createStop(io, command.seconds);
  const beganAt = io.clock.now();
  if (command.json) await printJson(io, describe(simulator));
  else await introduce(simulator, command, options.right, io);
  const status = startStatusLine(io, simulator, command.json);
  const cause = await stop.asked;
  stop.dispose();
  status.end();
  const { framesOut, framesIn } = simulator.stats();
  await simulator.close();
  const hash = simulator.hash();
  const seconds = (io.clock.now() - beganAt) / 1000;
  if (command.json) await printJson(io, { type: 'summary', seconds, framesOut, framesIn, hash });
  note(io, `${framesOut} frames sent, ${framesIn} received in ${seconds.toFixed(0)} s`);
  note(io, `SHA-256 of all that was said: ${hash}`);
  return E.right(exitCodeOfStop(cause));
};

const optionsOf = async (command: SimulateCommand): Promise<E.Either<CliError, SimulatorOptions>> => {
  const { activity, host, port, seed, rate, pairs, load, accounts, markets, empty, speed, loop } = command;
  const scenario = command.scenario === null ? E.right(null) : await scenarioOf(command.scenario);
  if (E.isLeft(scenario)) return scenario;
  const recording = command.replay === null ? E.right(null) : await recordingOf(command.replay);
  if (E.isLeft(recording)) return recording;
  return E.right({
    port,
    ...(host === null ? {} : { host }),
    ...(seed === null ? {} : { seed }),
    ...(rate === null ? {} : { rate }),
    ...activityOptions(activity),
    ...(pairs === null ? {} : { pairs }),
    ...(load === null ? {} : { load: { messagesPerSecond: load } }),
    ...(accounts === null ? {} : { accounts }),
    ...(markets === null ? {} : { markets }),
    ...(empty ? { market: 'none' } : {}),
    ...(scenario.right === null ? {} : { scenario: scenario.right }),
    ...(recording.right === null ? {} : { replay: { recording: recording.right, speed: speed ?? 1, loop } }),
  });
};

/** The option as it was written, and what is wrong with a file as a fault of the file. */
const errorOf = (error: SimulatorError, { replay }: SimulateCommand): CliError => {
  if (error._tag !== 'BadOption') return { _tag: 'SimulatorFailed', reason: explainSimulatorError(error) };
  const { option, reason } = error;
  if (option === 'replay.recording')
    return { _tag: 'NoRecording', path: replay ?? '', reason: reason.replace(/^must be a recording: /, '') };
  return {
    _tag: 'BadValue',
    option: `--${option === 'replay.speed' ? 'speed' : (option.split('.')[0] ?? option)}`,
    reason,
  };
};

const describe = ({ url, host, port, seed, symbols, keys }: Simulator): object => ({
  type: 'simulator',
  url,
  host,
  port,
  seed,
  symbols,
  keys,
});

/** More keys and symbols than these only fill the screen. */
const MOST_SHOWN = 20;

const introduce = async (
  { url, seed, symbols, keys }: Simulator,
  command: SimulateCommand,
  { scenario }: SimulatorOptions,
  io: Io,
): Promise<void> => {
  await print(io, url);
  const some = <A>(all: ReadonlyArray<A>, text: (each: A) => string): string =>
    all.slice(0, MOST_SHOWN).map(text).join(', ') +
    (all.length > MOST_SHOWN ? ` and ${all.length - MOST_SHOWN} more` : '');
  const funding = symbols.some((symbol) => symbol.startsWith('f'))
    ? '; checksums of funding books follow a rule of its own'
    : '';
  note(io, `simulating ${some(symbols, (symbol) => symbol)} with seed ${seed}${funding}`);
  if (command.empty) note(io, 'nobody trades but those who log in: the books are empty');
  if (command.replay !== null)
    note(io, `the recording ${command.replay} moves its markets${command.loop ? ', again and again' : ''}`);
  if (scenario) note(io, `what goes wrong: ${scenario.name ?? command.scenario ?? ''}`);
  if (keys.length > 0) note(io, 'keys to log in with, worth nothing anywhere else:');
  for (const { apiKey, apiSecret, userId } of keys.slice(0, MOST_SHOWN)) {
    note(io, `  key ${apiKey}  secret ${apiSecret}  user ${userId}`);
  }
  if (keys.length > MOST_SHOWN) note(io, `  … and ${keys.length - MOST_SHOWN} more, with --json all of them`);
  note(io, command.seconds === null ? 'Ctrl-C ends' : `ends after ${command.seconds} s`);
};
