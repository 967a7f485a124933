import type { Level, WindowShape } from '../market/window.js';
import { crc32 } from './crc.js';
import { amountText, decimalText } from './number-text.js';

/** Writes the levels of one book as the wire has them. */
export interface BookText {
  /** The row that adds a level or changes it. */
  readonly upsert: (level: Level) => string;
  /** The row that takes a level away: count 0 (raw: price 0) and an amount of ±1 for its side. */
  readonly removal: (level: Level) => string;
  /** The checksum of a book whose sides are these, best first. */
  readonly checksum: (bids: ReadonlyArray<Level>, asks: ReadonlyArray<Level>) => number;
}

/** Levels a side that a checksum covers. Source: https://docs.bitfinex.com/docs/ws-websocket-checksum */
export const CHECKSUM_LEVELS = 25;

/** Writes for a book of this shape; prices are in ticks of 10^-decimals. */
export const createBookText = ({ kind, figures }: WindowShape, decimals: number): BookText => {
  const raw = figures === null;
  const funding = kind === 'funding';
  /** Trading: bids positive, asks negative. Funding: the other way round. */
  const sign = (level: Level): 1 | -1 => ((level.side === 'bid') === funding ? -1 : 1);
  const price = (level: Level): string => decimalText(level.price, decimals);
  const amount = (level: Level): string => amountText(sign(level) * level.amount);
  const hashed = (level: Level): string => `${raw ? level.id : price(level)}:${amount(level)}`;

  const row = (level: Level, priceText: string, count: number, amountOf: string): string => {
    if (raw && funding) return `[${level.id},${level.period},${priceText},${amountOf}]`;
    if (raw) return `[${level.id},${priceText},${amountOf}]`;
    if (funding) return `[${priceText},${level.period},${count},${amountOf}]`;
    return `[${priceText},${count},${amountOf}]`;
  };

  return {
    upsert: (level) => row(level, price(level), level.count, amount(level)),
    removal: (level) => row(level, raw ? '0' : price(level), 0, String(sign(level))),
    checksum: (bids, asks) => crc32(interleave(bids, asks).map(hashed).join(':')),
  };
};

/** Bid, ask, bid, ask … of the first 25; a side that has run out is skipped, not padded. */
const interleave = (bids: ReadonlyArray<Level>, asks: ReadonlyArray<Level>): ReadonlyArray<Level> => {
  const levels: Level[] = [];
  for (let place = 0; place < CHECKSUM_LEVELS; place++) {
    const bid = bids[place];
    const ask = asks[place];
    if (bid) levels.push(bid);
    if (ask) levels.push(ask);
  }
  return levels;
};

/** Changes one digit of the row's amount, which stands last in every kind of row. */
export const corruptRow = (row: string): string => {
  const start = row.lastIndexOf(',') + 1;
  const digit = row.charAt(start) === '-' ? start + 1 : start;
  return row.slice(0, digit) + String((Number(row.charAt(digit)) % 9) + 1) + row.slice(digit + 1);
};
