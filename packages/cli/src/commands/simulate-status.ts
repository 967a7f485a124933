import type { Simulator } from '@bitfinex-ws/simulator';
import type { Io } from '../io/ports.js';

/** A line on the terminal that is written anew each second. */
interface StatusLine {
  /** Wipes it. */
  readonly end: () => void;
}

const SECOND = 1_000;
const WIPE = '\r\u001b[K';

/** Shows how the simulator is doing, where a person watches standard error. */
export const startStatusLine = (io: Io, simulator: Pick<Simulator, 'stats'>, silent: boolean): StatusLine => {
  if (silent || !io.stderr.isTTY) return { end: () => undefined };
  let before = simulator.stats();
  let cancel = (): void => undefined;
  const show = (): void => {
    const now = simulator.stats();
    const { connections, channels } = now;
    const [sent, heard] = [now.framesOut - before.framesOut, now.framesIn - before.framesIn];
    before = now;
    const text = `${connections} connections, ${channels} channels, ${sent} frames a second out, ${heard} in`;
    io.stderr.write(`${WIPE}${text.slice(0, Math.max(0, io.stderr.size().columns - 1))}`);
    cancel = io.clock.after(SECOND, show);
  };
  cancel = io.clock.after(SECOND, show);
  return {
    end: () => {
      cancel();
      io.stderr.write(WIPE);
    },
  };
};
