/** The four kinds of book rows, in the words of the protocol. */
export type ModelKind = 'price' | 'order' | 'funding' | 'offer';

/** A row as sent: the texts of its numbers, in wire order. */
export type WireRow = ReadonlyArray<string>;

/** One level (R0: order) as it was last sent. Columns that its kind has not are 0, and `count` null. */
export interface ModelLevel {
  readonly row: WireRow;
  readonly price: number;
  readonly period: number;
  readonly id: number;
  readonly amount: number;
  readonly count: number | null;
  readonly key: string;
  readonly amountText: string;
}

/**
 * A book that is slow and obviously right: after each row both sides are filtered and sorted anew. It imports nothing, so
 * that it may judge.
 */
export interface ModelBook {
  readonly kind: ModelKind;
  /** Best first. A list once given stays as it is, and a level that no row has touched stays the same object. */
  readonly bids: () => ReadonlyArray<ModelLevel>;
  readonly asks: () => ReadonlyArray<ModelLevel>;
  /** Inserts, replaces or deletes. False: it deletes what is not there. */
  readonly apply: (row: WireRow) => boolean;
}

/** The book after these rows; by default an empty one. */
export const createModelBook = (kind: ModelKind, rows: ReadonlyArray<WireRow> = []): ModelBook => {
  let bids: ModelLevel[] = [];
  let asks: ModelLevel[] = [];

  const apply = (row: WireRow): boolean => {
    const level = levelOfRow(kind, row);
    const before = bids.length + asks.length;
    bids = bids.filter((other) => !isSameLevel(kind, other, level));
    asks = asks.filter((other) => !isSameLevel(kind, other, level));
    if (isDeletionRow(kind, row)) return bids.length + asks.length < before;
    const isBid = isBidAmount(kind, level.amount);
    const side = isBid ? bids : asks;
    side.push(level);
    side.sort((a, b) => (isBid ? b.price - a.price : a.price - b.price) || a.period - b.period || a.id - b.id);
    return true;
  };

  rows.forEach(apply);
  return { kind, bids: () => bids, asks: () => asks, apply };
};

const COLUMNS = {
  price: { key: 0, price: 0, period: null, id: null, amount: 2, gone: 1 },
  order: { key: 0, price: 1, period: null, id: 0, amount: 2, gone: 1 },
  funding: { key: 0, price: 0, period: 1, id: null, amount: 3, gone: 2 },
  offer: { key: 0, price: 2, period: 1, id: 0, amount: 3, gone: 2 },
} as const;

const levelOfRow = (kind: ModelKind, row: WireRow): ModelLevel => {
  const at = COLUMNS[kind];
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

/** Whether a row takes its level away: count 0, or in R0 price 0. */
export const isDeletionRow = (kind: ModelKind, row: WireRow): boolean => Number(row[COLUMNS[kind].gone]) === 0;

/** Whether an amount of this sign stands among the bids: in funding books the signs are the other way round. */
export const isBidAmount = (kind: ModelKind, amount: number): boolean =>
  kind === 'funding' || kind === 'offer' ? amount < 0 : amount > 0;

/** Whether two rows speak of one level: the same id, or the same side, price and period. */
export const isSameLevel = (kind: ModelKind, a: ModelLevel, b: ModelLevel): boolean =>
  kind === 'order' || kind === 'offer'
    ? a.id === b.id
    : a.price === b.price && a.period === b.period && a.amount > 0 === b.amount > 0;

/** The text that the server hashes: the first 25 of each side in turn, what is missing left out. */
export const modelChecksumText = (bids: ReadonlyArray<ModelLevel>, asks: ReadonlyArray<ModelLevel>): string => {
  const texts: string[] = [];
  for (let depth = 0; depth < 25; depth++)
    for (const side of [bids, asks]) {
      const level = side[depth];
      if (level !== undefined) texts.push(`${level.key}:${level.amountText}`);
    }
  return texts.join(':');
};

/** The server's checksum: CRC-32 of that text, bit by bit, as a signed number. */
export const modelChecksum = (bids: ReadonlyArray<ModelLevel>, asks: ReadonlyArray<ModelLevel>): number => {
  let crc = -1;
  const text = modelChecksumText(bids, asks);
  for (let index = 0; index < text.length; index++) {
    crc ^= text.charCodeAt(index);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc;
};
