import { spawn } from 'node:child_process';
import type { ReadStream, WriteStream } from 'node:tty';
import { systemClock } from '@bitfinex-ws/transport';
import { readKeys } from '../watch/keys.js';
import { faultText } from './fault.js';
import type { Io, Output } from './ports.js';

/**
 * The `Io` of this process: its standard streams, signals and clock. `version` is what `--version` tells; `pageFolder`, where
 * the built page lies, without which there is no `serve`.
 */
export const createNodeIo = (version: string, pageFolder: string | null = null): Io => ({
  version,
  pageFolder,
  showInBrowser,
  onKey: keysOf(process.stdin),
  suspend,
  onContinue,
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  stdin: process.stdin,
  env: process.env,
  onSignal: (listener) => {
    process.on('SIGINT', listener);
    process.on('SIGTERM', listener);
    return () => {
      process.off('SIGINT', listener);
      process.off('SIGTERM', listener);
    };
  },
  onExit: (listener) => {
    process.on('exit', listener);
    return () => process.off('exit', listener);
  },
  clock: systemClock,
});

/** Standard input, as far as keys are concerned. */
type KeyInput = NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY' | 'setRawMode'>>;

/** Listens to the keys of a terminal; of what is no terminal, to nothing. May be ended and begun again. */
export const keysOf =
  (stdin: KeyInput): Io['onKey'] =>
  (listener) => {
    if (!stdin.isTTY) return () => undefined;
    const hear = (chunk: string | Buffer): void => {
      for (const key of readKeys(chunk.toString())) listener(key);
    };
    const end = (): void => {
      process.off('exit', end);
      stdin.off('data', hear);
      stdin.setRawMode?.(false);
      // Else it would keep the process alive.
      stdin.pause();
    };
    stdin.setRawMode?.(true);
    stdin.on('data', hear);
    // A stream that was paused before does not flow because somebody listens.
    stdin.resume();
    // The terminal is given back as it was, however the process ends.
    process.on('exit', end);
    return end;
  };

const onContinue: Io['onContinue'] = (listener) => {
  process.on('SIGCONT', listener);
  return () => process.off('SIGCONT', listener);
};

/** Where a process group has no shell that could continue it, the system does not stop it, and no SIGCONT comes. */
const NOT_STOPPED_MS = 200;

const suspend: Io['suspend'] = () =>
  new Promise((resolve) => {
    const end = onContinue(() => go());
    // A timer does not run while the process is stopped.
    const timer = setTimeout(() => go(), NOT_STOPPED_MS);
    const go = (): void => {
      end();
      clearTimeout(timer);
      resolve();
    };
    // Windows has no such thing.
    if (process.platform === 'win32') return go();
    // The whole group, as the terminal itself would: under `npm start` the shell waits for another process of it.
    process.kill(0, 'SIGTSTP');
  });

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, ReadonlyArray<string>>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

const showInBrowser = (url: string): void => {
  const [command = 'xdg-open', ...args] = OPENERS[process.platform] ?? [];
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  // No browser, or no desktop: the address has been printed.
  child.on('error', () => undefined);
  child.unref();
};

/** What a standard stream is: a terminal, or the same without size and resizing. */
type NodeOutput = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns' | 'rows'>>;

/** What a write fails with when its reader went away: a pipe, a socket, a terminal that was closed, a stream that had ended before. */
const READER_GONE = ['EPIPE', 'ECONNRESET', 'EIO', 'ERR_STREAM_DESTROYED'];

/** An `Output` over a Node stream. A reader that goes away (EPIPE) closes it; that is no error. A disk that is full is one. */
export const outputOf = (stream: NodeOutput): Output => {
  let gone = false;
  let fault: string | null = null;
  let full = false;
  let settleClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (settleClosed = resolve));
  const waiting = new Set<() => void>();
  const wake = (): void => {
    full = false;
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  stream.on('drain', wake);
  // Whatever it is, writing is pointless from now on.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    gone = true;
    if (!READER_GONE.includes(error.code ?? '')) fault ??= faultText(error);
    settleClosed();
    wake();
  });
  return {
    isTTY: stream.isTTY === true,
    size: () => ({ columns: stream.columns ?? 80, rows: stream.rows ?? 24 }),
    onResize: (listener) => {
      stream.on('resize', listener);
      return () => stream.off('resize', listener);
    },
    write: (text) => {
      if (gone) return true;
      full = !stream.write(text);
      return !full;
    },
    drained: () => (full && !gone ? new Promise((resolve) => waiting.add(resolve)) : Promise.resolve()),
    closed,
    flushed: () =>
      new Promise((resolve) => {
        // The stream tells its error after it has called back.
        const settle = (): void => void setImmediate(() => resolve(fault));
        if (gone) return settle();
        stream.write('', settle);
      }),
  };
};
