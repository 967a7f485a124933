import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { either as E } from 'fp-ts';
import fc from 'fast-check';
import { explainRecorderError, isRetryableRecorderError, type RecorderError } from './errors.js';
import { formatLine } from './line.js';
import { readRecording } from './read.js';
import type { RecordedFrame } from './recording.js';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'bitfinex-ws-reader-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const save = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const readAll = async (source: string | Readable, maxLineBytes?: number) => {
  const frames: RecordedFrame[] = [];
  const errors: RecorderError[] = [];
  for await (const item of readRecording(source, maxLineBytes === undefined ? {} : { maxLineBytes })) {
    if (E.isRight(item)) frames.push(item.right);
    else errors.push(item.left);
  }
  return { frames, errors };
};

const frame = (n: number): RecordedFrame => ({ t: n, conn: null, dir: 'in', frame: `[${n},"hb"]` });
const lines = (count: number): string[] => Array.from({ length: count }, (_, n) => formatLine(frame(n)));

const capture = join(__dirname, '../../../../shared/captures/bitfinex-2021-04-17.jsonl');
const present = existsSync(capture);
(present ? it : it.skip)('the recording of 2021-04-17 has 1,715 frames, 1,693 of them inbound', async () => {
  const { frames, errors } = await readAll(capture);
  expect([frames.length, frames.filter(({ dir }) => dir === 'in').length]).toEqual([1715, 1693]);
  expect(errors).toEqual([]);
});

describe('reading a recording', () => {
  it('gives back any frames, compressed or not, in whatever pieces they come', async () => {
    const texts = fc.array(fc.string({ unit: 'binary' }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 40 }), fc.boolean(), async (all, piece, zipped) => {
        const frames = all.map((text, n): RecordedFrame => ({ t: n, conn: 1, dir: 'in', frame: text }));
        const text = Buffer.from(frames.map((each) => `${formatLine(each)}\n`).join(''));
        const bytes = zipped ? gzipSync(text) : text;
        const pieces = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, n) =>
          bytes.subarray(n * piece, (n + 1) * piece),
        );
        expect(await readAll(Readable.from(pieces))).toEqual({ frames, errors: [] });
      }),
      { numRuns: 50 },
    );
  });

  it('passes over empty lines, a byte order mark, carriage returns and a missing last line feed', async () => {
    const path = save('odd.jsonl', `\uFEFF${lines(1)[0]}\r\n\r\n  \n\n${lines(2)[1]}`);
    expect(await readAll(path)).toEqual({ frames: [frame(0), frame(1)], errors: [] });
  });

  it('yields nothing for an empty file', async () => {
    expect(await readAll(save('empty.jsonl', ''))).toEqual({ frames: [], errors: [] });
  });

  it('tells a broken line by its number and goes on', async () => {
    const [a, b, c] = lines(3);
    const { frames, errors } = await readAll(save('broken.jsonl', `x\n${a}\n\n{"t":1}\n${b}\nnope\n${c}\n`));
    expect(frames).toEqual([frame(0), frame(1), frame(2)]);
    expect(errors).toEqual([
      { _tag: 'BadLine', line: 1, reason: 'not JSON', sample: 'x' },
      { _tag: 'BadLine', line: 4, reason: 'the field dir is missing', sample: '{"t":1}' },
      { _tag: 'BadLine', line: 6, reason: 'not JSON', sample: 'nope' },
    ]);
  });

  it('leaves out a line that is too long and goes on', async () => {
    const path = save('long.jsonl', `${lines(1)[0]}\n${'x'.repeat(200_000)}\n${lines(2)[1]}\n`);
    expect(await readAll(path, 1_000)).toEqual({
      frames: [frame(0), frame(1)],
      errors: [{ _tag: 'LineTooLong', line: 2, limit: 1_000 }],
    });
  });

  it('closes the file when the reader has enough', async () => {
    const source = Readable.from([lines(2).join('\n')]);
    for await (const item of readRecording(source)) {
      expect(item).toEqual(E.right(frame(0)));
      break;
    }
    expect(source.destroyed).toBe(true);
  });
});

describe('reading what is no whole recording', () => {
  it('yields what can be read of a compressed file that was cut, wherever, and says that it was', async () => {
    const all = Array.from({ length: 4_000 }, (_, n) => ({ ...frame(n), t: Math.sin(n) }));
    const bytes = gzipSync(all.map((each) => `${formatLine(each)}\n`).join(''));
    let most = 0;
    for (const cut of [0.3, 0.9, 1].map((part) => Math.floor(bytes.length * part) - 1)) {
      const { frames, errors } = await readAll(save('cut.jsonl.gz', bytes.subarray(0, cut)));
      expect(frames).toEqual(all.slice(0, frames.length));
      expect(errors).toMatchObject([{ _tag: 'TruncatedFile', lines: frames.length }]);
      most = frames.length;
    }
    // Only a byte of the check sum was missing.
    expect(most).toBe(4_000);
  });

  it('says that a compressed file without a single byte was cut', async () => {
    const { errors } = await readAll(save('nothing.jsonl.gz', ''));
    expect(errors).toMatchObject([{ _tag: 'TruncatedFile', lines: 0 }]);
  });

  it('says that compressed data is damaged, behind what could be read', async () => {
    const all = Array.from({ length: 4_000 }, (_, n) => ({ ...frame(n), t: Math.sin(n) }));
    const bytes = gzipSync(all.map((each) => `${formatLine(each)}\n`).join(''));
    // The check sum lies in the eight bytes at the end.
    bytes[bytes.length - 6] = (bytes[bytes.length - 6] ?? 0) ^ 0xff;
    const { frames, errors } = await readAll(save('damaged.jsonl.gz', bytes));
    expect(frames.length).toBeGreaterThan(1_000);
    expect(frames).toEqual(all.slice(0, frames.length));
    expect(errors).toMatchObject([{ _tag: 'CannotRead', reason: 'the gzip data is damaged' }]);
  });

  it.each<[string, string | Buffer]>([
    ['prose', 'once\nupon\na\ntime\nthere\nwas\n'],
    ['one line of something', 'hello'],
    ['JSON of another kind', '{"a":1}\n[2]\n'],
    ['an image', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['compressed prose', gzipSync('once\nupon\na\ntime\nthere\nwas\n')],
  ])('says that %s is not a recording, and nothing else', async (_what, content) => {
    const { frames, errors } = await readAll(save('other', content));
    expect(frames).toEqual([]);
    expect(errors).toMatchObject([{ _tag: 'NotARecording' }]);
  });

  it.each([
    ['a file that is missing', () => join(folder, 'none.jsonl'), 'ENOENT', 'no such file or folder'],
    ['a folder', () => folder, 'EISDIR', 'it is a folder'],
  ])('cannot read %s, and says so as data', async (_what, path, code, reason) => {
    const { frames, errors } = await readAll(path());
    expect([frames, errors]).toEqual([[], [{ _tag: 'CannotRead', path: path(), code, reason }]]);
  });
});

it('every error is explained in one line, and only a short system is worth another try', () => {
  const errors: ReadonlyArray<RecorderError> = [
    { _tag: 'CannotRead', path: 'p', code: 'EMFILE', reason: 'r' },
    { _tag: 'CannotWrite', path: 'p', code: 'ENOSPC', reason: 'r' },
    { _tag: 'CannotWrite', path: 'p', code: 'EACCES', reason: 'r' },
    { _tag: 'BadLine', line: 1, reason: 'r', sample: 's' },
    { _tag: 'LineTooLong', line: 1, limit: 2 },
    { _tag: 'TruncatedFile', path: 'p', lines: 2 },
    { _tag: 'NotARecording', path: 'p', reason: 'r' },
    { _tag: 'BadSpeed', speed: 0 },
  ];
  for (const error of errors) expect(explainRecorderError(error)).toMatch(/^[^\n]{9,}[^.]$/);
  expect(errors.filter(isRetryableRecorderError)).toEqual(errors.slice(0, 2));
});
