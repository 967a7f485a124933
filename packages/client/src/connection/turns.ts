import { createTimers, type Clock } from '@bitfinex-ws/machine';

/** What is to be done for many channels of a connection, one after the other, so that the server is not flooded. */
interface Turns {
  /** Does it for the first key at once, for the others each `gapMs` later. */
  readonly take: (conn: number, keys: ReadonlyArray<string>, gapMs: number, run: (key: string) => void) => void;
  /** The connection is gone: what is left has lost its sense. */
  readonly cancel: (conn: number) => void;
}

/** Makes an order of turns in which nothing waits. */
export const createTurns = (clock: Clock): Turns => {
  const timers = createTimers(clock);
  const belongsTo = (conn: number) => (name: string) => name.startsWith(`${conn} `);
  return {
    take: (conn, keys, gapMs, run) =>
      keys.forEach((key, turn) => {
        if (turn === 0) run(key);
        else timers.start(`${conn} ${key}`, turn * gapMs, () => run(key));
      }),
    cancel: (conn) => timers.running().filter(belongsTo(conn)).forEach(timers.stop),
  };
};
