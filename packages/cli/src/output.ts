import { explainCliError, type CliError } from './errors.js';
import type { Io } from './io/ports.js';

/** Writes a line to standard output and waits until its reader has room again. */
export const print = async (io: Io, line: string): Promise<void> => {
  if (!io.stdout.write(`${line}\n`)) await io.stdout.drained();
};

/** Writes one JSON object a line to standard output and waits until its reader has room again. */
export const printJson = (io: Io, value: unknown): Promise<void> => print(io, JSON.stringify(value));

/** Tells the person something beside the output: on standard error, so that it never mixes with the data. */
export const note = (io: Io, line: string): void => {
  io.stderr.write(`${oneLine(line)}\n`);
};

/** Tells an error in one line on standard error. */
export const complain = (io: Io, error: CliError): void => note(io, `bitfinex-ws: ${explainCliError(error)}`);

/** Whatever the text holds, it stays one line and can not steer the terminal. */
export const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
