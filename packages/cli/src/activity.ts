import type { SimulatorOptions } from '@bitfinex-ws/simulator';

/** How busy a simulated market is, by name. */
export type Activity = 'quiet' | 'normal' | 'bursts';

/** The names that there are. */
export const ACTIVITIES: ReadonlyArray<Activity> = ['quiet', 'normal', 'bursts'];

/** What each name means to the simulator. */
const OPTIONS: Readonly<Record<Activity, NonNullable<SimulatorOptions['activity']>>> = {
  // A night: for most of the time a fifth of the usual, in thinner books that stand further apart.
  quiet: { quiet: { everyMs: 5_000, lastMs: 30_000, factor: 0.2 }, spread: 2, depth: 0.5 },
  normal: {},
  // News: every now and then some seconds of ten times the usual.
  bursts: { bursts: { everyMs: 12_000, lastMs: 4_000, factor: 10 } },
};

/** The simulator's options of that name; none where none was written. */
export const activityOptions = (activity: Activity | null): Pick<SimulatorOptions, 'activity'> =>
  activity === null ? {} : { activity: OPTIONS[activity] };
