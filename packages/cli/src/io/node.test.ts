import { PassThrough, Writable } from 'node:stream';
import { keysOf, outputOf } from './node.js';

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

test('a reader that has gone is no failure, a full disk is one', async () => {
  const failing = (code: string): Writable =>
    new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) });
  for (const [code, reason] of [
    ['EPIPE', null],
    ['ENOSPC', 'the disk is full'],
  ] as const) {
    const output = outputOf(failing(code));
    output.write('a line');
    expect(await output.flushed()).toBe(reason);
    await output.closed;
    expect(await output.flushed()).toBe(reason);
  }
  const fine = new PassThrough();
  const output = outputOf(fine.resume());
  output.write('a line');
  expect(await output.flushed()).toBeNull();
});

test('keys are heard again after the terminal was given back in between', async () => {
  const raw: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (mode: boolean) => raw.push(mode),
  });
  const press = (key: string): Promise<string> =>
    new Promise((resolve) => {
      const end = onKey((heard) => {
        end();
        resolve(heard);
      });
      stdin.write(key);
    });
  const onKey = keysOf(stdin as unknown as typeof process.stdin);
  expect(await press('p')).toBe('p');
  expect(await press('q')).toBe('q');
  expect(raw).toEqual([true, false, true, false]);
});

test('what is no terminal has no keys', () => {
  const stdin = new PassThrough();
  const heard: string[] = [];
  keysOf(stdin)((key) => heard.push(key));
  stdin.write('p');
  expect(heard).toEqual([]);
  expect(stdin.listenerCount('data')).toBe(0);
});
