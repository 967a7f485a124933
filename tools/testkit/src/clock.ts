/** A clock that stands still until it is turned by hand. Structurally the `Clock` of `@bitfinex-ws/machine`. */
export interface FakeClock {
  readonly now: () => number;
  readonly after: (ms: number, fire: () => void) => () => void;
  /** Turns the clock forward, firing what falls due in order of time (then of start), also what is started meanwhile. */
  readonly advance: (ms: number) => void;
  /** As `advance`, and lets pending promises settle before each firing and at the end. */
  readonly advanceAsync: (ms: number) => Promise<void>;
  /** How many timers are running: nought when everything was stopped or has fired. */
  readonly pending: () => number;
}

interface Alarm {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
}

/** Lets promises that are ready settle, without a timer. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 25; turn++) await Promise.resolve();
};

/** A clock that stands at `start`, ms since 1970-01-01 UTC. */
export const createFakeClock = (start = 1_600_000_000_000): FakeClock => {
  let time = start;
  let order = 0;
  const alarms = new Set<Alarm>();

  const nextUntil = (end: number): Alarm | undefined => {
    let first: Alarm | undefined;
    for (const alarm of alarms) {
      if (alarm.at > end) continue;
      if (!first || alarm.at < first.at || (alarm.at === first.at && alarm.order < first.order)) first = alarm;
    }
    return first;
  };
  // What fires may turn the clock further than this turn reaches; it never goes back.
  const arriveAt = (end: number): void => {
    time = Math.max(time, end);
  };
  const fire = (alarm: Alarm): void => {
    alarms.delete(alarm);
    arriveAt(alarm.at);
    alarm.fire();
  };

  return {
    now: () => time,
    after: (ms, run) => {
      const alarm: Alarm = { at: time + Math.max(0, ms), order: order++, fire: run };
      alarms.add(alarm);
      return () => alarms.delete(alarm);
    },
    advance: (ms) => {
      const end = time + ms;
      for (let alarm = nextUntil(end); alarm; alarm = nextUntil(end)) fire(alarm);
      arriveAt(end);
    },
    advanceAsync: async (ms) => {
      const end = time + ms;
      await settle();
      for (let alarm = nextUntil(end); alarm; alarm = nextUntil(end)) {
        fire(alarm);
        await settle();
      }
      arriveAt(end);
      await settle();
    },
    pending: () => alarms.size,
  };
};
