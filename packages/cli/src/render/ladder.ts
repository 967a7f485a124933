import type { BookView, Level, SideView } from '@bitfinex-ws/orderbook';
import { bookKind, type BookKind } from '@bitfinex-ws/protocol';
import { fitLine, type Piece } from './line.js';
import { commonDecimals } from './numbers.js';
import type { Style } from './style.js';

/** The two sides of a book beside each other, best at the top: a line of titles and `rows` lines of levels. */
export const ladderLines = (view: BookView, columns: number, rows: number, style: Style): ReadonlyArray<string> => {
  const bids = best(view.bids, rows);
  const asks = best(view.asks, rows);
  const kind = bookKind(view.spec);
  const half = Math.floor((columns - divider.length) / 2);
  const table = columnsThatFit(makeColumns(kind, [...bids, ...asks]), half);
  const barWidth = half - widthOf(table);
  const deepest = Math.max(total(bids), total(asks));

  const titles = table.map(({ title, width }) => title.padStart(width)).join(gap);
  const titlesMirrored = mirrored(table)
    .map(({ title, width }) => title.padEnd(width))
    .join(gap);
  const head = fitLine(columns, [
    { text: titles.padStart(half), paint: style.dim },
    { text: divider, paint: style.dim },
    { text: titlesMirrored, paint: style.dim },
  ]);
  return [
    head,
    ...Array.from({ length: rows }, (_, row) =>
      fitLine(columns, [
        ...bidPieces(bids, row, table, half, bar(bids, row, barWidth, deepest), style),
        { text: divider, paint: style.dim },
        ...askPieces(asks, row, table, bar(asks, row, barWidth, deepest), style),
      ]),
    ),
  ];
};

const best = (side: SideView, rows: number): ReadonlyArray<Level> =>
  Array.from({ length: Math.min(rows, side.length) }, (_, index) => side.at(index)).filter((level) => level !== null);

interface Column {
  readonly title: string;
  readonly width: number;
  readonly text: (level: Level) => string;
}

const gap = '  ';
const divider = ' │ ';

const makeColumns = (kind: BookKind, levels: ReadonlyArray<Level>): ReadonlyArray<Column> => {
  // Prices of small coins and rates may have more decimals than amounts have.
  const priceDecimals = commonDecimals(
    levels.map(({ price }) => price),
    12,
  );
  const amounts = levels.map(({ amount }) => amount);
  const amountDecimals = commonDecimals(amounts, decimalsFor(Math.max(0, ...amounts.map(Math.abs))));
  const whole = (value: number | null): string => (value === null ? '' : String(value));
  const identity: Omit<Column, 'width'> =
    kind === 'order' || kind === 'offer'
      ? { title: kind, text: ({ id }) => whole(id) }
      : { title: 'count', text: ({ count }) => whole(count) };
  const columns: ReadonlyArray<Omit<Column, 'width'>> = [
    identity,
    ...(kind === 'funding' || kind === 'offer' ? [{ title: 'days', text: ({ period }: Level) => whole(period) }] : []),
    { title: 'amount', text: ({ amount }) => Math.abs(amount).toFixed(amountDecimals) },
    {
      title: kind === 'funding' || kind === 'offer' ? 'rate' : 'price',
      text: ({ price }) => price.toFixed(priceDecimals),
    },
  ];
  return columns.map((column) => ({
    ...column,
    width: Math.max(column.title.length, ...levels.map((level) => column.text(level).length)),
  }));
};

/** Amounts have up to 8 decimals; beside large ones the last of them say nothing and take the room of the bars. */
const decimalsFor = (largest: number): number => {
  if (largest >= 100) return 2;
  return largest >= 1 ? 4 : 8;
};

const widthOf = (table: ReadonlyArray<Column>): number =>
  table.reduce((width, column) => width + column.width, gap.length * (table.length - 1));

/** Price and amount matter most and stand last: a narrow terminal loses the columns before them. */
const columnsThatFit = (table: ReadonlyArray<Column>, width: number): ReadonlyArray<Column> =>
  table.length > 1 && widthOf(table) > width ? columnsThatFit(table.slice(1), width) : table;

const mirrored = (table: ReadonlyArray<Column>): ReadonlyArray<Column> => [...table].reverse();

const total = (levels: ReadonlyArray<Level>): number => levels.reduce((sum, { amount }) => sum + Math.abs(amount), 0);

/** How many of `width` columns the amounts up to this row fill, where `deepest` fills them all. */
const bar = (levels: ReadonlyArray<Level>, row: number, width: number, deepest: number): number => {
  // Two columns stay free, so that a full bar does not touch the numbers.
  const room = width - gap.length;
  if (room < 1 || deepest <= 0 || row >= levels.length) return 0;
  return Math.round((total(levels.slice(0, row + 1)) / deepest) * room);
};

const bidPieces = (
  levels: ReadonlyArray<Level>,
  row: number,
  table: ReadonlyArray<Column>,
  half: number,
  filled: number,
  style: Style,
): ReadonlyArray<Piece> => {
  const level = levels[row];
  if (!level) return [{ text: ' '.repeat(half) }];
  const cells = table.map((column) => column.text(level).padStart(column.width));
  const last = cells.pop() ?? '';
  const before = [...cells, ''].join(gap);
  const blank = Math.max(0, half - filled - before.length - last.length);
  return [
    { text: '█'.repeat(filled), paint: (text) => style.dim(style.bid(text)) },
    { text: `${' '.repeat(blank)}${before}` },
    { text: last, paint: style.bid },
  ];
};

const askPieces = (
  levels: ReadonlyArray<Level>,
  row: number,
  table: ReadonlyArray<Column>,
  filled: number,
  style: Style,
): ReadonlyArray<Piece> => {
  const level = levels[row];
  if (!level) return [];
  const [first = '', ...cells] = mirrored(table).map((column) => column.text(level).padStart(column.width));
  return [
    { text: first, paint: style.ask },
    { text: ['', ...cells].join(gap) },
    { text: gap },
    { text: '█'.repeat(filled), paint: (text) => style.dim(style.ask(text)) },
  ];
};
