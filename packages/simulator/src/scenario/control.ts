import type { either as E } from 'fp-ts';
import type { SimulatorError } from '../errors.js';
import type { Fault } from './fault.js';
import type { ConnectionSelector, TimelineEntry } from './scenario.js';

/** Faults by hand, for tests. A Left (`BadCall`) names what makes no sense, and nothing has happened then. */
export interface SimulatorControl {
  /**
   * Injects a fault now: on the connections that are open and fit (default: all), or, for what happens at the door, on
   * the next that knock.
   */
  readonly inject: (fault: Fault, connections?: ConnectionSelector) => E.Either<SimulatorError, Injection>;
  /** Adds a line to the timeline; its times count from now. */
  readonly schedule: (entry: TimelineEntry) => E.Either<SimulatorError, Injection>;
  /** Takes back every fault that can be: the timeline, what lies in wait, stalls, latency, silence. Ended connections stay ended. */
  readonly calm: () => void;
  /** The connections that are open, in the order of their numbers. */
  readonly connections: () => ReadonlyArray<ConnectionFacts>;
}

/** A fault that was injected. */
export interface Injection {
  /** Takes back what of it still lies in wait. */
  readonly cancel: () => void;
  /** How often it has struck: frames, requests, handshakes or connections. */
  readonly hits: () => number;
}

/** What there is to know of an open connection. */
export interface ConnectionFacts {
  /** Counted from 1, in the order of handshakes. */
  readonly number: number;
  /** Time of its handshake, in ms. */
  readonly openedAt: number;
  readonly channels: number;
  /** 'half-open': nothing is sent or read; 'stalled': nothing is sent for a while. */
  readonly state: 'open' | 'stalled' | 'half-open';
  /** Frames sent, events included. */
  readonly framesSent: number;
  /** Number of the last array frame; 0 before the first. */
  readonly sequence: number;
}
