import { createTimers, type Cancel } from '@bitfinex-ws/machine';
import type { Platform } from './faults/platform.js';
import type { Exchange } from './feed/exchange.js';
import type { Pace } from './market/pace.js';
import type { SimulatorConfig } from './options.js';
import type { Connections } from './session/connections.js';

/** Something that moves a market from outside, at times of its own: a recording. */
export interface Driver {
  /** When it next has something to do, in ms; Infinity where it never has. */
  readonly dueAt: () => number;
  /** Does all that is due. */
  readonly run: (now: number) => void;
}

/** The running time of a simulator. */
interface Time {
  readonly stop: Cancel;
  /** Something happened that the clock did not cause: what comes of it is looked for soon. */
  readonly stir: () => void;
}

/** What time drives. */
interface TimePorts {
  readonly config: Pick<SimulatorConfig, 'clock' | 'rate' | 'heartbeatMs' | 'load'>;
  readonly platform: Pick<Platform, 'now' | 'rests'>;
  readonly pace: Pace;
  readonly drivers: ReadonlyArray<Driver>;
  readonly exchange: Pick<Exchange, 'step' | 'busy' | 'tick' | 'dueAt'>;
  readonly connections: Pick<Connections, 'together' | 'beat' | 'inspect'>;
}

/** Least milliseconds between two looks at the clock; what happens in between is written in one go. */
const TICK_MS = 20;
/** Most milliseconds between two looks at the clock, when there is nothing to do. */
const IDLE_TICK_MS = 500;
/** After a pause of the process no more than this is made up for, in ms, lest it never catches up. */
const MOST_ARREARS_MS = 1_000;
/** The same for a load. */
const MOST_LOAD_ARREARS_MS = 200;
/** Longer than this a load does not keep the process from reading its sockets, in ms. */
const MOST_LOAD_MS = 2 * TICK_MS;
/** Sums of fractions fall short of whole steps by less than this. */
const CRUMB = 1e-6;

/** Lets the markets move at their rate, and beats on all connections by one server-wide timer. */
export const startTime = ({ config, platform, pace, drivers, exchange, connections }: TimePorts): Time => {
  const { clock, rate, heartbeatMs, load } = config;
  const timers = createTimers(clock);
  let lookedAt = clock.now();
  let due = 0;
  let owed = 0;
  let plannedAt = lookedAt;

  const bear = (elapsed: number, now: number): void => {
    if (!load) return;
    owed += (elapsed * load.messagesPerSecond) / 1000;
    owed -= exchange.busy(load.symbols, owed, platform.now(), () => clock.now() - now < MOST_LOAD_MS);
    // What could not be said in time is left out, lest it never catches up.
    owed = Math.min(owed, (MOST_LOAD_ARREARS_MS * load.messagesPerSecond) / 1000);
  };
  /** Milliseconds until there may be something to do. */
  const nextIn = (now: number): number => {
    const speed = (rate * pace.factor()) / 1000;
    const least = load ? TICK_MS : Math.min(IDLE_TICK_MS, speed > 0 ? (1 - due) / speed : Infinity);
    if (least <= TICK_MS) return least;
    const dueAt = drivers.reduce((at, driver) => Math.min(at, driver.dueAt()), Infinity);
    // The exchange's own time may be wrong.
    return Math.min(least, dueAt - now, exchange.dueAt() - platform.now(), pace.changesAt() - now);
  };
  const plan = (ms: number): void => {
    plannedAt = clock.now() + ms;
    timers.start('tick', ms, tick);
  };
  const tick = (): void => {
    const now = clock.now();
    const elapsed = Math.min(MOST_ARREARS_MS, Math.max(0, now - lookedAt));
    due += (elapsed * rate * pace.factor()) / 1000;
    lookedAt = now;
    pace.advance(now);
    const events = Math.floor(due + CRUMB);
    due = Math.max(0, due - events);
    connections.inspect(now);
    connections.together(() => {
      // During maintenance the markets stand still; what is due by the clock goes on.
      if (!platform.rests()) {
        for (const driver of drivers) driver.run(now);
        exchange.step(events, platform.now());
        bear(elapsed, now);
      }
      exchange.tick(platform.now());
    });
    const spent = Math.max(0, clock.now() - now);
    plan(Math.ceil(Math.max(1, TICK_MS - spent, nextIn(now) - spent)));
  };
  let beatAt = clock.now() + heartbeatMs;
  const beat = (): void => {
    connections.together(connections.beat);
    beatAt = Math.max(beatAt + heartbeatMs, clock.now());
    timers.start('heartbeat', beatAt - clock.now(), beat);
  };
  plan(TICK_MS);
  timers.start('heartbeat', heartbeatMs, beat);
  let stopped = false;
  return {
    stop: () => {
      stopped = true;
      timers.stopAll();
    },
    stir: () => {
      if (!stopped && plannedAt - clock.now() > TICK_MS) plan(TICK_MS);
    },
  };
};
