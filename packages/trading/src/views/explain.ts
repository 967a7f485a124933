import type { NotReady } from './reading.js';

/** Says in one line why a view cannot be read. */
export const explainNotReady = (why: NotReady): string => {
  switch (why._tag) {
    case 'NotLoggedIn':
      return `${why.view}: no login has succeeded yet`;
    case 'SnapshotAwaited':
      return why.overdue
        ? `${why.view}: the snapshot did not come in time, and is still awaited`
        : `${why.view}: the snapshot has not come yet`;
    case 'FilteredOut':
      return `${why.view}: the filter of the login (${why.filter.join(', ')}) keeps them away`;
    case 'Stale':
      return `${why.view}: what is held is of before ${timeText(why.since)} (${why.cause})`;
  }
};

/** Whether the view can be read later without anything being changed. */
export const isRetryableNotReady = (why: NotReady): boolean =>
  why._tag !== 'FilteredOut' && !(why._tag === 'Stale' && why.cause === 'closed');

// Prose must not throw, whatever it is given.
const timeText = (ms: number): string => (Math.abs(ms) <= LAST_MS ? new Date(ms).toISOString() : String(ms));
const LAST_MS = 8.64e15;
