import { LONGEST_TIMER_MS } from './limits.js';

/** Ends what it was given for; calling it a second time does nothing. */
export type Cancel = () => void;

/** Where time comes from. Structurally the `Clock` of `@bitfinex-ws/machine`. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: () => number;
  /** Calls `fire` once, `ms` milliseconds from now, unless cancelled before. */
  readonly after: (ms: number, fire: () => void) => Cancel;
}

/** Where chance comes from: a number in [0, 1). Structurally the `Random` of `@bitfinex-ws/machine`. */
export type Random = () => number;

/** The platform's clock and timers; delays beyond the 24.8 days that the platform can count are kept. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, fire) => {
    let left = ms;
    let timer: ReturnType<typeof setTimeout>;
    const arm = (): void => {
      const part = Math.min(left, LONGEST_TIMER_MS);
      left -= part;
      timer = setTimeout(left > 0 ? arm : fire, part);
    };
    arm();
    return () => clearTimeout(timer);
  },
};

/** The platform's dice: good for jitter, not for secrets. */
export const systemRandom: Random = () => Math.random();
