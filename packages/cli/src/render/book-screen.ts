import { either as E } from 'fp-ts';
import { checksumText, verifiedText, type ScreenFacts } from './facts.js';
import { ladderLines } from './ladder.js';
import { fitLine, padLine, type Piece } from './line.js';
import { commonDecimals, roundedText, spanText, timeText } from './numbers.js';
import type { Style } from './style.js';
import { tabPieces } from './tabs.js';
import { tapeLines, tapePieces } from './tape.js';

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** From so many columns on the trades stand beside the book, which keeps room for its bars. */
const BESIDE_FROM = 116;
const TAPE_COLUMNS = 44;

/** The screen of a watched book: at most `rows` lines of at most `columns` columns. */
export const bookScreen = (facts: ScreenFacts, size: Size, style: Style): ReadonlyArray<string> => {
  const { columns, rows } = size;
  return [
    ...headLines(facts, columns, style),
    ...(columns >= BESIDE_FROM ? wideLines(facts, size, style) : narrowLines(facts, size, style)),
    ...footLines(facts, columns, style),
  ].slice(0, rows);
};

/** Lines beside the levels and the trades: two of head and a blank, one of titles, a blank and three of foot. */
const FRAME_LINES = 8;

/** The trades beside the book. */
const wideLines = (facts: ScreenFacts, { columns, rows }: Size, style: Style): ReadonlyArray<string> => {
  const levels = Math.min(facts.spec.len, Math.max(1, rows - FRAME_LINES));
  const bookColumns = columns - TAPE_COLUMNS;
  const book = bookLines(facts, bookColumns, levels, style);
  const tape = tapePieces(facts.trades, Math.max(1, rows - FRAME_LINES), style);
  return Array.from({ length: Math.max(book.length, tape.length) }, (_, row) => {
    const trades = fitLine(TAPE_COLUMNS - 4, tape[row] ?? []);
    return trades === '' ? (book[row] ?? '') : `${padLine(book[row] ?? '', bookColumns)}    ${trades}`;
  });
};

/** The trades below the book; a low terminal has none. */
const narrowLines = (facts: ScreenFacts, { columns, rows }: Size, style: Style): ReadonlyArray<string> => {
  const room = Math.max(1, rows - FRAME_LINES);
  const levels = Math.min(facts.spec.len, room < 10 ? room : Math.ceil((room - 2) * 0.7));
  const trades = room < 10 ? 0 : room - 2 - levels;
  return [
    ...bookLines(facts, columns, levels, style),
    ...(trades > 0 ? ['', ...tapeLines(facts.trades, columns, trades, style)] : []),
  ];
};

const headLines = (facts: ScreenFacts, columns: number, style: Style): ReadonlyArray<string> => {
  const { spec, tabs, active, connection, paused, source } = facts;
  const state: Piece = paused
    ? { text: 'paused', paint: style.bad }
    : { text: connection, paint: connection === 'live' ? style.good : style.bad };
  const place = ` ${source}  `;
  const room = columns - place.length - state.text.length;
  // Where the symbols and the place have no room beside each other, the place goes.
  const wide = room > (tabs[active]?.symbol.length ?? 0) + 14;
  const right = wide ? [{ text: place, paint: style.dim }, state] : [{ text: ' ' }, state];
  const pieces = tabPieces(tabs, active, wide ? room : columns - state.text.length - 1, style);
  return [
    fitLine(columns, pieces, right),
    fitLine(
      columns,
      [{ text: `${spec.prec} ${spec.freq} ${spec.len}   `, paint: style.bold }, { text: pricesText(facts) }],
      [{ text: ` ${timeText(facts.now)} UTC`, paint: style.dim }],
    ),
    '',
  ];
};

const pricesText = ({ book, trades }: ScreenFacts): string => {
  if (E.isLeft(book)) return '';
  const { mid, spread, bestBid, bestAsk } = book.right;
  const best = [bestBid, bestAsk].flatMap((level) => (level ? [level.price] : []));
  const decimals = commonDecimals(best, 12);
  const last = trades[0];
  return [
    mid === null ? 'mid -' : `mid ${mid.toFixed(decimals + 1)}`,
    spread === null || mid === null
      ? 'spread -'
      : `spread ${roundedText(spread, decimals)} (${((spread / mid) * 10_000).toFixed(2)} bp)`,
    ...(last ? [`last ${last.price.toFixed(decimals)} ${last.amount < 0 ? 'sold' : 'bought'}`] : []),
  ].join('   ');
};

const bookLines = (facts: ScreenFacts, columns: number, rows: number, style: Style): ReadonlyArray<string> => {
  if (E.isRight(facts.book)) return ladderLines(facts.book.right, columns, rows, style);
  const { reason, since } = facts.book.left;
  const text =
    facts.problem === null
      ? `the book is not readable: ${reason} for ${spanText(facts.now - since)}`
      : `the book could not be subscribed: ${facts.problem}`;
  const blank = Array.from({ length: rows }, () => '');
  return [fitLine(columns, [{ text, paint: style.bad }]), ...blank];
};

const footLines = (facts: ScreenFacts, columns: number, style: Style): ReadonlyArray<string> => {
  const bad = facts.checksums.mismatched > 0 || facts.gaps > 0;
  // The remark last: it is what a narrow terminal may cut off.
  const remark = facts.remark === null ? '' : ` (${facts.remark})`;
  const checked = `${checksumText({ ...facts, remark: null })}   ${verifiedText(facts)}${remark}`;
  const { open, all, used, capacity, roundTripMs } = facts.links;
  const age = facts.lastAt === null ? '-' : spanText(facts.now - facts.lastAt);
  const counted = `sequence ${facts.seq ?? '-'}   ${facts.gaps} gaps   ${facts.rate.toFixed(1)} msg/s   age ${age}`;
  const links = `   connections ${open}/${all}   slots ${used}/${capacity}`;
  const linksAndTime = roundTripMs === null ? links : `${links}   round trip ${Math.round(roundTripMs)} ms`;
  const fits = counted.length + linksAndTime.length < columns;
  return [
    '',
    fitLine(columns, [{ text: checked, paint: bad ? style.bad : style.good }]),
    fitLine(columns, [{ text: counted }], [{ text: fits ? linksAndTime : links, paint: style.dim }]),
    fitLine(columns, [{ text: KEYS_TEXT, paint: style.dim }]),
  ];
};

const KEYS_TEXT = '1-9 Tab symbol   p P precision   l L length   space pause   q quit';
