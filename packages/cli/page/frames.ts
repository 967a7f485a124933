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
 * is not visible has no frames, and draws nothing. The first job never waits for the others; where it leaves them no time, frame
 * after frame, one of them is drawn all the same: the one that has waited for longest.
 */
export const drawWithFrames = ([first, ...others]: readonly [Job, ...Job[]]): void => {
  const dues = new Map<Job, number>();
  let burdened = false;
  /** Whether the frame before had no time for what was due. */
  let behind = false;
  const dueAt = (job: Job): number => dues.get(job) ?? 0;
  const frame = (at: number): void => {
    const now = Date.now();
    const began = performance.now();
    const isDue = (job: Job): boolean => at >= dueAt(job);
    const draw = (job: Job): void => {
      dues.set(job, at + job.everyMs);
      job.run(now);
    };
    if (isDue(first)) draw(first);
    const settling = burdened;
    burdened = false;
    const waiting = settling ? [] : others.filter(isDue);
    const drawOther = (job: Job): void => {
      burdened ||= job.heavy === true;
      draw(job);
    };
    const late = behind && !settling ? longestDue(waiting, dueAt) : null;
    if (late !== null) drawOther(late);
    behind = settling && behind;
    for (const job of waiting) {
      if (job === late || (job.heavy && burdened)) continue;
      if (performance.now() - began > FRAME_MS) behind = true;
      else drawOther(job);
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
};

const longestDue = (jobs: ReadonlyArray<Job>, dueAt: (job: Job) => number): Job | null =>
  jobs.reduce<Job | null>((longest, job) => (longest === null || dueAt(job) < dueAt(longest) ? job : longest), null);
