import { rm, stat } from 'node:fs/promises';
import { either as E } from 'fp-ts';
import { specKey } from '@bitfinex-ws/protocol';
import { recordTransport, type FrameSink, type RecorderError, type RecordingSink } from '@bitfinex-ws/recorder';
import { openRecording } from '@bitfinex-ws/recorder/node';
import { platformTransport } from '@bitfinex-ws/transport';
import type { RecordCommand } from '../args/command.js';
import type { CliError } from '../errors.js';
import type { Io } from '../io/ports.js';
import { note } from '../output.js';
import { clientErrorText } from '../render/stream-text.js';
import { createStop, exitCodeOfStop, type Stop } from '../stop.js';
import { channelOfSpec, subscribeFailed, withSession, type Session } from './session.js';

/** Records channels into a file until it is told to stop; however it ends, the file is complete. */
export const record = async (command: RecordCommand, io: Io): Promise<E.Either<CliError, number>> => {
  const { path, source, limit, seconds } = command;
  if (await holdsSomething(path))
    return E.left({
      _tag: 'FileFailed',
      path,
      reason: 'it is there already, and would be overwritten: name another one',
    });
  const opened = await openRecording(path);
  if (E.isLeft(opened)) return E.left(fileFailed(opened.left));

  const sink = opened.right;
  const stop = createStop(io, null);
  const counts = { in: 0, out: 0 };
  const transport = recordTransport(platformTransport({ clock: io.clock }), countingSink(sink, counts, limit, stop), {
    clock: io.clock,
  });
  const recorded = await withSession(source, stop, io, { transport }, (session) => {
    stop.within(seconds);
    return subscribeAll(command, session, stop, io);
  });
  stop.dispose();

  const closed = await sink.close();
  if (E.isLeft(recorded)) {
    // Nothing was recorded: an empty file would only look like a recording.
    if (sink.counts().frames === 0) await rm(path, { force: true });
    return recorded;
  }
  if (E.isLeft(closed)) return E.left(fileFailed(closed.left));
  const { frames, bytes, failed } = closed.right;
  note(io, `${path}: ${frames} frames (${counts.in} in, ${counts.out} out), ${bytes} bytes of text`);
  if (failed > 0) return E.left({ _tag: 'FileFailed', path, reason: `${failed} frames could not be written` });
  return E.right(exitCodeOfStop(stop.cause()));
};

/** Whether a file is there that would be lost. What is no file, such as a pipe, takes what comes. */
const holdsSomething = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => null);
  return found !== null && found.isFile() && found.size > 0;
};

const subscribeAll = async (
  { specs, path }: RecordCommand,
  { client, source }: Session,
  stop: Stop,
  io: Io,
): Promise<E.Either<CliError, null>> => {
  note(io, `recording ${specs.map(specKey).join(', ')} from ${source.label} to ${path}`);
  const answers = await Promise.all(
    specs.map(async (spec) => ({ spec, answer: await client.subscribe(channelOfSpec(spec), { signal: stop.signal }) })),
  );
  // The limit may have been reached before the last channel was acknowledged: that is no failure.
  if (stop.cause() !== null) return E.right(null);
  for (const { spec, answer } of answers) {
    if (E.isLeft(answer)) return E.left(subscribeFailed(spec, clientErrorText(answer.left)));
  }
  await stop.asked;
  return E.right(null);
};

/** Counts what goes by, and after `limit` inbound frames asks for the end and lets nothing more through. */
const countingSink = (
  sink: RecordingSink,
  counts: { in: number; out: number },
  limit: number | null,
  stop: Stop,
): FrameSink => ({
  write: (frame) => {
    if (limit !== null && counts.in >= limit) return;
    counts[frame.dir] += 1;
    sink.write(frame);
    if (counts.in === limit) stop.ask('limit');
  },
});

const fileFailed = (error: RecorderError): CliError => ({
  _tag: 'FileFailed',
  path: 'path' in error ? error.path : '',
  reason: 'reason' in error ? error.reason : error._tag,
});
