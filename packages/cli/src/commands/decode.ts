import { createReadStream } from 'node:fs';
import { either as E } from 'fp-ts';
import { createSessionDecoder, explainDecodeError, type DecodeError, type SessionDecoder } from '@bitfinex-ws/protocol';
import { parseLine } from '@bitfinex-ws/recorder';
import type { DecodeCommand } from '../args/command.js';
import type { CliError } from '../errors.js';
import { faultText } from '../io/fault.js';
import { readLines } from '../io/lines.js';
import type { Io } from '../io/ports.js';
import { note, print, printJson } from '../output.js';
import { messageLines } from '../render/message-line.js';
import { createStop, exitCodeOfStop } from '../stop.js';
import { until } from '../until.js';

/** Reads raw frames or recorded ones, one a line, and prints what they say; a bad frame is told and reading goes on. */
export const decode = async ({ path, json }: DecodeCommand, io: Io): Promise<E.Either<CliError, number>> => {
  const stop = createStop(io, null);
  const sessions = new Map<number | null, SessionDecoder>();
  let frames = 0;
  let failed = 0;

  const fail = async (line: number, error: DecodeError): Promise<void> => {
    failed += 1;
    const reason = explainDecodeError(error);
    if (json) await printJson(io, { type: 'failure', line, reason, error });
    else note(io, `line ${line}: ${reason}`);
  };
  const read = async (line: number, text: string): Promise<void> => {
    const recorded = parseLine(text);
    // A line that is no line of a recording is a frame as it came.
    const { dir, conn, frame } = E.isRight(recorded) ? recorded.right : { dir: 'in', conn: null, frame: text };
    if (dir === 'out') return;
    frames += 1;
    const session = sessions.get(conn) ?? createSessionDecoder();
    sessions.set(conn, session);
    const decoded = session.decode(frame);
    if (E.isLeft(decoded)) return fail(line, decoded.left);
    if (json) return printJson(io, decoded.right);
    for (const shown of messageLines(decoded.right)) await print(io, shown);
  };

  try {
    let line = 0;
    for await (const text of until(readLines(path === null ? io.stdin : createReadStream(path)), stop.asked)) {
      line += 1;
      if (text.trim() !== '') await read(line, text.trim());
    }
  } catch (fault) {
    return E.left({ _tag: 'FileFailed', path: path ?? 'the input', reason: faultText(fault) });
  } finally {
    stop.dispose();
  }
  const cause = stop.cause();
  return failed > 0 && cause === null
    ? E.left({ _tag: 'FramesFailed', failed, frames })
    : E.right(exitCodeOfStop(cause));
};
