import { either as E } from 'fp-ts';
import type { Command } from './args/command.js';
import { helpText } from './args/help.js';
import { parseCommand } from './args/parse.js';
import { account } from './commands/account.js';
import { decode } from './commands/decode.js';
import { order } from './commands/order.js';
import { record } from './commands/record.js';
import { replay } from './commands/replay.js';
import { serve } from './commands/serve.js';
import { simulate } from './commands/simulate.js';
import { watch } from './commands/watch.js';
import { exitCodeOf, type CliError } from './errors.js';
import type { Io } from './io/ports.js';
import { START_SECONDS } from './limits.js';
import { complain, print } from './output.js';

/**
 * Carries out one command line (node and script left out) and answers the exit code: 0, 1 where it could not be carried
 * out, 2 where it could not be understood, 130 or 143 after a signal. Errors are told on standard error, one line each.
 */
export const run = async (argv: ReadonlyArray<string>, io: Io): Promise<number> => {
  const command = parseCommand(argv);
  const result = E.isLeft(command) ? command : await written(await execute(forStart(command.right, io), io), io);
  if (E.isRight(result)) return result.right;
  complain(io, result.left);
  return exitCodeOf(result.left);
};

/** What went well, unless its output could not be written: then nobody has it. */
const written = async (result: E.Either<CliError, number>, io: Io): Promise<E.Either<CliError, number>> => {
  const reason = await io.stdout.flushed();
  return E.isLeft(result) || reason === null ? result : E.left({ _tag: 'OutputFailed', reason });
};

/** `npm start` that nobody watches ends by itself: in a pipeline, in a log, on a build machine. */
const forStart = (command: Command, { env, stdout }: Io): Command => {
  const unwatched = env['BITFINEX_WS_START'] === '1' && !stdout.isTTY;
  if (command._tag !== 'Watch' || !command.implied || !unwatched) return command;
  return command.limit === null && command.seconds === null ? { ...command, seconds: START_SECONDS } : command;
};

const execute = async (command: Command, io: Io): Promise<E.Either<CliError, number>> => {
  switch (command._tag) {
    case 'Watch':
      return watch(command, io);
    case 'Serve':
      return serve(command, io);
    case 'Simulate':
      return simulate(command, io);
    case 'Record':
      return record(command, io);
    case 'Replay':
      return replay(command, io);
    case 'Decode':
      return decode(command, io);
    case 'Account':
      return account(command, io);
    case 'Order':
      return order(command, io);
    case 'Help':
      await print(io, helpText(command.topic).trimEnd());
      return E.right(0);
    case 'Version':
      await print(io, `bitfinex-ws ${io.version}`);
      return E.right(0);
  }
};
