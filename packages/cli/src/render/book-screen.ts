import { either as E } from 'fp-ts';
import type { ScreenFacts } from './facts.js';
import { ladderLines } from './ladder.js';
import { fitLine, padLine, wrapWords } from './line.js';
import { spanText } from './numbers.js';
import { footLines, headLines } from './screen-frame.js';
import type { Style } from './style.js';
import { layTape, tapeLines } from './tape.js';

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** From so many columns on the trades stand beside the book, which keeps room for its bars. */
const BESIDE_FROM = 116;
/** Columns of the trades and of the gap before them. They take more where figures are long, in steps: the book shall not jump. */
const TAPE = { columns: 44, gap: 4, step: 4 };

/** The screen of a watched book: at most `rows` lines of at most `columns` columns. */
export const bookScreen = (facts: ScreenFacts, size: Size, style: Style): ReadonlyArray<string> => {
  const { columns, rows } = size;
  const head = headLines(facts, size, style);
  const foot = footLines(facts, size, style);
  // One line of titles.
  const room = Math.max(1, rows - head.length - foot.length - 1);
  const middle = columns >= BESIDE_FROM ? wideLines : narrowLines;
  return [...head, ...middle(facts, columns, room, style), ...foot].slice(0, rows);
};

/** The trades beside the book. */
const wideLines = (facts: ScreenFacts, columns: number, room: number, style: Style): ReadonlyArray<string> => {
  const laid = layTape(facts.trades, room);
  const tapeColumns = Math.max(TAPE.columns, Math.ceil((laid.width + TAPE.gap) / TAPE.step) * TAPE.step);
  const bookColumns = columns - tapeColumns;
  const book = bookLines(facts, bookColumns, Math.min(facts.spec.len, room), style);
  const tape = tapeLines(laid, tapeColumns - TAPE.gap, room, style);
  return Array.from({ length: Math.max(book.length, tape.length) }, (_, row) => {
    const trades = tape[row] ?? '';
    return trades === ''
      ? (book[row] ?? '')
      : `${padLine(book[row] ?? '', bookColumns)}${' '.repeat(TAPE.gap)}${trades}`;
  });
};

/** The trades below the book; a low terminal has none. */
const narrowLines = (facts: ScreenFacts, columns: number, room: number, style: Style): ReadonlyArray<string> => {
  const levels = Math.min(facts.spec.len, room < 10 ? room : Math.ceil((room - 2) * 0.7));
  const trades = room < 10 ? 0 : room - 2 - levels;
  return [
    ...bookLines(facts, columns, levels, style),
    ...(trades > 0 ? ['', ...tapeLines(layTape(facts.trades, trades), columns, trades, style)] : []),
  ];
};

const bookLines = (facts: ScreenFacts, columns: number, rows: number, style: Style): ReadonlyArray<string> => {
  const blank = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
    Array.from({ length: rows + 1 }, (_, row) => lines[row] ?? '');
  if (E.isRight(facts.book)) return blank(ladderLines(facts.book.right, columns, rows, style));
  const { reason, since } = facts.book.left;
  const text =
    facts.problem === null
      ? `the book is not readable: ${reason} for ${spanText(facts.now - since)}`
      : `the book could not be subscribed: ${facts.problem}`;
  const { lost, againMs } = facts.links;
  const again = againMs === null ? 'dialling again' : `dialling again in ${Math.ceil(againMs / 1000)} s`;
  const why = wrapWords(text, columns).map((line) => style.bad(line));
  if (lost === null) return blank(why);
  // Where there is no room for all of it, when it goes on is worth more than what exactly failed.
  return blank([
    ...why,
    ...wrapWords(lost, columns).slice(0, Math.max(0, rows - why.length)),
    fitLine(columns, [{ text: again }]),
  ]);
};
