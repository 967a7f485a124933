import { priceAt, type BookMode } from './mode.js';
import {
  createModelBook,
  isBidAmount,
  isSameLevel,
  modelChecksum,
  type ModelLevel,
  type WireRow,
} from './model-book.js';

/**
 * A made-up market behind one book channel. It knows every level and shows the best `len` of each side, as the exchange
 * does: what leaves the window is deleted before what comes is added, what moves up into it is added, an order that moves
 * keeps its id, a deletion has the amount 1 or -1, and the sides do not cross.
 */
export interface Market {
  readonly mode: BookMode;
  readonly len: number;
  /** What a reader of the channel must hold, best first. */
  readonly bids: () => ReadonlyArray<ModelLevel>;
  readonly asks: () => ReadonlyArray<ModelLevel>;
  /** The server's checksum of that. */
  readonly checksum: () => number;
  /** The rows of a snapshot, in no particular order. */
  readonly snapshot: () => ReadonlyArray<WireRow>;
  /** One thing happens: the rows that tell of it, in order. Never none. */
  readonly step: () => ReadonlyArray<WireRow>;
}

/** A market with something in it: on average more than its window shows, at times less, on one side or on both. */
export const createMarket = (mode: BookMode, len: number, random: () => number): Market => {
  const { kind } = mode;
  const isRaw = kind === 'order' || kind === 'offer';
  const isFunding = kind === 'funding' || kind === 'offer';
  const book = createModelBook(kind);
  const steps = new Map<string, number>();
  let lastId = 86_143_757_311;
  let depth = { bid: 0, ask: 0 };
  let age = 0;

  const below = (limit: number): number => Math.floor(random() * limit);
  /** More happens near the best price than far from it. */
  const near = (): number => random() ** 2;
  const sideOf = (bid: boolean): ReadonlyArray<ModelLevel> => (bid ? book.bids() : book.asks());
  const stepOf = (level: ModelLevel | undefined): number =>
    level === undefined ? mode.start : (steps.get(String(level.price)) ?? mode.start);

  /** A price on its own side of the best of the other; null where there is none left. */
  const price = (bid: boolean): string | null => {
    const other = stepOf(sideOf(!bid)[0]);
    const room = bid ? other : 2 * mode.start - other;
    if (room <= 0) return null;
    // Orders crowd at few prices, levels spread.
    const away = 1 + Math.floor(near() * Math.min(room, isRaw ? 3 + len / 5 : 4 + len * 3));
    const step = other + (bid ? -away : away);
    const text = priceAt(mode, step);
    steps.set(text, step);
    return random() < 0.01 ? otherText(text) : text;
  };
  /** Mostly as `String` writes it; now and then as other writers would, which a checksum must not mind. */
  const amount = (bid: boolean): string => {
    const size = random() < 0.02 ? random() * 100 : (1 + below(5_000)) / 10 ** below(9);
    const signed = String(isBidAmount(kind, size) === bid ? size : -size);
    return random() < 0.02 ? otherText(signed) : signed;
  };
  const count = (): string => String(1 + below(9));
  const period = (): string => String([2, 15, 30, 120][below(4)]);

  const rowOf = (bid: boolean, key: string, at: string, days: string): WireRow =>
    ({
      price: [at, count(), amount(bid)],
      order: [key, at, amount(bid)],
      funding: [at, days, count(), amount(bid)],
      offer: [key, days, at, amount(bid)],
    })[kind];
  const newRow = (bid: boolean): WireRow | null => {
    const at = price(bid);
    return at === null ? null : rowOf(bid, String((lastId += 1 + below(9))), at, period());
  };
  const deletionOf = ({ row, amount: was }: ModelLevel): WireRow => {
    const unit = was > 0 ? '1' : '-1';
    const [key = '', second = ''] = row;
    return isFunding ? [key, second, '0', unit] : [key, '0', unit];
  };
  /** Other amount and count; of an order at times the price. Its key is written anew. */
  const changed = (level: ModelLevel, bid: boolean): WireRow => {
    const moved = isRaw && random() < 0.5 ? price(bid) : null;
    return rowOf(bid, level.key, moved ?? String(level.price), String(level.period));
  };

  const nextRow = (): WireRow | null => {
    const bid = random() < 0.5;
    const side = sideOf(bid);
    const victim = side[Math.floor(near() * side.length)];
    const choice = random();
    if (victim === undefined) return depth[bid ? 'bid' : 'ask'] > 0 ? newRow(bid) : null;
    const [deletions, changes] = side.length > depth[bid ? 'bid' : 'ask'] ? [0.45, 0.35] : [0.15, 0.4];
    if (choice < deletions) return deletionOf(victim);
    return choice < deletions + changes ? changed(victim, bid) : newRow(bid);
  };

  /** What a reader of the best `len` must be told: first what is gone, then what came or changed. One walk down both. */
  const difference = (before: ReadonlyArray<ModelLevel>, after: ReadonlyArray<ModelLevel>): ReadonlyArray<WireRow> => {
    const gone: ModelLevel[] = [];
    const came: ModelLevel[] = [];
    let [old, now] = [0, 0];
    for (;;) {
      const was = old < len ? before[old] : undefined;
      const is = now < len ? after[now] : undefined;
      if (was === undefined && is === undefined) break;
      if (was === is) {
        old++;
        now++;
        continue;
      }
      // One row moves at most one level: where the two part, one of them is a place ahead, or a level was replaced.
      const isLate = is !== undefined && old + 1 < len && is === before[old + 1];
      const isEarly = was !== undefined && now + 1 < len && was === after[now + 1];
      if (was !== undefined && !isEarly) {
        gone.push(was);
        old++;
      }
      if (is !== undefined && !isLate) {
        came.push(is);
        now++;
      }
    }
    const left = gone.filter((level) => !came.some((other) => isSameLevel(kind, other, level)));
    return [...left.map(deletionOf), ...came.map(({ row }) => row)];
  };

  const tick = (): ReadonlyArray<WireRow> => {
    if (age++ % 2_000 === 0) {
      depth = { bid: newDepth(), ask: newDepth() };
      if (depth.bid + depth.ask === 0) depth.bid = 1;
    }
    const row = nextRow();
    if (row === null) return [];
    const [bids, asks] = [book.bids(), book.asks()];
    book.apply(row);
    return [...difference(bids, book.bids()), ...difference(asks, book.asks())];
  };
  /** How many levels a side tends to: half as many again as it shows, or thin, or none. */
  const newDepth = (): number => {
    const kindOfDepth = random();
    if (kindOfDepth < 0.05) return 0;
    return kindOfDepth < 0.2 ? below(len) : Math.ceil(len * 1.5);
  };
  const step = (): ReadonlyArray<WireRow> => {
    for (;;) {
      const rows = tick();
      if (rows.length > 0) return rows;
    }
  };
  for (let filling = 0; filling < len * 10; filling++) tick();

  const bids = (): ReadonlyArray<ModelLevel> => book.bids().slice(0, len);
  const asks = (): ReadonlyArray<ModelLevel> => book.asks().slice(0, len);
  return {
    mode,
    len,
    bids,
    asks,
    checksum: () => modelChecksum(bids(), asks()),
    snapshot: () => {
      const rows = [...bids(), ...asks()].map(({ row }) => row);
      return random() < 0.5 ? rows : shuffled(rows, below);
    },
    step,
  };
};

/** The same number, written otherwise. */
const otherText = (text: string): string => {
  if (text.includes('e')) return text.replace('e', 'E');
  return text.includes('.') ? `${text}0` : `${text}.0`;
};

const shuffled = <T>(items: ReadonlyArray<T>, below: (limit: number) => number): ReadonlyArray<T> => {
  const rest = [...items];
  return items.flatMap(() => rest.splice(below(rest.length), 1));
};
