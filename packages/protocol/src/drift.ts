import type { ConstantColumn } from './row.js';

/** A kind of row, as far as its width can be told from what reads it. */
export interface DriftingRow {
  /** What kind of row it is. */
  readonly name: string;
  /** How many columns are known of it; 0: nobody has looked yet. */
  readonly known: number;
  /** How many columns servers send at least, where some without a name follow the last. */
  readonly width: number;
  readonly constants: ReadonlyArray<ConstantColumn>;
  /** Runs its literal with something that answers whatever it is asked. */
  readonly run: (see: (index: number) => null) => void;
}

/**
 * Counts what servers append to rows: by family of row, how many frames had more columns than its codec knows. The columns
 * are ignored; the count says that it is time to look at the documentation again.
 */
export class Drift {
  private readonly frames = new Map<string, number>();

  /** Counts a frame whose widest row of this kind has so many columns, if that is too many; answers how many are known. */
  note(row: DriftingRow, width: number): number {
    const known = row.known > 0 ? row.known : knownColumns(row);
    if (width > known) this.frames.set(row.name, (this.frames.get(row.name) ?? 0) + 1);
    return known;
  }

  /** Family of row to frames that were wider than known; empty where there were none. A copy. */
  counts(): ReadonlyMap<string, number> {
    return new Map(this.frames);
  }
}

// Runs the literal once, and sees how far it goes.
const knownColumns = (row: DriftingRow): number => {
  let known = row.width;
  const see = (index: number): null => {
    known = Math.max(known, index + 1);
    return null;
  };
  row.run(see);
  for (const { index } of row.constants) see(index);
  return known;
};
