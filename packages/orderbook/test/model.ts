import type { BookKind } from '@bitfinex-ws/protocol';
import type { WireRow } from './wire.js';

/**
 * A book that is slow and obviously right: a bag of rows, filtered and sorted each time it is looked at, and a CRC-32 bit
 * by bit. It shares nothing with the code that it judges.
 */
export interface Model {
  readonly kind: BookKind;
  readonly entries: ReadonlyArray<Entry>;
}

/** One row that stands in the model, as it was sent. */
export interface Entry {
  readonly row: WireRow;
  readonly price: number;
  readonly period: number;
  readonly id: number;
  readonly amount: number;
  readonly count: number | null;
  readonly key: string;
  readonly amountText: string;
}

const columns = {
  price: { key: 0, price: 0, period: null, id: null, amount: 2, gone: 1 },
  order: { key: 0, price: 1, period: null, id: 0, amount: 2, gone: 1 },
  funding: { key: 0, price: 0, period: 1, id: null, amount: 3, gone: 2 },
  offer: { key: 0, price: 2, period: 1, id: 0, amount: 3, gone: 2 },
} as const;

const entryOf = (kind: BookKind, row: WireRow): Entry => {
  const at = columns[kind];
  const value = (index: number | null): number => (index === null ? 0 : Number(row[index]));
  return {
    row,
    price: value(at.price),
    period: value(at.period),
    id: value(at.id),
    amount: value(at.amount),
    count: kind === 'price' || kind === 'funding' ? value(at.gone) : null,
    key: row[at.key] ?? '',
    amountText: row[at.amount] ?? '',
  };
};

export const isBid = (kind: BookKind, amount: number): boolean =>
  kind === 'funding' || kind === 'offer' ? amount < 0 : amount > 0;

const sameEntry = (kind: BookKind, a: Entry, b: Entry): boolean =>
  kind === 'order' || kind === 'offer'
    ? a.id === b.id
    : a.price === b.price && a.period === b.period && isBid(kind, a.amount) === isBid(kind, b.amount);

/** The model after one row. */
export const withRow = (model: Model, row: WireRow): Model => {
  const { kind, entries } = model;
  const entry = entryOf(kind, row);
  const others = entries.filter((other) => !sameEntry(kind, other, entry));
  return { kind, entries: Number(row[columns[kind].gone]) === 0 ? others : [...others, entry] };
};

/** Whether a row deletes what is not there. */
export const deletesNothing = (model: Model, row: WireRow): boolean => {
  const entry = entryOf(model.kind, row);
  return (
    Number(row[columns[model.kind].gone]) === 0 && !model.entries.some((other) => sameEntry(model.kind, other, entry))
  );
};

export const modelOf = (kind: BookKind, rows: ReadonlyArray<WireRow>): Model =>
  rows.reduce<Model>(withRow, { kind, entries: [] });

/** One side, best first. */
export const sideOf = ({ kind, entries }: Model, side: 'bid' | 'ask'): ReadonlyArray<Entry> =>
  entries
    .filter((entry) => isBid(kind, entry.amount) === (side === 'bid'))
    .sort((a, b) => (side === 'bid' ? b.price - a.price : a.price - b.price) || a.period - b.period || a.id - b.id);

/** The server's checksum of the model. */
export const modelChecksum = (model: Model): number => {
  const [bids, asks] = [sideOf(model, 'bid'), sideOf(model, 'ask')];
  const text = [...Array(25).keys()]
    .flatMap((depth) => [bids[depth], asks[depth]])
    .flatMap((entry) => (entry ? [`${entry.key}:${entry.amountText}`] : []))
    .join(':');
  return crc32(text);
};

const crc32 = (text: string): number => {
  let crc = -1;
  for (const character of text) {
    crc ^= character.charCodeAt(0);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc;
};
