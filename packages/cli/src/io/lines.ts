import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';

/** The lines of a text that comes in pieces, gunzipped if it is gzip. A last line without line feed counts. */
export async function* readLines(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const piece of inflated(pieces)) {
    const lines = (rest + (typeof piece === 'string' ? piece : decoder.write(Buffer.from(piece)))).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.end();
  if (rest !== '') yield rest;
}

const isGzip = (piece: string | Uint8Array): piece is Uint8Array =>
  typeof piece !== 'string' && piece[0] === 0x1f && piece[1] === 0x8b;

async function* inflated(
  pieces: AsyncIterable<string | Uint8Array>,
): AsyncGenerator<string | Uint8Array, void, undefined> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return;
  const all = async function* (): AsyncGenerator<string | Uint8Array, void, undefined> {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  };
  yield* isGzip(first.value) ? gunzipped(all()) : all();
}

async function* gunzipped(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const input = Readable.from(pieces);
  const gunzip = createGunzip();
  input.on('error', (error) => gunzip.destroy(error));
  for await (const piece of input.pipe(gunzip)) yield piece as Uint8Array;
}
