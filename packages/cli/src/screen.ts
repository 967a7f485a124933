import type { Io } from './io/ports.js';

/** Whether there is a terminal that can be taken over: one that a person watches, and that understands where to write. */
export const hasScreen = ({ stdout, env }: Pick<Io, 'stdout' | 'env'>): boolean =>
  stdout.isTTY && env['TERM'] !== 'dumb';

/** A terminal taken over as a whole. */
interface Screen {
  /** Draws these lines in place of what was there; skipped while the terminal has not taken the last ones. */
  readonly draw: (lines: ReadonlyArray<string>) => void;
  /** Gives the terminal back as it was. Safe to call twice. */
  readonly leave: () => void;
}

const enterCodes = '\u001b[?1049h\u001b[?25l\u001b[2J';
const leaveCodes = '\u001b[?25h\u001b[?1049l';

/** Takes the alternate screen and hides the cursor, until `leave` or the end of the process. */
export const enterScreen = (io: Io, onResize: () => void): Screen => {
  const { stdout } = io;
  let entered = true;
  let ready = true;
  stdout.write(enterCodes);
  const leave = (): void => {
    if (!entered) return;
    entered = false;
    endResize();
    endExit();
    stdout.write(leaveCodes);
  };
  const endExit = io.onExit(leave);
  const endResize = stdout.onResize(() => {
    stdout.write('\u001b[2J');
    onResize();
  });
  return {
    draw: (lines) => {
      if (!entered || !ready) return;
      // Each line clears what is left of the old one; no line feed after the last, or the screen would scroll.
      ready = stdout.write(`\u001b[H${lines.map((line) => `${line}\u001b[K`).join('\r\n')}\u001b[J`);
      if (!ready)
        void stdout.drained().then(() => {
          ready = true;
        });
    },
    leave,
  };
};
