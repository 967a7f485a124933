/**
 * Counts what servers append to rows: by family of row, how many frames had more columns than its codec knows. The columns
 * are ignored; the count says that it is time to look at the documentation again.
 */
export class Drift {
  private readonly frames = new Map<string, number>();

  /** Counts a frame of this family. */
  note(family: string): void {
    this.frames.set(family, (this.frames.get(family) ?? 0) + 1);
  }

  /** Family of row to frames that were wider than known; empty where there were none. A copy. */
  counts(): ReadonlyMap<string, number> {
    return new Map(this.frames);
  }
}
