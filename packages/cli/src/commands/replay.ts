import { either as E } from 'fp-ts';
import { createObserver, type Observation } from '@bitfinex-ws/client';
import { explainBookError } from '@bitfinex-ws/orderbook';
import { explainDecodeError, specKey } from '@bitfinex-ws/protocol';
import { explainRecorderError, pace, type RecorderError } from '@bitfinex-ws/recorder';
import { readRecording } from '@bitfinex-ws/recorder/node';
import type { ReplayCommand } from '../args/command.js';
import type { CliError } from '../errors.js';
import type { Io } from '../io/ports.js';
import { note, print, printJson } from '../output.js';
import { messageLines } from '../render/message-line.js';
import { timeText } from '../render/numbers.js';
import { summaryJson, summaryLines } from '../render/replay-summary.js';
import { createStop, exitCodeOfStop } from '../stop.js';
import { until } from '../until.js';

/** Reads a recording through decoder, audit and books, prints what it says, and closes with a summary. */
export const replay = async ({ path, speed, json }: ReplayCommand, io: Io): Promise<E.Either<CliError, number>> => {
  const stop = createStop(io, null);
  const observer = createObserver();
  let brokenLines = 0;

  const show = async (observation: Observation): Promise<void> => {
    if (json) return printJson(io, observationJson(observation));
    for (const line of observationLines(observation)) await print(io, `${timeText(observation.at)}  ${line}`);
  };

  try {
    const frames = pace(readRecording(path), { speed, clock: io.clock, signal: stop.signal });
    for await (const item of until(frames, stop.asked)) {
      if (E.isRight(item)) {
        const { dir, frame, t, conn } = item.right;
        if (dir === 'in') for (const observation of observer.push(frame, t, conn)) await show(observation);
      } else if (isFatal(item.left)) return E.left(cliErrorOf(item.left, path));
      else {
        brokenLines += 1;
        note(io, explainRecorderError(item.left));
      }
    }
  } finally {
    stop.dispose();
  }

  const summary = observer.summary();
  if (brokenLines > 0) note(io, `${brokenLines} broken ${brokenLines === 1 ? 'line' : 'lines'} passed over`);
  if (json) await printJson(io, summaryJson(summary, brokenLines));
  else for (const line of summaryLines(summary, brokenLines)) await print(io, line);
  return E.right(exitCodeOfStop(stop.cause()));
};

/** Whether nothing can be made of the file at all; a broken line, or an end that is missing, spoils only itself. */
const isFatal = ({ _tag }: RecorderError): boolean =>
  _tag !== 'BadLine' && _tag !== 'LineTooLong' && _tag !== 'TruncatedFile';

const cliErrorOf = (error: RecorderError, path: string): CliError => {
  switch (error._tag) {
    case 'NotARecording':
      return { _tag: 'NoRecording', path, reason: error.reason };
    case 'CannotRead':
    case 'CannotWrite':
      return { _tag: 'FileFailed', path, reason: error.reason };
    default:
      return { _tag: 'FileFailed', path, reason: explainRecorderError(error) };
  }
};

const reasonOf = (observation: Extract<Observation, { readonly type: 'failure' | 'bookError' }>): string =>
  observation.type === 'failure' ? explainDecodeError(observation.error) : explainBookError(observation.error);

const observationJson = (observation: Observation): unknown => {
  switch (observation.type) {
    case 'message':
      return { ...observation.message, conn: observation.conn, receivedAt: observation.at };
    case 'failure':
    case 'bookError':
      return { ...observation, reason: reasonOf(observation) };
    case 'gap':
      return observation;
  }
};

const observationLines = (observation: Observation): ReadonlyArray<string> => {
  switch (observation.type) {
    case 'message':
      return messageLines(observation.message);
    case 'failure':
      return [`FAILURE  ${reasonOf(observation)}`];
    case 'bookError':
      return [`${specKey(observation.spec)}  BOOK  ${reasonOf(observation)}`];
    case 'gap':
      return [
        `GAP  expected ${observation.counter === 'account' ? 'account ' : ''}sequence ${observation.expected}, received ${observation.received}`,
      ];
  }
};
