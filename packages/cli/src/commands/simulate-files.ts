import { readFile } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';
import { either as E } from 'fp-ts';
import {
  explainSimulatorError,
  readScenario,
  SCENARIOS,
  scenarioNamed,
  type Scenario,
  type SimulatorError,
} from '@bitfinex-ws/simulator';
import type { CliError } from '../errors.js';
import { faultText } from '../io/fault.js';
import { withoutMark } from '../io/byte-order-mark.js';

/** A scenario by its name, or from a file. */
export const scenarioOf = async (path: string): Promise<E.Either<CliError, Scenario>> => {
  const known = scenarioNamed(path);
  if (known) return E.right(known);
  const bytes = await bytesOf(path);
  if (E.isLeft(bytes)) {
    const error = bytes.left;
    const names = Object.keys(SCENARIOS).join(', ');
    return E.left(
      error._tag === 'FileFailed' ? { ...error, reason: `${error.reason}; ready by name are ${names}` } : error,
    );
  }
  const refused = (reason: string): CliError => ({ _tag: 'NoScenario', path, reason });
  try {
    const scenario = readScenario(JSON.parse(withoutMark(bytes.right.toString('utf8'))));
    return E.mapLeft((error: SimulatorError) => refused(reasonOf(error)))(scenario);
  } catch (fault) {
    return E.left(refused(faultText(fault)));
  }
};

/** The text of a recording, gunzipped where it is gzip; one that was cut off while it was written is read as far as it goes. */
export const recordingOf = async (path: string): Promise<E.Either<CliError, string>> => {
  const bytes = await bytesOf(path);
  if (E.isLeft(bytes)) return bytes;
  const isGzip = bytes.right[0] === 0x1f && bytes.right[1] === 0x8b;
  try {
    const plain = isGzip ? gunzipSync(bytes.right, { finishFlush: constants.Z_SYNC_FLUSH }) : bytes.right;
    return E.right(plain.toString('utf8'));
  } catch (fault) {
    return E.left({ _tag: 'NoRecording', path, reason: faultText(fault) });
  }
};

const bytesOf = async (path: string): Promise<E.Either<CliError, Buffer>> => {
  try {
    return E.right(await readFile(path));
  } catch (fault) {
    return E.left({ _tag: 'FileFailed', path, reason: faultText(fault) });
  }
};

/** The file is named already. */
const reasonOf = (error: SimulatorError): string =>
  error._tag === 'BadScenario'
    ? `${error.path === '' ? 'it' : error.path} ${error.reason}`
    : explainSimulatorError(error);
