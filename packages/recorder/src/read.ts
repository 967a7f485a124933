import { isLeft, isRight, left } from '@bitfinex-ws/machine';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type { either as E } from 'fp-ts';
import { explainLineError, explainRecorderError, type RecorderError } from './errors.js';
import { codeOf, faultReason } from './fault.js';
import { inflate, isGzip } from './inflate.js';
import { BINARY_PROBE_BYTES, BROKEN_LINES_AT_START, MAX_LINE_BYTES } from './limits.js';
import { parseLine } from './line.js';
import { splitLines } from './lines.js';
import type { RecordedFrame } from './recording.js';

/** What `readRecording` can be told. */
export interface ReadOptions {
  /** The longest line that is read, bytes. @default 16_777_216 (16 MiB) */
  readonly maxLineBytes?: number;
}

type Item = E.Either<RecorderError, RecordedFrame>;

/**
 * Reads a recording, a file or a stream such as stdin, frame by frame; whether it is compressed shows in its first bytes.
 * A broken line is a Left and reading goes on; empty lines are passed over. A file that cannot be read, that ends too
 * early or that is no recording ends the iteration with a Left. It never throws. A stream can be read once, and is
 * destroyed at the end.
 */
export const readRecording = (source: string | Readable, options: ReadOptions = {}): AsyncIterable<Item> => ({
  [Symbol.asyncIterator]: () => read(source, options.maxLineBytes ?? MAX_LINE_BYTES),
});

async function* read(source: string | Readable, maxLineBytes: number): AsyncGenerator<Item, void, undefined> {
  const path = typeof source === 'string' ? source : 'the input';
  const input = typeof source === 'string' ? createReadStream(source) : source;
  let lines = 0;
  // Until one line has proved good, the broken ones are held back: they may be all there is.
  let doubtful: RecorderError[] | null = [];

  try {
    const { first, rest } = await peek(input);
    if (first.length === 0 && path.endsWith('.gz')) return yield left({ _tag: 'TruncatedFile', path, lines });
    const compressed = isGzip(first);
    if (!compressed && first.subarray(0, BINARY_PROBE_BYTES).includes(0)) {
      return yield left({ _tag: 'NotARecording', path, reason: 'it is not text' });
    }
    for await (const batch of splitLines(compressed ? inflate(rest) : rest, maxLineBytes)) {
      for (const line of batch) {
        lines++;
        if (line !== null && line.trim() === '') continue;
        const item = readLine(line, lines, maxLineBytes);
        if (doubtful !== null && isLeft(item)) {
          doubtful.push(item.left);
          if (doubtful.length >= BROKEN_LINES_AT_START) return yield notARecording(path, doubtful);
          continue;
        }
        for (const error of doubtful ?? []) yield left(error);
        doubtful = null;
        yield item;
      }
    }
    if (doubtful !== null && doubtful.length > 0) yield notARecording(path, doubtful);
  } catch (error) {
    for (const held of doubtful ?? []) yield left(held);
    const code = codeOf(error);
    yield left(
      code === 'Z_BUF_ERROR'
        ? { _tag: 'TruncatedFile', path, lines }
        : { _tag: 'CannotRead', path, code, reason: faultReason(error) },
    );
  } finally {
    input.destroy();
  }
}

const notARecording = (path: string, errors: ReadonlyArray<RecorderError>): Item =>
  left({ _tag: 'NotARecording', path, reason: errors.slice(0, 1).map(explainRecorderError).join() });

const readLine = (line: string | null, number: number, limit: number): Item => {
  if (line === null) return left({ _tag: 'LineTooLong', line: number, limit });
  // Some editors put a byte order mark before the first line.
  const parsed = parseLine(number === 1 && line.startsWith('\uFEFF') ? line.slice(1) : line);
  if (isRight(parsed)) return parsed;
  const { sample } = parsed.left;
  return left({ _tag: 'BadLine', line: number, reason: explainLineError(parsed.left), sample });
};

/** Looks at the beginning, at least the two bytes that tell gzip, and leaves it in place. */
const peek = async (
  input: Readable,
): Promise<{ readonly first: Buffer; readonly rest: AsyncGenerator<Buffer, void, undefined> }> => {
  const chunks = (input as AsyncIterable<Buffer | string>)[Symbol.asyncIterator]();
  const next = async (): Promise<Buffer | null> => {
    const result = await chunks.next();
    if (result.done === true) return null;
    return typeof result.value === 'string' ? Buffer.from(result.value) : result.value;
  };
  let first: Buffer = Buffer.alloc(0);
  while (first.length < 2) {
    const chunk = await next();
    if (chunk === null) break;
    first = first.length === 0 ? chunk : Buffer.concat([first, chunk]);
  }
  async function* all(): AsyncGenerator<Buffer, void, undefined> {
    yield first;
    for (let chunk = await next(); chunk !== null; chunk = await next()) yield chunk;
  }
  return { first, rest: all() };
};
