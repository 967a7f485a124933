/** Settles in a task of its own: what stands before and after it do not hold up the page together. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Settles when the page has nothing else to do, or has had so much to do for so long that it has to be. */
export const whenIdle = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: MOST_IDLE_MS });
    else requestAnimationFrame(() => setTimeout(resolve));
  });
const MOST_IDLE_MS = 300;

/** Something that is drawn now and then. */
interface Job {
  /** The least time between two drawings, ms; 0: with each frame of the display. */
  readonly everyMs: number;
  /** Heavy ones share: one a frame, and the frame after it is for what it has set off. */
  readonly heavy?: true;
  readonly run: (now: number) => void;
}

/** ms of a frame after which all but the first job wait for the next one. */
const FRAME_MS = 8;

/**
 * Draws with the frames of the display, however much comes in between: what came since the last frame is drawn once. A page that
 * is not visible has no frames, and draws nothing. The first job never waits for the others.
 */
export const drawWithFrames = ([first, ...others]: readonly [Job, ...Job[]]): void => {
  const dues = new Map<Job, number>();
  let burdened = false;
  const frame = (at: number): void => {
    const now = Date.now();
    const began = performance.now();
    const isDue = (job: Job): boolean => at >= (dues.get(job) ?? 0);
    const draw = (job: Job): void => {
      dues.set(job, at + job.everyMs);
      job.run(now);
    };
    if (isDue(first)) draw(first);
    const settling = burdened;
    burdened = false;
    for (const job of settling ? [] : others) {
      if (!isDue(job) || (job.heavy && burdened) || performance.now() - began > FRAME_MS) continue;
      burdened ||= job.heavy === true;
      draw(job);
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
};
