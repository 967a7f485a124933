import { readFile } from 'node:fs/promises';
import { either as E } from 'fp-ts';
import {
  explainSimulatorError,
  readScenario,
  scenarioNamed,
  startSimulator,
  type Scenario,
  type SimulatorError,
} from '@bitfinex-ws/simulator';
import type { SimulateCommand } from '../args/command.js';
import type { CliError } from '../errors.js';
import { faultText } from '../io/fault.js';
import type { Io } from '../io/ports.js';
import { note, print, printJson } from '../output.js';
import { createStop, exitCodeOfStop } from '../stop.js';

/** Runs a simulator until it is told to stop. Its address is the first line on standard output. */
export const simulate = async (command: SimulateCommand, io: Io): Promise<E.Either<CliError, number>> => {
  const { host, port, seed, rate, seconds, json } = command;
  const scenario = command.scenario === null ? E.right(null) : await scenarioOf(command.scenario);
  if (E.isLeft(scenario)) return scenario;
  const started = await startSimulator({
    port,
    ...(host === null ? {} : { host }),
    ...(seed === null ? {} : { seed }),
    ...(rate === null ? {} : { rate }),
    ...(scenario.right === null ? {} : { scenario: scenario.right }),
  });
  if (E.isLeft(started)) return E.left({ _tag: 'SimulatorFailed', reason: explainSimulatorError(started.left) });

  const simulator = started.right;
  const stop = createStop(io, seconds);
  const { url, symbols } = simulator;
  if (json) {
    await printJson(io, {
      type: 'simulator',
      url,
      host: simulator.host,
      port: simulator.port,
      seed: simulator.seed,
      symbols,
    });
  } else {
    await print(io, url);
    note(
      io,
      `simulating ${symbols.join(', ')} with seed ${simulator.seed}; checksums of funding books follow a rule of its own`,
    );
    if (scenario.right) note(io, `what goes wrong: ${scenario.right.name ?? command.scenario ?? ''}`);
    note(io, seconds === null ? 'Ctrl-C ends' : `ends after ${seconds} s`);
  }
  const cause = await stop.asked;
  stop.dispose();
  const { framesOut, framesIn } = simulator.stats();
  await simulator.close();
  note(io, `${framesOut} frames sent, ${framesIn} received`);
  return E.right(exitCodeOfStop(cause));
};

const scenarioOf = async (path: string): Promise<E.Either<CliError, Scenario>> => {
  const ready = scenarioNamed(path);
  if (ready) return E.right(ready);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (fault) {
    return E.left({ _tag: 'FileFailed', path, reason: faultText(fault) });
  }
  const refused = (reason: string): CliError => ({ _tag: 'NoScenario', path, reason });
  try {
    return E.mapLeft((error: SimulatorError) => refused(explainSimulatorError(error)))(readScenario(JSON.parse(text)));
  } catch (fault) {
    return E.left(refused(faultText(fault)));
  }
};
