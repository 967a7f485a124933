/** The last ms of the year 9999. */
const LAST = 253402300799999;
const TIME = /^([0-9]{4}-[0-9]{2}-[0-9]{2})(?: ([0-9]{2}:[0-9]{2}:[0-9]{2}))?$/;

/** Whether a number is a time that has a text: ms since 1970, UTC, up to the year 9999. */
export const isTime = (ms: number): boolean => ms >= 0 && ms <= LAST;

/** The time as `YYYY-MM-DD HH:MM:SS`, UTC; parts of a second are cut off. Ask `isTime` before. */
export const timeText = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/** The day as `YYYY-MM-DD`, UTC. Ask `isTime` before. */
export const dayText = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The ms that a text of either form stands for, a day without a time for its beginning; null where it is no time. */
export const timeOfText = (text: string): number | null => {
  const [, day, time = '00:00:00'] = TIME.exec(text) ?? [];
  if (day === undefined) return null;
  const ms = Date.parse(`${day}T${time}Z`);
  // A day that the month does not have would roll over into the next one.
  return isTime(ms) && timeText(ms) === `${day} ${time}` ? ms : null;
};
