import { isRight, left } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import { systemClock, type Clock } from '@bitfinex-ws/transport';
import type { RecorderError } from './errors.js';
import { FRAMES_PER_TURN, RESTART_MS } from './limits.js';
import type { RecordedFrame } from './recording.js';

/** What `pace` can be told. */
export interface PaceOptions {
  /** 1 is the recording's own pace, 10 is ten times as fast, 'max' as fast as it goes. */
  readonly speed: number | 'max';
  /** Where the time runs. @default systemClock */
  readonly clock?: Clock;
  /** Ends the iteration, also while it waits. @default never */
  readonly signal?: AbortSignal;
}

/**
 * Yields a recording in its own time, or faster. The first frame comes at once. Where the recorded time steps back, frames
 * come at once: a little step back is made good afterwards, a big one (over a second) is where the time starts anew.
 * Lefts are passed on as they come; other work gets its turn at least every thousand frames.
 */
export async function* pace(
  frames: AsyncIterable<E.Either<RecorderError, RecordedFrame>>,
  { speed, clock = systemClock, signal }: PaceOptions,
): AsyncGenerator<E.Either<RecorderError, RecordedFrame>, void, undefined> {
  if (speed !== 'max' && !(speed > 0)) {
    yield left({ _tag: 'BadSpeed', speed });
    return;
  }
  const due = speed === 'max' ? () => 0 : createSchedule(clock, speed);
  let sinceTurn = 0;
  for await (const item of frames) {
    if (signal?.aborted) return;
    const wait = isRight(item) ? due(item.right.t) : 0;
    sinceTurn++;
    if (wait > 0 || sinceTurn >= FRAMES_PER_TURN) {
      sinceTurn = 0;
      await sleep(clock, Math.max(0, wait), signal);
      if (signal?.aborted) return;
    }
    yield item;
  }
}

/** Says how long to wait, ms, before a frame recorded at `t`; nought or less where it is due. */
const createSchedule = (clock: Clock, speed: number): ((t: number) => number) => {
  let anchor: { readonly recorded: number; readonly played: number } | null = null;
  let latest = -Infinity;
  return (t) => {
    if (anchor === null || t < latest - RESTART_MS) {
      anchor = { recorded: t, played: clock.now() };
      latest = t;
    }
    latest = Math.max(latest, t);
    return anchor.played + (t - anchor.recorded) / speed - clock.now();
  };
};

const sleep = (clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const wake = (): void => {
      cancel();
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const cancel = clock.after(ms, wake);
    signal?.addEventListener('abort', wake);
  });
