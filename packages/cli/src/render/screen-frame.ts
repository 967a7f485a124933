import { either as E } from 'fp-ts';
import { verifiedText, type ScreenFacts } from './facts.js';
import { fitLine, fitParts, type Piece } from './line.js';
import { commonDecimals, roundedText, spanText, timeText } from './numbers.js';
import type { Style } from './style.js';
import { tabPieces } from './tabs.js';

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** From so many rows on there are blank lines; the line of keys; the second line of head and foot. */
const ROWS = { blanks: 14, keys: 9, second: 7 };

/** Symbols, place and state; then what is shown, its prices and the time. */
export const headLines = (facts: ScreenFacts, { columns, rows }: Size, style: Style): ReadonlyArray<string> => {
  const { spec, tabs, active, connection, paused, source } = facts;
  const state: Piece = paused
    ? { text: 'paused', paint: style.bad }
    : { text: connection, paint: connection === 'live' ? style.good : style.bad };
  const place = ` ${source}  `;
  const room = columns - place.length - state.text.length;
  // Where the symbols and the place have no room beside each other, the place goes.
  const wide = room > (tabs[active]?.symbol.length ?? 0) + 14;
  const right = wide ? [{ text: place, paint: style.dim }, state] : [{ text: ' ' }, state];
  const pieces = tabPieces(tabs, active, (wide ? room : columns - state.text.length - 1) - 1, style);
  const shown = `${spec.prec} ${spec.freq} ${spec.len}`;
  const time = ` ${timeText(facts.now)} UTC`;
  const prices = pricesOf(facts);
  const timed = [shown, ...prices].join(GAP).length + time.length < columns;
  const [first = '', ...rest] = fitParts(columns, [shown, ...prices]);
  return [
    fitLine(columns, pieces, right),
    ...(rows < ROWS.second
      ? []
      : [
          fitLine(
            columns,
            [{ text: first, paint: style.bold }, { text: rest.map((part) => `${GAP}${part}`).join('') }],
            timed ? [{ text: time, paint: style.dim }] : [],
          ),
        ]),
    ...(rows < ROWS.blanks ? [] : ['']),
  ];
};

const GAP = '   ';

const pricesOf = ({ book, trades }: ScreenFacts): ReadonlyArray<string> => {
  if (E.isLeft(book)) return [];
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
  ];
};

/** What vouches for the book; what was counted, and how the connections stand; the keys. */
export const footLines = (facts: ScreenFacts, { columns, rows }: Size, style: Style): ReadonlyArray<string> => {
  const { checksums, gaps, remark, links, lastAt, now, seq, rate } = facts;
  const bad = checksums.mismatched > 0 || gaps > 0;
  const verified = verifiedText(facts);
  const checked = firstThatFits(columns, [
    // The remark is what a narrow terminal may lack.
    ...(remark === null ? [] : [[checksumsOf(facts), `${verified} (${remark})`]]),
    [checksumsOf(facts), verified],
    [verified, `${checksums.matched} ok, ${checksums.mismatched} bad`],
    [bad ? `${checksums.mismatched} bad` : verified],
  ]);
  const age = lastAt === null ? '-' : spanText(now - lastAt);
  const counted = fitParts(columns, [
    `sequence ${seq ?? '-'}`,
    `${gaps} gaps`,
    `${rate.toFixed(1)} msg/s`,
    `age ${age}`,
  ]);
  const { open, all, used, capacity, roundTripMs } = links;
  const linked = fitParts(columns - counted.join(GAP).length - GAP.length, [
    `connections ${open}/${all}`,
    `slots ${used}/${capacity}`,
    ...(roundTripMs === null ? [] : [`round trip ${Math.round(roundTripMs)} ms`]),
  ]);
  return [
    ...(rows < ROWS.blanks ? [] : ['']),
    fitLine(columns, [{ text: checked, paint: bad ? style.bad : style.good }]),
    ...(rows < ROWS.second
      ? []
      : [fitLine(columns, [{ text: counted.join(GAP) }], [{ text: linked.join(GAP), paint: style.dim }])]),
    ...(rows < ROWS.keys ? [] : [fitLine(columns, [{ text: firstThatFits(columns, KEYS), paint: style.dim }])]),
  ];
};

const checksumsOf = ({ checksums: { matched, mismatched } }: ScreenFacts): string =>
  `checksums ${matched} matched, ${mismatched} mismatched`;

const KEYS = [
  ['1-9 Tab symbol', 'p P precision', 'l L length', 'space pause', 'q quit'],
  ['Tab symbol', 'p precision', 'l length', 'space pause', 'q quit'],
  ['Tab', 'p', 'l', 'space', 'q quit'],
  ['q quit'],
];

const firstThatFits = (columns: number, ways: ReadonlyArray<ReadonlyArray<string>>): string => {
  const texts = ways.map((parts) => parts.join(GAP));
  return texts.find((text) => text.length <= columns) ?? texts.at(-1) ?? '';
};
