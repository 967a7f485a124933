import type { BookKind } from '@bitfinex-ws/protocol';
import { isBid, modelOf, sideOf, withRow, type Entry, type Model } from './model.js';
import type { WireRow } from './wire.js';

/** A made-up market that behaves as recorded ones do: it keeps its window, and deletes before it adds. */
export interface Walk {
  readonly model: () => Model;
  /** Rows of a snapshot, in no particular order. It becomes the state of the market. */
  readonly snapshot: () => ReadonlyArray<WireRow>;
  /** The rows of the next change, in order: one, or a deletion that makes room and what is put there. */
  readonly step: () => ReadonlyArray<WireRow>;
}

export const createWalk = (kind: BookKind, len: number, random: () => number): Walk => {
  const raw = kind === 'order' || kind === 'offer';
  let model = modelOf(kind, []);
  let lastId = 86_143_757_311;

  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(items: ReadonlyArray<T>): T | undefined => items[below(items.length)];
  // 1e-7 steps: exponents in the text of small ones. Few steps: many orders at one price.
  const price = (): string => String((1 + below(raw ? Math.max(6, len / 5) : Math.max(12, len * 3))) / 1e7);
  const period = (): string => String(2 + below(3) * 14);
  const amount = (bid: boolean): string => {
    const size = (1 + below(5_000)) / 10 ** below(9);
    return String(isBid(kind, size) === bid ? size : -size);
  };
  const newId = (): string => String((lastId += 1 + below(9)));

  const make = (bid: boolean, id: string): WireRow =>
    ({
      price: [price(), String(1 + below(9)), amount(bid)],
      order: [id, price(), amount(bid)],
      funding: [price(), period(), String(1 + below(9)), amount(bid)],
      offer: [id, period(), price(), amount(bid)],
    })[kind];
  const deletionOf = ({ row, amount: was }: Entry): WireRow => {
    const unit = was > 0 ? '1' : '-1';
    return {
      price: [row[0] ?? '', '0', unit],
      order: [row[0] ?? '', '0', unit],
      funding: [row[0] ?? '', row[1] ?? '', '0', unit],
      offer: [row[0] ?? '', row[1] ?? '', '0', unit],
    }[kind];
  };
  /** The same entry, changed: other amount and count; R0 other price as well, and now and then the other side. */
  const changed = ({ row, amount: was }: Entry, bid: boolean): WireRow =>
    ({
      price: [row[0] ?? '', String(1 + below(9)), amount(isBid(kind, was))],
      order: [row[0] ?? '', random() < 0.5 ? price() : (row[1] ?? ''), amount(bid)],
      funding: [row[0] ?? '', row[1] ?? '', String(1 + below(9)), amount(isBid(kind, was))],
      offer: [row[0] ?? '', row[1] ?? '', random() < 0.5 ? price() : (row[2] ?? ''), amount(bid)],
    })[kind];

  /** Deletions first, so that the side of the new row stays within the window. */
  const makeRoom = (row: WireRow, bid: boolean): ReadonlyArray<WireRow> => {
    const after = sideOf(withRow(model, row), bid ? 'bid' : 'ask');
    if (after.length <= len) return [row];
    const leaver = pick(after.filter((entry) => entry.row !== row));
    return leaver ? [deletionOf(leaver), row] : [row];
  };

  return {
    model: () => model,
    snapshot: () => {
      const size = Math.min(len, below(len * 4)); // full, more often than not
      const rows = [...Array(2 * size).keys()].map((index) => make(index % 2 === 0, newId()));
      model = modelOf(kind, rows);
      return rows;
    },
    step: () => {
      const bid = random() < 0.5;
      const victim = pick(sideOf(model, bid ? 'bid' : 'ask'));
      const choice = random();
      const rows =
        victim && choice < 0.3
          ? [deletionOf(victim)]
          : victim && choice < 0.65
            ? (() => {
                const to = raw && random() < 0.1 ? !bid : bid;
                return makeRoom(changed(victim, to), to);
              })()
            : makeRoom(make(bid, newId()), bid);
      model = rows.reduce(withRow, model);
      return rows;
    },
  };
};
