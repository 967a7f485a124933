import type { Cancel, Clock } from './ports.js';

/** Timers by name: at most one runs under a name, and each ends by firing or by being stopped. */
export interface Timers {
  /** Starts the timer of that name, `ms` milliseconds; one already running under it is stopped first. */
  readonly start: (name: string, ms: number, fire: () => void) => void;
  /** Stops the timer of that name. Where none runs, it does nothing. */
  readonly stop: (name: string) => void;
  /** Stops every timer. */
  readonly stopAll: () => void;
  /** The names of the timers that are running, in order of starting. */
  readonly running: () => ReadonlyArray<string>;
}

/** Timers on that clock, none of them running. */
export const createTimers = (clock: Clock): Timers => {
  const running = new Map<string, Cancel>();
  const stop = (name: string): void => {
    const cancel = running.get(name);
    running.delete(name);
    cancel?.();
  };
  return {
    start: (name, ms, fire) => {
      stop(name);
      const cancel = clock.after(ms, () => {
        // A clock whose cancel comes too late must not fire a timer that was stopped, nor end the one that replaced it.
        if (running.get(name) !== cancel) return;
        running.delete(name);
        fire();
      });
      running.set(name, cancel);
    },
    stop,
    stopAll: () => {
      for (const name of [...running.keys()]) stop(name);
    },
    running: () => [...running.keys()],
  };
};
