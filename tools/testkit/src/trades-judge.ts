/** What a reader of trades was told, as far as it matters to whether anything is missing. */
export type ToldOfTrades =
  /** One trade, when it was matched. */
  | { readonly type: 'trade'; readonly id: number }
  /** The rows of a snapshot, oldest first. They may repeat what is known already. */
  | { readonly type: 'rows'; readonly ids: ReadonlyArray<number> }
  /** Something may be missing here: messages that the reader was too slow for. */
  | { readonly type: 'notice' }
  /** Something may be missing from here on, */
  | { readonly type: 'gap' }
  /** and up to here. */
  | { readonly type: 'whole' };

/** What became of the trades of the ledger, in numbers of them. */
export interface TradesVerdict {
  readonly read: number;
  /** Came a second time as a trade. */
  readonly twice: number;
  /** Came behind a later one, with nothing to say that it was missing. */
  readonly disorder: number;
  /** Came and are not in the ledger. */
  readonly unknown: number;
  /** Never came, and a notice lies between their neighbours. */
  readonly announced: number;
  /** Never came, and nothing said so. */
  readonly secret: number;
}

/** Holds what one reader was told against the ledger of a server. */
export interface TradesJudge {
  readonly told: (item: ToldOfTrades) => void;
  /**
   * The verdict on everything so far. `ledger`: the ids of all trades, oldest first, as far as the reader can have heard of
   * them; it only grows. `isComplete`: all of it should have come by now. What is far back is decided, and forgotten.
   */
  readonly judge: (ledger: ReadonlyArray<number>, isComplete?: boolean) => TradesVerdict;
}

/** Trades whose fate may still change: more than snapshots reach back. */
const KEPT = 1_000;

type Fate = 'read' | 'announced' | 'secret';

/** Makes a judge whose reader has heard nothing yet: what it hears first is where it begins. */
export const createTradesJudge = (): TradesJudge => {
  const fates = new Map<number, Fate>();
  const count = { read: 0, twice: 0, disorder: 0, unknown: 0, announced: 0, secret: 0 };
  let heard: ToldOfTrades[] = [];
  let last: number | null = null;
  let wasNoticed = false;
  let isBroken = false;

  const decide = (place: number, fate: Fate): void => {
    const before = fates.get(place);
    if (before !== undefined) count[before]--;
    fates.set(place, fate);
    count[fate]++;
  };
  const missUpTo = (place: number): void => {
    if (last === null) return;
    for (let at = last + 1; at < place; at++)
      if (!fates.has(at)) decide(at, wasNoticed || isBroken ? 'announced' : 'secret');
  };
  const take = (place: number, isRow: boolean): void => {
    if (fates.get(place) === 'read') {
      if (!isRow) count.twice++;
      return;
    }
    if (last !== null && place < last - KEPT) return;
    if (last !== null && place < last) {
      // What was told to be missing may come late; a row may also lie before the reader's beginning.
      if (!isRow && fates.get(place) !== 'announced') count.disorder++;
      if (fates.has(place) || !isRow) decide(place, 'read');
      return;
    }
    missUpTo(place);
    decide(place, 'read');
    last = place;
    wasNoticed = false;
  };

  return {
    told: (item) => void heard.push(item),
    judge: (ledger, isComplete = false) => {
      const places = new Map(ledger.map((id, place) => [id, place]));
      for (const item of heard) {
        if (item.type === 'notice') wasNoticed = true;
        else if (item.type === 'gap') isBroken = true;
        else if (item.type === 'whole') isBroken = false;
        else if (item.type === 'trade') {
          const place = places.get(item.id);
          if (place === undefined) count.unknown++;
          else take(place, false);
        } else {
          const rows = item.ids.flatMap((id) => places.get(id) ?? []);
          for (const place of last === null ? rows.slice(-1) : rows) take(place, true);
        }
      }
      heard = [];
      for (const place of fates.keys()) if (last !== null && place < last - KEPT) fates.delete(place);
      if (isComplete) missUpTo(ledger.length);
      return { ...count };
    },
  };
};
