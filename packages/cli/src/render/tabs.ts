import type { Tab } from './facts.js';
import type { Piece } from './line.js';
import { decimalText } from './numbers.js';
import type { Style } from './style.js';

/** The symbols beside each other, the one that is shown in brackets; those that have no room are left out, never that one. */
export const tabPieces = (
  tabs: ReadonlyArray<Tab>,
  active: number,
  columns: number,
  style: Style,
): ReadonlyArray<Piece> => {
  const pieces = tabs.map((tab, index): Piece => {
    const text = `${tab.symbol}${tab.mid === null ? '' : ` ${decimalText(tab.mid)}`}`;
    return index === active ? { text: `[${text}]`, paint: style.bold } : { text: ` ${text} `, paint: style.dim };
  });
  let first = 0;
  while (first < active && widthOf(pieces.slice(first, active + 1)) > columns) first++;
  let last = pieces.length;
  while (last > active + 1 && widthOf(pieces.slice(first, last)) > columns) last--;
  return pieces.slice(first, last).flatMap((piece, index) => (index === 0 ? [piece] : [{ text: ' ' }, piece]));
};

const widthOf = (pieces: ReadonlyArray<Piece>): number =>
  pieces.reduce((width, { text }) => width + text.length, pieces.length - 1);
