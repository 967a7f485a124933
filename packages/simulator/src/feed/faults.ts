/** Faults that a test has asked for and that have not happened yet. */
export interface Faults {
  /** Asks that the next update frame of a book of this symbol (null: of any) is lost. */
  readonly drop: (symbol: string | null) => void;
  /** Asks that a digit of an amount is changed in the next update of a book of this symbol (null: of any). */
  readonly corrupt: (symbol: string | null) => void;
  /** Whether to lose this frame; asking uses the fault up. */
  readonly takeDrop: (symbol: string) => boolean;
  readonly wantsCorruption: (symbol: string) => boolean;
  readonly corrupted: (symbol: string) => void;
}

/** No fault to begin with. */
export const createFaults = (): Faults => {
  const drops: (string | null)[] = [];
  const corruptions: (string | null)[] = [];
  const placeIn = (asked: ReadonlyArray<string | null>, symbol: string): number =>
    asked.findIndex((wanted) => wanted === null || wanted === symbol);
  const take = (asked: (string | null)[], symbol: string): boolean => {
    if (asked.length === 0) return false;
    const place = placeIn(asked, symbol);
    if (place >= 0) asked.splice(place, 1);
    return place >= 0;
  };
  return {
    drop: (symbol) => drops.push(symbol),
    corrupt: (symbol) => corruptions.push(symbol),
    takeDrop: (symbol) => take(drops, symbol),
    wantsCorruption: (symbol) => corruptions.length > 0 && placeIn(corruptions, symbol) >= 0,
    corrupted: (symbol) => take(corruptions, symbol),
  };
};
