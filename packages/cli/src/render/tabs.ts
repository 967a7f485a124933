import type { Tab } from './facts.js';
import type { Piece } from './line.js';
import { meanText } from './numbers.js';
import type { Style } from './style.js';

/**
 * The symbols beside each other, the one that is shown in brackets; those that have no room are left out, never that one, and a
 * mark stands where there are more.
 */
export const tabPieces = (
  tabs: ReadonlyArray<Tab>,
  active: number,
  columns: number,
  style: Style,
): ReadonlyArray<Piece> => {
  const pieces = tabs.map((tab, index): Piece => {
    const text = `${tab.symbol}${tab.mid === null ? '' : ` ${meanText(tab.mid)}`}`;
    return index === active ? { text: `[${text}]`, paint: style.bold } : { text: ` ${text} `, paint: style.dim };
  });
  if (widthOf(pieces) <= columns) return spaced(pieces);
  const room = columns - MARKS;
  // The next one is seen too where there is room: it says that there is more.
  const ahead = Math.min(pieces.length, active + 2);
  let first = 0;
  while (first < active && widthOf(pieces.slice(first, ahead)) > room) first++;
  let last = pieces.length;
  while (last > active + 1 && widthOf(pieces.slice(first, last)) > room) last--;
  const mark = (text: string): Piece => ({ text, paint: style.dim });
  return [
    ...(first > 0 ? [mark('‹ ')] : []),
    ...spaced(pieces.slice(first, last)),
    ...(last < pieces.length ? [mark(' ›')] : []),
  ];
};

/** Columns of both marks. */
const MARKS = 4;

const spaced = (pieces: ReadonlyArray<Piece>): ReadonlyArray<Piece> =>
  pieces.flatMap((piece, index) => (index === 0 ? [piece] : [{ text: ' ' }, piece]));

const widthOf = (pieces: ReadonlyArray<Piece>): number =>
  pieces.reduce((width, { text }) => width + text.length, pieces.length - 1);
