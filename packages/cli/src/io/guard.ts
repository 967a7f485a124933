import { oneLine } from '../output.js';

/**
 * Makes the end of the process orderly whatever happens: a defect is told in one line (its stack with DEBUG alone) and
 * ends with code 70, a second Ctrl-C ends at once.
 */
export const guardProcess = (): void => {
  const die = (defect: unknown): void => {
    const stack = process.env['DEBUG'] && defect instanceof Error ? `\n${defect.stack ?? ''}` : '';
    const text = defect instanceof Error ? defect.message : String(defect);
    // Told when the screen has been given back: before, it would be written to the screen that is about to vanish.
    process.once('exit', () => process.stderr.write(`bitfinex-ws: internal error: ${oneLine(text)}${stack}\n`));
    process.exit(70);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);

  let interrupts = 0;
  process.on('SIGINT', () => {
    interrupts += 1;
    if (interrupts > 1) process.exit(130);
  });
};

/** Ends the process with this code as soon as what was written to standard output has gone out. */
export const exitWhenFlushed = (code: number): void => {
  process.exitCode = code;
  process.stdout.write('', () => process.exit(code));
};
