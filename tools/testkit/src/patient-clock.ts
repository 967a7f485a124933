/** The part of a clock that this file needs. Structurally the `Clock` of `@bitfinex-ws/machine`. */
interface Clock {
  readonly now: () => number;
  readonly after: (ms: number, fire: () => void) => () => void;
}

/** Waits that are longer than this, ms, are patience with somebody else; shorter ones belong to the work itself. */
const LONGEST_WORK_MS = 1_000;
/** Longer than any test may last, ms. */
const NEVER_MS = 3_600_000;

/**
 * The time of another clock, without its limits: what is waited for longer than a second never comes due. For tests of real sockets
 * that are not about such a limit: how long their machine lets them stand still is no fault of what they test.
 */
export const createPatientClock = ({ now, after }: Clock): Clock => ({
  now,
  after: (ms, fire) => after(ms > LONGEST_WORK_MS ? ms + NEVER_MS : ms, fire),
});
