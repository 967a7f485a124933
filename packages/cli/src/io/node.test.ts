import { PassThrough, Writable } from 'node:stream';
import { outputOf } from './node.js';

test('a stream without a terminal is 80 × 24 and no terminal', () => {
  const output = outputOf(new PassThrough());
  expect(output.isTTY).toBe(false);
  expect(output.size()).toEqual({ columns: 80, rows: 24 });
});

test('a slow reader is told, and waited for', async () => {
  const stream = new PassThrough({ highWaterMark: 4 });
  const output = outputOf(stream);
  await output.drained();
  expect(output.write('more than four')).toBe(false);
  const drained = output.drained();
  stream.resume();
  await expect(drained).resolves.toBeUndefined();
});

test('a reader that has gone closes the output, wakes who waits, and is no error', async () => {
  const stream = new Writable({
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => setImmediate(() => done(Object.assign(new Error('EPIPE'), { code: 'EPIPE' }))),
  });
  const output = outputOf(stream);
  expect(output.write('nobody reads this')).toBe(false);
  await output.drained();
  await output.closed;
  expect(output.write('nor this')).toBe(true);
});
