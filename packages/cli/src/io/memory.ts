import { Readable } from 'node:stream';
import type { Clock } from '@bitfinex-ws/transport';
import type { Io, Output, Signal } from './ports.js';

/** An `Io` that lives in memory: for tests, and for programs that run a command and want its text. */
export interface MemoryIo extends Io {
  readonly stdout: MemoryOutput;
  readonly stderr: MemoryOutput;
  /** The addresses that were to be shown in a browser. */
  readonly shownInBrowser: ReadonlyArray<string>;
  /** Somebody presses a key. */
  readonly press: (key: string) => void;
  /** A signal comes in, as from Ctrl-C. */
  readonly raise: (signal: Signal) => void;
  /** Whether it is stopped. */
  readonly suspended: () => boolean;
  /** Somebody continues it, whether it stopped itself or was stopped from outside. */
  readonly resume: () => void;
}

export interface MemoryOutput extends Output {
  /** Everything written so far. */
  readonly text: () => string;
  /** The whole lines written so far. */
  readonly lines: () => ReadonlyArray<string>;
  /** Settles with the text as soon as it satisfies the condition. */
  readonly until: (condition: (text: string) => boolean) => Promise<string>;
  /** The terminal gets another size, in characters. */
  readonly resize: (columns: number, rows: number) => void;
  /** The reader goes away. */
  readonly hangUp: () => void;
  /** From now on nothing can be written, for this reason. */
  readonly fail: (reason: string) => void;
}

/** What a command finds where there is no terminal, no file and no browser. */
export interface MemoryOptions {
  /** What standard input holds. @default nothing */
  readonly stdin?: string | Uint8Array;
  /** @default none */
  readonly env?: Readonly<Record<string, string>>;
  /** Where the built page lies. @default nowhere */
  readonly pageFolder?: string;
  /** Standard output is a terminal of this size. @default no terminal */
  readonly terminal?: { readonly columns: number; readonly rows: number };
  readonly clock: Clock;
}

/** Makes the ports of a command that runs in memory: what it reads is given, what it writes can be looked at. */
export const createMemoryIo = ({ stdin = '', env = {}, terminal, pageFolder, clock }: MemoryOptions): MemoryIo => {
  const listeners = new Set<(signal: Signal) => void>();
  const shownInBrowser: string[] = [];
  const keyListeners = new Set<(key: string) => void>();
  const continued = new Set<() => void>();
  let wake: (() => void) | null = null;
  return {
    pageFolder: pageFolder ?? null,
    shownInBrowser,
    showInBrowser: (url) => void shownInBrowser.push(url),
    stdout: createMemoryOutput(terminal),
    stderr: createMemoryOutput(undefined),
    stdin: Readable.from(stdin.length === 0 ? [] : [stdin]) as AsyncIterable<string | Uint8Array>,
    env,
    version: '0.0.0',
    onSignal: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onExit: () => () => undefined,
    suspend: () => new Promise((resolve) => (wake = resolve)),
    suspended: () => wake !== null,
    onContinue: (listener) => {
      continued.add(listener);
      return () => continued.delete(listener);
    },
    resume: () => {
      wake?.();
      wake = null;
      for (const listener of [...continued]) listener();
    },
    clock,
    onKey: (listener) => {
      keyListeners.add(listener);
      return () => keyListeners.delete(listener);
    },
    press: (key) => {
      for (const listener of [...keyListeners]) listener(key);
    },
    raise: (signal) => {
      for (const listener of [...listeners]) listener(signal);
    },
  };
};

const createMemoryOutput = (terminal: MemoryOptions['terminal']): MemoryOutput => {
  let text = '';
  let gone = false;
  let fault: string | null = null;
  let size = terminal ?? { columns: 80, rows: 24 };
  let settleClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (settleClosed = resolve));
  const watchers = new Set<() => void>();
  const resized = new Set<() => void>();
  return {
    isTTY: terminal !== undefined,
    size: () => size,
    onResize: (listener) => {
      resized.add(listener);
      return () => resized.delete(listener);
    },
    write: (more) => {
      if (!gone) text += more;
      for (const watch of [...watchers]) watch();
      return true;
    },
    drained: () => Promise.resolve(),
    closed,
    text: () => text,
    lines: () => text.split('\n').slice(0, -1),
    until: (condition) =>
      new Promise((resolve) => {
        const watch = (): void => {
          if (!condition(text)) return;
          watchers.delete(watch);
          resolve(text);
        };
        watchers.add(watch);
        watch();
      }),
    resize: (columns, rows) => {
      size = { columns, rows };
      for (const listener of [...resized]) listener();
    },
    flushed: () => Promise.resolve(fault),
    hangUp: () => {
      gone = true;
      settleClosed();
    },
    fail: (reason) => {
      gone = true;
      fault = reason;
      settleClosed();
    },
  };
};
