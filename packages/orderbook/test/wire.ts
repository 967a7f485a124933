import {
  bookKind,
  type BookMessage,
  type BookSpec,
  type FundingRow,
  type OfferRow,
  type OrderRow,
  type PriceRow,
  type RowText,
} from '@bitfinex-ws/protocol';
import type { WireRow } from '@bitfinex-ws/testkit';

/** Reads a frame's JSON with every number kept as the text that was sent. Enough for book frames, and for nothing else. */
export const readTexts = (frame: string): ReadonlyArray<unknown> =>
  JSON.parse(frame.replace(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi, '"$&"')) as ReadonlyArray<unknown>;

/** What a list of rows means is not in the frame: the first after `subscribed` is a snapshot, a later one a bulk update. */
export type ListOf = 'bookSnapshot' | 'bookUpdates';

/** A book message from the text of its frame. */
export const readBookFrame = (spec: BookSpec, frame: string, list: ListOf = 'bookSnapshot'): BookMessage => {
  const [chanId, payload, third] = readTexts(frame);
  const head = { chanId: Number(chanId), spec, seq: null, accountSeq: null, serverTime: null };
  if (payload === 'cs') return { ...head, type: 'checksum', checksum: Number(third) };
  const cells = payload as ReadonlyArray<string> | ReadonlyArray<WireRow>;
  const isList = cells.every((cell) => Array.isArray(cell));
  const rows = (isList ? cells : [cells]) as ReadonlyArray<WireRow>;
  const kind = bookKind(spec);
  const typed = { ...head, kind, type: isList ? list : 'bookUpdate' };
  const make: (row: WireRow) => PriceRow | OrderRow | FundingRow | OfferRow = makers[kind];
  const made = rows.map(make);
  return (isList ? { ...typed, rows: made } : { ...typed, row: made[0] }) as BookMessage;
};

/** A message made from rows as sent, without a frame. One row makes an update. */
export const bookMessage = (spec: BookSpec, type: ListOf | 'bookUpdate', rows: ReadonlyArray<WireRow>): BookMessage => {
  const head = { chanId: 7, spec, seq: null, accountSeq: null, serverTime: null, kind: bookKind(spec), type };
  const make: (row: WireRow) => PriceRow | OrderRow | FundingRow | OfferRow = makers[head.kind];
  const made = rows.map(make);
  return (type === 'bookUpdate' ? { ...head, row: made[0] } : { ...head, rows: made }) as BookMessage;
};

const cell = (row: WireRow, index: number): string => {
  const text = row[index];
  if (text === undefined) throw new Error(`the row has no column ${index}: ${row.join()}`);
  return text;
};
const number = (row: WireRow, index: number): number => Number(cell(row, index));
/** As a decoder has them: only where the numbers do not say as much. */
const textsOf = (row: WireRow, amount: number): RowText | null =>
  [0, amount].every((index) => String(number(row, index)) === cell(row, index))
    ? null
    : { key: cell(row, 0), amount: cell(row, amount) };
const makers = {
  price: (row: WireRow): PriceRow => ({
    price: number(row, 0),
    count: number(row, 1),
    amount: number(row, 2),
    text: textsOf(row, 2),
  }),
  order: (row: WireRow): OrderRow => ({
    orderId: number(row, 0),
    price: number(row, 1),
    amount: number(row, 2),
    text: textsOf(row, 2),
  }),
  funding: (row: WireRow): FundingRow => ({
    rate: number(row, 0),
    period: number(row, 1),
    count: number(row, 2),
    amount: number(row, 3),
    text: textsOf(row, 3),
  }),
  offer: (row: WireRow): OfferRow => ({
    offerId: number(row, 0),
    period: number(row, 1),
    rate: number(row, 2),
    amount: number(row, 3),
    text: textsOf(row, 3),
  }),
};
