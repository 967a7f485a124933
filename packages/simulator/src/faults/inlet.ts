import { createTimers, type Clock } from '@bitfinex-ws/machine';
import type { Dice } from '../market/random.js';

/** The way from the client to the server: what comes may have to wait on it, and nothing overtakes. */
interface Inlet {
  /** Lets something in, now or later; `size` is its length. */
  readonly take: (size: number, task: () => void) => void;
  /** Lets everything take `ms`, and up to `jitter` more. */
  readonly slow: (ms: number, jitter: number) => void;
  /** What waits comes in at once. */
  readonly calm: () => void;
  /** Bytes that wait here. */
  readonly waiting: () => number;
  /** Forgets what waits. */
  readonly end: () => void;
}

interface Arrival {
  readonly at: number;
  readonly size: number;
  readonly task: () => void;
}

/** A way on which nothing waits to begin with. */
export const createInlet = (clock: Clock, dice: Dice): Inlet => {
  const timers = createTimers(clock);
  let arrivals: Arrival[] = [];
  let waiting = 0;
  let latency = { ms: 0, jitter: 0 };
  let lastAt = 0;

  const plan = (): void => {
    const [first] = arrivals;
    if (first) timers.start('arrive', Math.max(0, first.at - clock.now()), () => arrive(clock.now()));
  };
  const arrive = (until: number): void => {
    const later = arrivals.findIndex(({ at }) => at > until);
    const due = later < 0 ? arrivals : arrivals.slice(0, later);
    arrivals = later < 0 ? [] : arrivals.slice(later);
    for (const { size } of due) waiting -= size;
    for (const { task } of due) task();
    plan();
  };

  return {
    take: (size, task) => {
      const { ms, jitter } = latency;
      if (ms === 0 && jitter === 0 && arrivals.length === 0) return task();
      const delay = jitter === 0 ? ms : ms + jitter * dice.next();
      lastAt = Math.max(lastAt, clock.now() + delay);
      arrivals.push({ at: lastAt, size, task });
      waiting += size;
      if (arrivals.length === 1) plan();
    },
    slow: (ms, jitter) => (latency = { ms, jitter }),
    calm: () => {
      latency = { ms: 0, jitter: 0 };
      lastAt = 0;
      timers.stopAll();
      arrive(Infinity);
    },
    waiting: () => waiting,
    end: () => {
      timers.stopAll();
      arrivals = [];
      waiting = 0;
    },
  };
};
