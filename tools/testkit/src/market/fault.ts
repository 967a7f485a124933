import type { FeedFrame } from './book-feed.js';

/**
 * The frame with one digit changed in one column of its last row, and otherwise what it was: still JSON, no zero in front,
 * no amount of nothing.
 */
export const withOtherDigit = (frame: FeedFrame, column: number, random: () => number): FeedFrame => {
  const row = frame.rows.at(-1) ?? [];
  const text = row[column] ?? '';
  const others = [...text]
    .flatMap((was, at) => (/\d/.test(was) ? otherDigits(was).map((digit) => replaced(text, at, 1, digit)) : []))
    .filter((other) => NUMBER.test(other) && Number(other) !== 0);
  const other = others[Math.floor(random() * others.length)];
  if (other === undefined) throw new Error(`there is no digit to change in ${frame.text}`);
  const changed = row.map((each, index) => (index === column ? other : each));
  const at = frame.text.lastIndexOf(`[${row.join()}]`);
  return { ...frame, text: replaced(frame.text, at + 1, row.join().length, changed.join()) };
};

const NUMBER = /^-?(?:[1-9]\d*|0)(?:\.\d+)?(?:[eE]-?\d+)?$/;
const otherDigits = (was: string): ReadonlyArray<string> => [...'0123456789'].filter((digit) => digit !== was);
const replaced = (text: string, at: number, length: number, by: string): string =>
  text.slice(0, at) + by + text.slice(at + length);
