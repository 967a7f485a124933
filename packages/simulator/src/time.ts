import { createTimers, type Cancel } from '@bitfinex-ws/machine';
import type { Exchange } from './feed/exchange.js';
import type { SimulatorConfig } from './options.js';
import type { Connections } from './session/connections.js';

/** Milliseconds between two looks at the clock; what happens in between is written in one go. */
const TICK_MS = 20;
/** After a pause of the process no more than this is made up for, in ms, lest it never catches up. */
const MOST_ARREARS_MS = 1_000;

/** Lets the markets move at their rate, and beats on all connections by one server-wide timer. Answers how to stop it. */
export const startTime = (
  { clock, rate, heartbeatMs }: SimulatorConfig,
  exchange: Pick<Exchange, 'step' | 'tick'>,
  connections: Pick<Connections, 'together' | 'beat' | 'inspect'>,
): Cancel => {
  const timers = createTimers(clock);
  let lookedAt = clock.now();
  let due = 0;

  const tick = (): void => {
    const now = clock.now();
    due += (Math.min(MOST_ARREARS_MS, Math.max(0, now - lookedAt)) * rate) / 1000;
    lookedAt = now;
    const events = Math.floor(due);
    due -= events;
    connections.inspect(now);
    connections.together(() => {
      exchange.step(events, now);
      exchange.tick(now);
    });
    timers.start('tick', TICK_MS, tick);
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
