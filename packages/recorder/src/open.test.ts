import { execFileSync } from 'node:child_process';
import { closeSync, constants, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createFakeClock } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import { formatLine } from './line.js';
import { openRecording, type OpenOptions } from './open.js';
import { readRecording } from './read.js';
import type { RecordedFrame } from './recording.js';
import type { RecordingSink } from './sink.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'bitfinex-ws-recorder-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const some = (count: number): ReadonlyArray<RecordedFrame> =>
  Array.from({ length: count }, (_, n) => ({ t: 1e12 + n / 4, conn: 1, dir: 'in', frame: `[${n},["é",${n * 1e-9}]]` }));

const textOf = (frames: ReadonlyArray<RecordedFrame>): string =>
  frames.map((frame) => `${formatLine(frame)}\n`).join('');

const openOne = async (path: string, options?: OpenOptions): Promise<RecordingSink> => {
  const opened = await openRecording(path, options);
  if (E.isLeft(opened)) throw new Error(opened.left._tag);
  return opened.right;
};

/** What can be read of a file as it is now: frames, and the tags of what is wrong with it. */
const readable = async (path: string) => {
  const frames: RecordedFrame[] = [];
  const errors: string[] = [];
  for await (const item of readRecording(path)) {
    if (E.isRight(item)) frames.push(item.right);
    else errors.push(item.left._tag);
  }
  return { frames, errors };
};

describe.each(['recording.jsonl', 'recording.jsonl.gz'])('a recording in %s', (name) => {
  const read = (bytes: Buffer): string => (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();

  it('holds every frame once it is closed, and says how much that is', async () => {
    const path = join(folder, name);
    const frames = some(5_000);
    const sink = await openOne(path);
    for (const frame of frames) sink.write(frame);
    const counts = { frames: 5_000, bytes: Buffer.byteLength(textOf(frames)), failed: 0 };
    expect(sink.counts()).toEqual(counts);
    expect(await sink.close()).toEqual(E.right(counts));
    expect(read(readFileSync(path))).toBe(textOf(frames));
  });

  it('is complete although nothing was written', async () => {
    const sink = await openOne(join(folder, name));
    expect(await sink.close()).toEqual(E.right({ frames: 0, bytes: 0, failed: 0 }));
    expect(read(readFileSync(join(folder, name)))).toBe('');
  });

  it('empties a file that was there before', async () => {
    const path = join(folder, name);
    writeFileSync(path, 'x'.repeat(10_000));
    const sink = await openOne(path);
    sink.write(some(1)[0] as RecordedFrame);
    await sink.close();
    expect(read(readFileSync(path))).toBe(textOf(some(1)));
  });

  it('closes once, however often it is told, and takes no frame afterwards', async () => {
    const path = join(folder, name);
    const clock = createFakeClock();
    const sink = await openOne(path, { clock });
    for (const frame of some(3)) sink.write(frame);
    const [first, second] = await Promise.all([sink.close(), sink.close()]);
    sink.write(some(1)[0] as RecordedFrame);
    expect(first).toBe(second);
    expect(first).toMatchObject({ right: { frames: 3, failed: 0 } });
    expect(await sink.close()).toBe(first);
    expect(sink.counts()).toMatchObject({ frames: 3, failed: 1 });
    expect(read(readFileSync(path))).toBe(textOf(some(3)));
    expect(clock.pending()).toBe(0);
  });

  it('has on the disk what was written a second ago, should the process be killed', async () => {
    const path = join(folder, name);
    const clock = createFakeClock();
    const sink = await openOne(path, { clock });
    for (const frame of some(200)) sink.write(frame);
    expect(clock.pending()).toBe(1);
    clock.advance(1_000);
    // What a killed process leaves behind is the file as it is now: without a close, and without more time, it is all there.
    const left = join(folder, `left-${name}`);
    const leave = () => {
      writeFileSync(left, readFileSync(path));
      return readable(left);
    };
    let found = await leave();
    while (found.frames.length < 200) found = await leave();
    expect(found.frames).toEqual(some(200));
    expect(found.errors).toEqual(name.endsWith('.gz') ? ['TruncatedFile'] : []);
    await sink.close();
  });

  it('lets frames go, and counts them, where the disk does not keep up', async () => {
    const sink = await openOne(join(folder, name), { maxPendingBytes: 1_000 });
    for (const frame of some(500)) sink.write(frame);
    const { frames, failed } = sink.counts();
    expect(frames).toBeGreaterThan(0);
    expect(failed).toBe(500 - frames);
    expect(failed).toBeGreaterThan(400);
    await sink.close();
    expect(read(readFileSync(join(folder, name)))).toBe(textOf(some(frames)));
  });
});

describe('a recording that cannot be written', () => {
  it.each([
    ['a folder that is missing', () => join(folder, 'none', 'x.jsonl'), 'ENOENT', 'no such file or folder'],
    ['a folder', () => folder, 'EISDIR', 'it is a folder'],
  ])('is refused at the door: %s', async (_what, path, code, reason) => {
    expect(await openRecording(path())).toEqual(E.left({ _tag: 'CannotWrite', path: path(), code, reason }));
  });

  const full = '/dev/full';
  (existsSync(full) ? it : it.skip)('says so once the disk is full, and counts what is lost', async () => {
    const clock = createFakeClock();
    const sink = await openOne(full, { clock });
    for (const frame of some(10)) sink.write(frame);
    expect(await sink.close()).toEqual(
      E.left({ _tag: 'CannotWrite', path: full, code: 'ENOSPC', reason: 'the disk is full' }),
    );
    sink.write(some(1)[0] as RecordedFrame);
    expect(sink.counts()).toEqual({ frames: 0, bytes: 0, failed: 11 });
    expect(clock.pending()).toBe(0);
  });

  const pipes = process.platform !== 'win32';
  (pipes ? it : it.skip)('closes in bounded time on a disk that takes nothing any more', async () => {
    // A pipe whose other end does not read is such a disk.
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const otherEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const clock = createFakeClock();
    const sink = await openOne(path, { clock, closeTimeoutMs: 300 });
    for (const frame of some(10_000)) sink.write(frame);
    const closing = sink.close();
    clock.advance(300);
    expect(await closing).toMatchObject({ left: { _tag: 'CannotWrite', reason: 'the disk took nothing for 300 ms' } });
    expect(await sink.close()).toBe(await closing);
    closeSync(otherEnd);
  });
});
