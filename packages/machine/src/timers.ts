import type { Cancel, Clock } from './ports.js';

/** Timers by name: at most one runs under a name, and each ends by firing or by being stopped. */
export interface Timers {
  /** Starts the timer of that name; one already running under it is stopped first. */
  readonly start: (name: string, ms: number, fire: () => void) => void;
  readonly stop: (name: string) => void;
  readonly stopAll: () => void;
  /** The names of the timers that are running. */
  readonly running: () => ReadonlyArray<string>;
}

export const createTimers = (clock: Clock): Timers => {
  const running = new Map<string, Cancel>();
  const stop = (name: string): void => {
    running.get(name)?.();
    running.delete(name);
  };
  return {
    start: (name, ms, fire) => {
      stop(name);
      const cancel = clock.after(ms, () => {
        running.delete(name);
        fire();
      });
      running.set(name, cancel);
    },
    stop,
    stopAll: () => {
      for (const cancel of running.values()) cancel();
      running.clear();
    },
    running: () => [...running.keys()],
  };
};
