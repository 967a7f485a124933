import type { Clock } from '@bitfinex-ws/transport';

/** Somewhere to write text: standard output or standard error. */
export interface Output {
  /** A person watches it. */
  readonly isTTY: boolean;
  /** Columns and rows of the terminal as they are now; 80 × 24 where there is none. */
  readonly size: () => { readonly columns: number; readonly rows: number };
  /** Calls back when the size changes; the answer ends that. */
  readonly onResize: (listener: () => void) => () => void;
  /** Writes at once. False: the reader is slow, wait for `drained` before writing more. */
  readonly write: (text: string) => boolean;
  /** Settles when there is room again, at once if there is, and also when nobody reads any more. Never rejects. */
  readonly drained: () => Promise<void>;
  /** Settles when the reader has gone (`| head`). Never rejects. */
  readonly closed: Promise<void>;
  /**
   * Settles when everything written has gone out: with null, or with why it could not (a full disk). A reader that has gone is
   * no failure. Never rejects.
   */
  readonly flushed: () => Promise<string | null>;
}

/** Ctrl-C, or a polite kill. */
export type Signal = 'SIGINT' | 'SIGTERM';

/** Where the commands touch the world; tests and other programs pass their own. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: AsyncIterable<string | Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls back for each signal; the answer ends that. */
  readonly onSignal: (listener: (signal: Signal) => void) => () => void;
  /** Calls back when the process dies for whatever reason, so that the terminal can be put right; the answer ends that. */
  readonly onExit: (listener: () => void) => () => void;
  /** Calls back for each key while standard input is a terminal, which is then in raw mode; the answer ends both. */
  readonly onKey: (listener: (key: string) => void) => () => void;
  /**
   * Stops the process, as Ctrl-Z does, until somebody continues it, and settles then; at once where nobody could. Give the terminal
   * back first.
   */
  readonly suspend: () => Promise<void>;
  /** Calls back when the process goes on after it was stopped from outside: the terminal is no longer as it was. The answer ends that. */
  readonly onContinue: (listener: () => void) => () => void;
  /** The folder of the built page; null where this program was made without it. */
  readonly pageFolder: string | null;
  /** Shows an address in the person's browser; does nothing where there is none. */
  readonly showInBrowser: (url: string) => void;
  readonly clock: Clock;
  /** What `--version` tells. */
  readonly version: string;
}
