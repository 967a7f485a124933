import { left, right } from '@bitfinex-ws/machine';
import type { WriteStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { finished, type Writable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { either as E } from 'fp-ts';
import { systemClock, type Cancel, type Clock } from '@bitfinex-ws/transport';
import type { RecorderError } from './errors.js';
import { codeOf, faultReason } from './fault.js';
import { BATCH_BYTES, CLOSE_TIMEOUT_MS, FLUSH_EVERY_MS, MAX_PENDING_BYTES } from './limits.js';
import { formatLine } from './line.js';
import type { RecordingCounts, RecordingSink } from './sink.js';

/** What `openRecording` can be told. */
export interface OpenOptions {
  /** How often what was taken goes to the disk, ms: what a killed process loses at most. @default 1_000 */
  readonly flushEveryMs?: number;
  /** How long `close` waits for a disk that takes nothing, ms. @default 5_000 */
  readonly closeTimeoutMs?: number;
  /** How many bytes may wait for the disk; frames beyond are counted as failed. @default 67_108_864 (64 MiB) */
  readonly maxPendingBytes?: number;
  /** Where the timers run. @default systemClock */
  readonly clock?: Clock;
}

/**
 * Creates the file, or empties it, and takes frames for it. Where the name ends in `.gz` it is compressed. Each second
 * what was taken goes to the disk, so that a killed process leaves a readable beginning. Whoever opens a recording
 * closes it: only `close` completes the file.
 */
export const openRecording = async (
  path: string,
  options: OpenOptions = {},
): Promise<E.Either<RecorderError, RecordingSink>> => {
  try {
    const file = await open(path, 'w');
    return right(startSink(path, file, options));
  } catch (error) {
    return left(cannotWrite(path, error));
  }
};

/** Lines that wait to be handed over together. */
interface Batch {
  readonly lines: string[];
  bytes: number;
}

const startSink = (path: string, handle: FileHandle, options: OpenOptions): RecordingSink => {
  const { clock = systemClock, flushEveryMs = FLUSH_EVERY_MS, closeTimeoutMs = CLOSE_TIMEOUT_MS } = options;
  const maxPending = options.maxPendingBytes ?? MAX_PENDING_BYTES;
  const file = handle.createWriteStream();
  const gzip = path.endsWith('.gz') ? createGzip() : null;
  const head = gzip ?? file;
  let failure: RecorderError | null = null;
  let closing: Promise<E.Either<RecorderError, RecordingCounts>> | null = null;
  let counts: RecordingCounts = { frames: 0, bytes: 0, failed: 0 };
  // Handing lines over one by one costs a trip through the thread pool each: they travel in batches.
  let batch: Batch = { lines: [], bytes: 0 };
  let stopFlushing: Cancel | null = null;

  /** Counts frames that were taken and then lost. */
  const lose = (frames: number, bytes: number): void => {
    counts = { frames: counts.frames - frames, bytes: counts.bytes - bytes, failed: counts.failed + frames };
  };
  const takeBatch = (): Batch => {
    const taken = batch;
    batch = { lines: [], bytes: 0 };
    return taken;
  };
  const fail = (error: unknown): void => {
    failure ??= cannotWrite(path, error);
    stopFlushing?.();
    const { lines, bytes } = takeBatch();
    lose(lines.length, bytes);
    gzip?.destroy();
    file.destroy();
  };
  gzip?.on('error', fail);
  file.on('error', fail);
  gzip?.pipe(file);

  const handOver = (): void => {
    const { lines, bytes } = takeBatch();
    if (lines.length === 0) return;
    head.write(lines.join(''), (error) => {
      if (error) lose(lines.length, bytes);
    });
  };
  const flush = (): void => {
    stopFlushing = null;
    if (failure !== null) return;
    handOver();
    gzip?.flush(constants.Z_SYNC_FLUSH);
  };

  const finish = (): Promise<E.Either<RecorderError, RecordingCounts>> =>
    new Promise((resolve) => {
      stopFlushing?.();
      if (failure === null) handOver();
      const settle = (): void => {
        stopWatching();
        resolve(failure === null ? right(counts) : left(failure));
      };
      const stopWatching = watchProgress(clock, closeTimeoutMs, file, () => {
        fail(new Error(`the disk took nothing for ${closeTimeoutMs} ms`));
        // Not left to the file's own end: that waits for the very write that hangs.
        settle();
      });
      whenOver(file, settle);
      head.end();
    });

  return {
    write: (frame) => {
      const pending = batch.bytes + head.writableLength + (gzip === null ? 0 : file.writableLength);
      if (failure !== null || closing !== null || pending > maxPending) {
        counts = { ...counts, failed: counts.failed + 1 };
        return;
      }
      const line = `${formatLine(frame)}\n`;
      const bytes = Buffer.byteLength(line);
      batch.lines.push(line);
      batch.bytes += bytes;
      counts = { ...counts, frames: counts.frames + 1, bytes: counts.bytes + bytes };
      if (batch.bytes >= BATCH_BYTES) handOver();
      stopFlushing ??= clock.after(flushEveryMs, flush);
    },
    counts: () => counts,
    close: () => (closing ??= finish()),
  };
};

/** Gives up once nothing has reached the disk for a while: a full buffer may take its time, a dead disk may not. */
const watchProgress = (clock: Clock, everyMs: number, file: WriteStream, giveUp: () => void): Cancel => {
  let seen = file.bytesWritten;
  let cancel: Cancel;
  const check = (): void => {
    if (file.bytesWritten === seen) return giveUp();
    seen = file.bytesWritten;
    cancel = clock.after(everyMs, check);
  };
  cancel = clock.after(everyMs, check);
  return () => cancel();
};

/** Calls back once the file is closed, whether it was completed or not. */
const whenOver = (file: Writable, over: () => void): void => {
  if (file.closed) return over();
  finished(file, () => (file.closed ? over() : file.once('close', over)));
};

const cannotWrite = (path: string, error: unknown): RecorderError => ({
  _tag: 'CannotWrite',
  path,
  code: codeOf(error),
  reason: faultReason(error),
});
