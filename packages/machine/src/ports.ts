/** Ends what it was given for; calling it a second time does nothing. */
export type Cancel = () => void;

/** Where time comes from. The shell passes the system's clock, a test passes one that it turns by hand. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: () => number;
  /** Calls `fire` once, `ms` milliseconds from now, unless cancelled before, and never before `after` has returned. */
  readonly after: (ms: number, fire: () => void) => Cancel;
}

/** Where chance comes from: a number in [0, 1). */
export type Random = () => number;
