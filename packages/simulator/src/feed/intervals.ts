const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The Unix epoch was a Thursday; weeks begin on Mondays. */
const FIRST_MONDAY = 4 * DAY;

const FIXED: Readonly<Record<string, number>> = {
  '1m': MINUTE,
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '30m': 30 * MINUTE,
  '1h': HOUR,
  '3h': 3 * HOUR,
  '6h': 6 * HOUR,
  '12h': 12 * HOUR,
  '1D': DAY,
};
const WEEKS: Readonly<Record<string, number>> = { '7D': 7 * DAY, '1W': 7 * DAY, '14D': 14 * DAY };

/** The function from a time to the start of its candle (both in ms, UTC), or null where there is no such timeframe. */
export const intervalOf = (timeframe: string): ((mts: number) => number) | null => {
  const fixed = Object.hasOwn(FIXED, timeframe) ? FIXED[timeframe] : undefined;
  if (fixed !== undefined) return (mts) => Math.floor(mts / fixed) * fixed;
  const weeks = Object.hasOwn(WEEKS, timeframe) ? WEEKS[timeframe] : undefined;
  if (weeks !== undefined) return (mts) => Math.floor((mts - FIRST_MONDAY) / weeks) * weeks + FIRST_MONDAY;
  if (timeframe === '1M') return startOfMonth;
  return null;
};

const startOfMonth = (mts: number): number => {
  const date = new Date(mts);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
};
