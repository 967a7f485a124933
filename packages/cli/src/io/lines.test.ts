import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { readLines } from './lines.js';

const linesOf = async (...pieces: ReadonlyArray<string | Uint8Array>): Promise<ReadonlyArray<string>> => {
  const lines: string[] = [];
  for await (const line of readLines(Readable.from(pieces) as AsyncIterable<string | Uint8Array>)) lines.push(line);
  return lines;
};

test('lines come whole, whatever pieces the text comes in', async () => {
  expect(await linesOf('a\nb', 'b\n', '\nc')).toEqual(['a', 'bb', '', 'c']);
  expect(await linesOf()).toEqual([]);
});

test('a character that is cut in two stays one', async () => {
  const bytes = Buffer.from('€\n');
  expect(await linesOf(bytes.subarray(0, 1), bytes.subarray(1))).toEqual(['€']);
});

test('gzip is seen by its first bytes', async () => {
  expect(await linesOf(gzipSync('a\nb\n'))).toEqual(['a', 'b']);
});
