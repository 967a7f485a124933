import { setMaxListeners } from 'node:events';
import type { Io, Signal } from './io/ports.js';

/** Why a command ends: the user said so, a bound was reached, nobody reads its output, or its work is done. */
type StopCause = Signal | 'time' | 'limit' | 'hungUp' | 'finished';

/** The one place that knows when a command is to end. */
export interface Stop {
  /** Settles once, with the first cause. */
  readonly asked: Promise<StopCause>;
  /** Aborted at the same moment. */
  readonly signal: AbortSignal;
  readonly cause: () => StopCause | null;
  readonly ask: (cause: StopCause) => void;
  /** Asks for the end after so many seconds from now; null: never. */
  readonly within: (seconds: number | null) => void;
  /** Stops listening and cancels the timer. */
  readonly dispose: () => void;
}

/** Listens to signals, to the reader of standard output, and to the clock where `seconds` is given. */
export const createStop = (io: Io, seconds: number | null): Stop => {
  const controller = new AbortController();
  // Every subscription that is asked for listens to it: of many symbols, many, which Node would warn of.
  setMaxListeners(0, controller.signal);
  let first: StopCause | null = null;
  let settle: (cause: StopCause) => void = () => undefined;
  const asked = new Promise<StopCause>((resolve) => (settle = resolve));
  const ask = (cause: StopCause): void => {
    if (first !== null) return;
    first = cause;
    settle(cause);
    controller.abort();
  };
  const endSignals = io.onSignal(ask);
  let cancel = (): void => undefined;
  const within: Stop['within'] = (bound) => {
    if (bound !== null) cancel = io.clock.after(bound * 1000, () => ask('time'));
  };
  within(seconds);
  void io.stdout.closed.then(() => ask('hungUp'));
  return {
    asked,
    signal: controller.signal,
    cause: () => first,
    ask,
    within,
    dispose: () => {
      endSignals();
      cancel();
    },
  };
};

/** The exit code of a command that nothing went wrong with: 130 and 143 after a signal, as shells have it, else 0. */
export const exitCodeOfStop = (cause: StopCause | null): number => {
  if (cause === 'SIGINT') return 130;
  return cause === 'SIGTERM' ? 143 : 0;
};
