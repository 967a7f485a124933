import { BACKOFF, type Verdict } from './pace.js';

/*
 * The same where the platform hides why a handshake failed, as browsers do: every dial that failed looks alike, and no bundle for a
 * browser holds the table of what it could have been.
 */

/** What follows from a dial that failed. */
export const dialVerdict = (): Verdict => BACKOFF;

/** For how long the host asked not to be dialled, ms: nobody hears of it. */
export const askedPauseMs = (): number => 0;

/** The status with which the host refuses: nobody hears of it either. */
export const refusalOf = (): number | null => null;
