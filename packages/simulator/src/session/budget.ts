/** What a client may ask before it counts as one that floods. */
interface Budget {
  /** Pays for a frame; false where it can not be paid any more. */
  readonly pay: (price: number) => boolean;
}

/**
 * Frames that may come at once, and in each second of the exchange's clock: far beyond what a client has reason for, and little
 * enough that the others do not feel it. The exchange publishes no such limit.
 */
const MOST_AT_ONCE = 50_000;
const A_SECOND = 5_000;

/** What a frame costs: a subscription brings a snapshot, a login has a signature to be looked at. */
export const priceOf = (frame: object | null): number => {
  const event: unknown = frame && 'event' in frame ? frame.event : null;
  return event === 'subscribe' || event === 'auth' ? 10 : 1;
};

/** A full budget. */
export const createBudget = (now: () => number): Budget => {
  let left = MOST_AT_ONCE;
  let at = now();
  return {
    pay: (price) => {
      if (left < price) {
        const time = now();
        left = Math.min(MOST_AT_ONCE, left + (Math.max(0, time - at) / 1_000) * A_SECOND);
        at = time;
      }
      left -= price;
      return left >= 0;
    },
  };
};
