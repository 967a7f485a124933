import type { Dice } from './random.js';

/** How the pace of the markets changes: all of them at once, as news makes them. Lengths are drawn from the seed. */
export interface ActivityOptions {
  /** Times in which more happens. @default none */
  readonly bursts?: PhaseOptions;
  /** Times in which less happens, or nothing. @default none */
  readonly quiet?: PhaseOptions;
  /**
   * How far apart bids and asks stand, times the usual.
   * @default 1
   */
  readonly spread?: number;
  /**
   * How many orders stand in a book, times the usual: 320 to 900 a side.
   * @default 1
   */
  readonly depth?: number;
}

/** A kind of time that comes and goes. */
export interface PhaseOptions {
  /** Mean time from the end of one to the beginning of the next, in ms. */
  readonly everyMs: number;
  /** Mean time that one lasts, in ms. */
  readonly lastMs: number;
  /** Steps a second in it, times the usual; 0: the markets stand still. */
  readonly factor: number;
}

/** How busy the markets are, times the usual, as time goes by. */
export interface Pace {
  readonly factor: () => number;
  /** When that may change, in ms; Infinity where it never does. */
  readonly changesAt: () => number;
  readonly advance: (now: number) => void;
}

interface Phase {
  readonly options: PhaseOptions;
  on: boolean;
  until: number;
}

/** The usual pace to begin with. */
export const createPace = ({ bursts, quiet }: ActivityOptions, dice: Dice, startsAt: number): Pace => {
  const phases: ReadonlyArray<Phase> = [bursts, quiet].flatMap((options) =>
    options ? [{ options, on: false, until: startsAt + dice.exponential(options.everyMs) }] : [],
  );
  return {
    factor: () => phases.reduce((product, { on, options }) => (on ? product * options.factor : product), 1),
    changesAt: () => phases.reduce((at, { until }) => Math.min(at, until), Infinity),
    advance: (now) => {
      for (const phase of phases) {
        while (phase.until <= now) {
          phase.on = !phase.on;
          // Never no time at all: that would not end.
          phase.until += Math.max(1, dice.exponential(phase.on ? phase.options.lastMs : phase.options.everyMs));
        }
      }
    },
  };
};
