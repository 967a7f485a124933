const MINUTE = 60_000;
const UNITS: Readonly<Record<string, number>> = {
  m: MINUTE,
  h: 60 * MINUTE,
  D: 1_440 * MINUTE,
  W: 7 * 1_440 * MINUTE,
};

/**
 * When the candle before another one starts, ms, by the key of their channel (`trade:1m:tBTCUSD`). Null for a time frame that is
 * not known. Months are those of the calendar, in UTC.
 */
export const candleBefore = (key: string): ((mts: number) => number) | null => {
  const [, count, unit] = /^trade:([1-9][0-9]{0,3})([mhDWM]):/.exec(key) ?? [];
  if (count === undefined || unit === undefined) return null;
  const many = Number(count);
  const width = UNITS[unit];
  if (width !== undefined) return (mts) => mts - many * width;
  return (mts) => {
    const start = new Date(mts);
    return start.setUTCMonth(start.getUTCMonth() - many);
  };
};
