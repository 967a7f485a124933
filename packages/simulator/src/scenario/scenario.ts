import type { Fault } from './fault.js';

/** What goes wrong, where and when: plain data, from a file or a test. The same scenario and seed do the same again. */
export interface Scenario {
  /** For people. */
  readonly name?: string;
  /**
   * Where the chance of the faults begins, an integer.
   * @default the seed of the simulator
   */
  readonly seed?: number;
  readonly timeline: ReadonlyArray<TimelineEntry>;
}

/**
 * Which connections a fault is for. Connections are counted from 1 in the order of their handshakes, those that were
 * refused included; the number is never used again.
 */
export type ConnectionSelector =
  | 'all'
  /** Any one of those that are open, by the dice; with a trigger of each connection: the first that it strikes, and no other. */
  | 'one'
  | 'oldest'
  | 'newest'
  /** The connections with these numbers. */
  | { readonly nth: number | ReadonlyArray<number> }
  /** Each with this probability, above 0 and at most 1. */
  | { readonly share: number }
  /** Those with a channel that fits. */
  | { readonly having: { readonly channel?: string; readonly subject?: string } };

/** When a fault strikes. Times are in ms since the simulator started, or since `control.schedule` was called. */
export type Trigger =
  /** Once, on the connections that are open then. */
  | { readonly at: number }
  /** Again and again, on those that are open then; first at `from` (default: `every`), not after `until`. */
  | { readonly every: number; readonly from?: number; readonly until?: number }
  /** On each connection when it is so many ms old; with 0 before its greeting. Connections already that old are spared. */
  | { readonly afterConnect: number }
  /**
   * On each connection when it has been sent so many frames, events included: before the next one. They are counted from
   * its greeting, or from the call of `control.schedule`.
   */
  | { readonly afterFrames: number }
  /** On each frame with this probability, above 0 and at most 1; a fault of frames strikes that very frame. */
  | { readonly chance: number; readonly from?: number; readonly until?: number };

/** One line of a scenario: when, where, what. */
export type TimelineEntry = Trigger & {
  /**
   * The connections that it is for.
   * @default 'all'
   */
  readonly connections?: ConnectionSelector;
  readonly fault: Fault;
};
