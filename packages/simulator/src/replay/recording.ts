import { either as E } from 'fp-ts';

/** A recording that moves markets. */
export interface ReplayOptions {
  /**
   * The text of the recording: JSON Lines, `{"t": ms, "conn": n, "dir": "in"|"out", "frame": "<text as sent>"}` each, as
   * `bitfinex-ws record` writes them. What its books and trades say becomes orders and trades of the markets of those symbols.
   */
  readonly recording: string;
  /**
   * Times as fast as it was recorded.
   * @default 1
   */
  readonly speed?: number;
  /**
   * Begins again when it is over; otherwise the markets then stand still.
   * @default false
   */
  readonly loop?: boolean;
}

/** One row of a book: its count is 1 in a raw one, and `amount` 0 where the level ends. Numbers as they were recorded. */
export interface RecordedRow {
  /** Of a raw order; null for a level. */
  readonly id: number | null;
  readonly side: 'bid' | 'ask';
  readonly price: number;
  readonly period: number;
  readonly count: number;
  readonly amount: number;
}

/** A trade; its amount is above 0 when the taker bought. */
export interface RecordedTrade {
  /** After the first step, in ms; below 0 for one of before. */
  readonly mts: number;
  readonly price: number;
  readonly period: number;
  readonly amount: number;
}

/** Something that happened on a market, so many ms after the first. */
export type RecordedStep = { readonly at: number; readonly symbol: string } & (
  | { readonly _tag: 'Book'; readonly rows: ReadonlyArray<RecordedRow> }
  | { readonly _tag: 'Rows'; readonly rows: ReadonlyArray<RecordedRow> }
  | { readonly _tag: 'Past'; readonly trades: ReadonlyArray<RecordedTrade> }
  | { readonly _tag: 'Trade'; readonly trade: RecordedTrade }
);

/** What a recording says of the markets. */
export interface Recording {
  readonly symbols: ReadonlyArray<string>;
  /** In the order of time; not empty. */
  readonly steps: ReadonlyArray<RecordedStep>;
}

type Fields = Readonly<Record<string, unknown>>;

interface Open {
  readonly kind: 'book' | 'trades';
  readonly symbol: string;
  readonly raw: boolean;
  /** How well it tells the book of its symbol: the highest of all channels is followed. */
  readonly rank: number;
  heard: boolean;
}

/** Reads a recording; a Left says what is wrong with it. Of several books of a symbol the most exact is followed. */
export const readRecording = (text: string): E.Either<string, Recording> => {
  const lines = text.split('\n');
  while (lines[lines.length - 1]?.trim() === '') lines.pop();
  const open = new Map<string, Open>();
  const best = new Map<string, number>();
  const seenTrades = new Map<string, Set<number>>();
  const found: Array<{ readonly step: RecordedStep; readonly rank: number }> = [];
  let from: number | null = null;

  const add = (rank: number, t: number, make: (at: number) => RecordedStep): void => {
    from ??= t;
    found.push({ step: make(Math.max(0, t - from)), rank });
  };
  const hear = (channel: Open, t: number, body: unknown, row: unknown): void => {
    const { symbol, raw, rank, kind } = channel;
    const first = !channel.heard;
    if (kind === 'trades') {
      const funding = symbol.startsWith('f');
      if (Array.isArray(body)) {
        channel.heard = true;
        const trades = body.flatMap((each) => tradeOf(each, funding)).reverse();
        if (first) add(Infinity, t, (at) => ({ at, symbol, _tag: 'Past', trades }));
      } else if (body === 'te' || body === 'fte') {
        const id = Array.isArray(row) ? Number(row[0]) : NaN;
        const seen = seenTrades.get(symbol) ?? new Set();
        seenTrades.set(symbol, seen);
        // Recorded on two connections it is one trade all the same.
        if (seen.has(id)) return;
        seen.add(id);
        for (const trade of tradeOf(row, funding)) add(Infinity, t, (at) => ({ at, symbol, _tag: 'Trade', trade }));
      }
      return;
    }
    if (!Array.isArray(body)) return;
    const rows = (Array.isArray(body[0]) || body.length === 0 ? (body as unknown[]) : [body]).flatMap((each) =>
      rowOf(each, symbol, raw),
    );
    channel.heard = true;
    best.set(symbol, Math.max(rank, best.get(symbol) ?? -Infinity));
    add(rank, t, (at) => ({ at, symbol, _tag: first ? 'Book' : 'Rows', rows }));
  };

  for (const [place, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const fields = fieldsOf(line);
    const { t, conn, dir, frame } = fields ?? {};
    if (typeof t !== 'number' || !Number.isFinite(t) || typeof frame !== 'string') {
      // Whoever was killed while writing left half a line.
      if (place === lines.length - 1 && place > 0) break;
      return E.left(`line ${place + 1} is no line of a recording`);
    }
    if (dir !== 'in') continue;
    const value = parse(frame);
    const key = (chanId: unknown): string => `${typeof conn === 'number' ? conn : ''}/${String(chanId)}`;
    if (Array.isArray(value)) {
      const channel = open.get(key(value[0]));
      if (channel) hear(channel, t, value[1], value[2]);
    } else if (isFields(value) && value['event'] === 'subscribed') {
      const channel = channelOf(value);
      if (channel) open.set(key(value['chanId']), channel);
      else open.delete(key(value['chanId']));
    } else if (isFields(value) && value['event'] === 'info' && 'version' in value) {
      // A new socket: its channel ids are others.
      for (const known of [...open.keys()]) if (known.startsWith(key(''))) open.delete(known);
    }
  }

  const origin = from ?? 0;
  const steps = found
    .filter(({ step, rank }) => rank === Infinity || rank === best.get(step.symbol))
    .map(({ step }) => sinceStart(step, origin))
    .sort((a, b) => a.at - b.at);
  if (steps.length === 0) return E.left('there are no books and no trades in it');
  return E.right({ symbols: [...new Set(steps.map(({ symbol }) => symbol))], steps });
};

const sinceStart = (step: RecordedStep, origin: number): RecordedStep => {
  const since = (trade: RecordedTrade): RecordedTrade => ({ ...trade, mts: trade.mts - origin });
  if (step._tag === 'Past') return { ...step, trades: step.trades.map(since) };
  return step._tag === 'Trade' ? { ...step, trade: since(step.trade) } : step;
};

const PRECISIONS: ReadonlyArray<unknown> = ['P4', 'P3', 'P2', 'P1', 'R0', 'P0'];

/** The channel of an acknowledgement; null for one that says nothing of orders or trades. */
const channelOf = ({ channel, symbol, prec, freq, len }: Fields): Open | null => {
  if (typeof symbol !== 'string' || (channel !== 'book' && channel !== 'trades')) return null;
  const rank = PRECISIONS.indexOf(prec) * 10_000 + (freq === 'F0' ? 5_000 : 0) + Number(len ?? 25);
  return { kind: channel, symbol, raw: prec === 'R0', rank, heard: false };
};

/** Columns of a book row: https://docs.bitfinex.com/reference/ws-public-books and …-raw-books. None: it is no row. */
const rowOf = (value: unknown, symbol: string, raw: boolean): ReadonlyArray<RecordedRow> => {
  if (!Array.isArray(value) || !value.every((column) => typeof column === 'number')) return [];
  const funding = symbol.startsWith('f');
  const columns = value as ReadonlyArray<number>;
  const at = (place: number): number => columns[place] ?? 0;
  const [price, period, amount] = funding
    ? raw
      ? [at(2), at(1), at(3)]
      : [at(0), at(1), at(3)]
    : raw
      ? [at(1), 0, at(2)]
      : [at(0), 0, at(2)];
  const gone = raw ? price === 0 : at(funding ? 2 : 1) === 0;
  // In a funding book what is offered is above 0.
  const side = amount > 0 !== funding ? 'bid' : 'ask';
  const count = raw ? 1 : at(funding ? 2 : 1);
  return [{ id: raw ? at(0) : null, side, price, period, count, amount: gone ? 0 : Math.abs(amount) }];
};

const tradeOf = (value: unknown, funding: boolean): ReadonlyArray<RecordedTrade> => {
  if (!Array.isArray(value)) return [];
  const [, mts, amount, price, period = 0] = value as ReadonlyArray<unknown>;
  if (typeof mts !== 'number' || typeof amount !== 'number' || typeof price !== 'number') return [];
  return [{ mts, price, period: funding ? Number(period) : 0, amount }];
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldsOf = (line: string): Fields | null => {
  const value = parse(line);
  return isFields(value) ? value : null;
};
