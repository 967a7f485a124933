/**
 * How soon a lost connection is dialled again. `now`: after a jitter that stays below some seconds, however often it failed;
 * `backoff`: after a jitter whose range doubles with each failure in a row; `slower`: so, and `slowMs` later.
 */
export type Pace = 'now' | 'backoff' | 'slower';

/** What follows from a loss. `refused`: the host counts our dials and had enough of them, so the governor must know. */
export type Verdict =
  | { readonly _tag: 'Retry'; readonly pace: Pace; readonly refused: boolean }
  /**
   * It would end in the same way again, whatever time passes. Not so where the same address has worked before: then the other
   * side is at fault, and it is tried again, `slower`.
   */
  | { readonly _tag: 'GiveUp' };

/** Soon. */
export const NOW: Verdict = { _tag: 'Retry', pace: 'now', refused: false };
/** Later and later. */
export const BACKOFF: Verdict = { _tag: 'Retry', pace: 'backoff', refused: false };
/** So, and a good while later. */
export const SLOWER: Verdict = { _tag: 'Retry', pace: 'slower', refused: false };
/** So, and the governor must know. */
export const REFUSED: Verdict = { _tag: 'Retry', pace: 'slower', refused: true };
/** Not at all. */
export const GIVE_UP: Verdict = { _tag: 'GiveUp' };
