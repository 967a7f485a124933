/** Settles with the next frame: work that is parted by it is no long task. */
export const nextFrame = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** Something that is drawn now and then. */
interface Job {
  /** The least time between two drawings, ms; 0: with each frame of the display. */
  readonly everyMs: number;
  /** Heavy ones share: one a frame. */
  readonly heavy?: true;
  readonly run: (now: number) => void;
}

/**
 * Draws with the frames of the display, however much comes in between: what came since the last frame is drawn once. A page that
 * is not visible has no frames, and draws nothing.
 */
export const drawWithFrames = (jobs: ReadonlyArray<Job>): void => {
  const due = jobs.map(() => 0);
  const frame = (at: number): void => {
    const now = Date.now();
    let burdened = false;
    for (const [index, { everyMs, heavy, run }] of jobs.entries()) {
      if (at < (due[index] ?? 0) || (heavy && burdened)) continue;
      due[index] = at + everyMs;
      burdened ||= heavy === true;
      run(now);
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
};
