import { createTimers, type Cancel } from '@bitfinex-ws/machine';
import type { Platform } from './faults/platform.js';
import type { Exchange } from './feed/exchange.js';
import type { SimulatorConfig } from './options.js';
import type { Connections } from './session/connections.js';

/** Milliseconds between two looks at the clock; what happens in between is written in one go. */
const TICK_MS = 20;
/** After a pause of the process no more than this is made up for, in ms, lest it never catches up. */
const MOST_ARREARS_MS = 1_000;
/** The same for a load. */
const MOST_LOAD_ARREARS_MS = 200;
/** Longer than this a load does not keep the process from reading its sockets, in ms. */
const MOST_LOAD_MS = 2 * TICK_MS;

/** Lets the markets move at their rate, and beats on all connections by one server-wide timer. Answers how to stop it. */
export const startTime = (
  { clock, rate, heartbeatMs, load }: Pick<SimulatorConfig, 'clock' | 'rate' | 'heartbeatMs' | 'load'>,
  platform: Pick<Platform, 'now' | 'rests'>,
  exchange: Pick<Exchange, 'step' | 'busy' | 'tick'>,
  connections: Pick<Connections, 'together' | 'beat' | 'inspect'>,
): Cancel => {
  const timers = createTimers(clock);
  let lookedAt = clock.now();
  let due = 0;
  let owed = 0;

  const bear = (elapsed: number, now: number): void => {
    if (!load) return;
    owed += (elapsed * load.messagesPerSecond) / 1000;
    owed -= exchange.busy(load.symbols, owed, platform.now(), () => clock.now() - now < MOST_LOAD_MS);
    // What could not be said in time is left out, lest it never catches up.
    owed = Math.min(owed, (MOST_LOAD_ARREARS_MS * load.messagesPerSecond) / 1000);
  };
  const tick = (): void => {
    const now = clock.now();
    const elapsed = Math.min(MOST_ARREARS_MS, Math.max(0, now - lookedAt));
    due += (elapsed * rate) / 1000;
    lookedAt = now;
    const events = Math.floor(due);
    due -= events;
    connections.inspect(now);
    connections.together(() => {
      // During maintenance the markets stand still; what is due by the clock goes on.
      if (!platform.rests()) {
        exchange.step(events, platform.now());
        bear(elapsed, now);
      }
      exchange.tick(platform.now());
    });
    timers.start('tick', Math.max(1, TICK_MS - Math.max(0, clock.now() - now)), tick);
  };
  let beatAt = clock.now() + heartbeatMs;
  const beat = (): void => {
    connections.together(connections.beat);
    beatAt = Math.max(beatAt + heartbeatMs, clock.now());
    timers.start('heartbeat', beatAt - clock.now(), beat);
  };
  timers.start('tick', TICK_MS, tick);
  timers.start('heartbeat', heartbeatMs, beat);
  return timers.stopAll;
};
