import { createGunzip } from 'node:zlib';
import { INFLATE_STEP_BYTES } from './limits.js';

/** Whether bytes begin as gzip does (RFC 1952, 2.3.1). */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Decompresses. Everything that can be read is yielded before a fault is thrown, the last block of a file that ends too
 * early included: reading the stream as an iterable would lose what it holds when it fails. Of damaged data the step in
 * which the damage shows is lost.
 */
export async function* inflate(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const gunzip = createGunzip();
  let ready: Buffer[] = [];
  let fault: Error | null = null;
  let wake: () => void = () => undefined;
  const take = (): ReadonlyArray<Buffer> => {
    const taken = ready;
    ready = [];
    return taken;
  };
  const over = new Promise<void>((resolve) => {
    gunzip.on('data', (bytes: Buffer) => ready.push(bytes));
    gunzip.on('end', resolve);
    gunzip.on('error', (error) => {
      fault ??= error;
      wake();
      resolve();
    });
  });

  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length && fault === null; at += INFLATE_STEP_BYTES) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          gunzip.write(chunk.subarray(at, at + INFLATE_STEP_BYTES), () => resolve());
        });
        yield* take();
      }
      if (fault !== null) break;
    }
    gunzip.end();
    await over;
    yield* take();
  } finally {
    gunzip.destroy();
  }
  if (fault !== null) throw fault as Error;
}
