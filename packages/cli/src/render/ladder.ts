import type { BookView, Level, SideView } from '@bitfinex-ws/orderbook';
import { bookKind, type BookKind } from '@bitfinex-ws/protocol';
import { fitLine, type Piece } from './line.js';
import { amountDecimals, amountText, commonDecimals } from './numbers.js';
import type { Style } from './style.js';

/** The two sides of a book beside each other, best at the top: a line of titles and `rows` lines of levels. */
export const ladderLines = (view: BookView, columns: number, rows: number, style: Style): ReadonlyArray<string> => {
  const bids = best(view.bids, rows);
  const asks = best(view.asks, rows);
  const kind = bookKind(view.spec);
  const width = Math.floor((columns - divider.length) / 2);
  const table = columnsThatFit(makeColumns(kind, [...bids, ...asks]), width);
  if (widthOf(table) > width) return [fitLine(columns, [{ text: 'too narrow for a book', paint: style.dim }])];
  const half: Half = { table, width, style };
  const barWidth = width - widthOf(table);
  const deepest = Math.max(total(bids), total(asks));

  const titles = table.map(({ title, width }) => title.padStart(width)).join(gap);
  const titlesMirrored = mirrored(table)
    .map(({ title, width }) => title.padEnd(width))
    .join(gap);
  const head = fitLine(columns, [
    { text: titles.padStart(width), paint: style.dim },
    { text: divider, paint: style.dim },
    { text: titlesMirrored, paint: style.dim },
  ]);
  return [
    head,
    ...Array.from({ length: rows }, (_, row) =>
      fitLine(columns, [
        ...bidPieces(half, bids[row], bar(bids, row, barWidth, deepest)),
        { text: divider, paint: style.dim },
        ...askPieces(half, asks[row], bar(asks, row, barWidth, deepest)),
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
  const decimals = amountDecimals(amounts);
  const whole = (value: number | null): string => (value === null ? '' : String(value));
  const identity: Omit<Column, 'width'> =
    kind === 'order' || kind === 'offer'
      ? { title: kind, text: ({ id }) => whole(id) }
      : { title: 'count', text: ({ count }) => whole(count) };
  const columns: ReadonlyArray<Omit<Column, 'width'>> = [
    identity,
    ...(kind === 'funding' || kind === 'offer' ? [{ title: 'days', text: ({ period }: Level) => whole(period) }] : []),
    { title: 'amount', text: ({ amount }) => amountText(amount, decimals) },
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

const widthOf = (table: ReadonlyArray<Column>): number =>
  table.reduce((width, column) => width + column.width, gap.length * (table.length - 1));

/** Price and amount matter most and stand last: a narrow terminal loses the columns before them. */
const columnsThatFit = (table: ReadonlyArray<Column>, width: number): ReadonlyArray<Column> =>
  table.length > 1 && widthOf(table) > width ? columnsThatFit(table.slice(1), width) : table;

const mirrored = (table: ReadonlyArray<Column>): ReadonlyArray<Column> => [...table].reverse();

const total = (levels: ReadonlyArray<Level>): number => levels.reduce((sum, { amount }) => sum + Math.abs(amount), 0);

/** How many halves of `width` columns the amounts up to this row fill, where `deepest` fills them all. */
const bar = (levels: ReadonlyArray<Level>, row: number, width: number, deepest: number): number => {
  // Two columns stay free, so that a full bar does not touch the numbers.
  const room = width - gap.length;
  if (room < 1 || deepest <= 0 || row >= levels.length) return 0;
  return Math.round((total(levels.slice(0, row + 1)) / deepest) * room * 2);
};

/** How each half of the ladder is laid out. */
interface Half {
  readonly table: ReadonlyArray<Column>;
  readonly width: number;
  readonly style: Style;
}

const bidPieces = ({ table, width, style }: Half, level: Level | undefined, filled: number): ReadonlyArray<Piece> => {
  if (!level) return [{ text: ' '.repeat(width) }];
  const cells = table.map((column) => column.text(level).padStart(column.width));
  const last = cells.pop() ?? '';
  const before = [...cells, ''].join(gap);
  const deep = `${filled % 2 === 1 ? '▐' : ''}${'█'.repeat(Math.floor(filled / 2))}${filled > 0 ? gap : ''}`;
  const blank = Math.max(0, width - deep.length - before.length - last.length);
  return [
    { text: ' '.repeat(blank) },
    { text: deep, paint: (text) => style.dim(style.bid(text)) },
    { text: before },
    { text: last, paint: style.bid },
  ];
};

const askPieces = ({ table, style }: Half, level: Level | undefined, filled: number): ReadonlyArray<Piece> => {
  if (!level) return [];
  const [first = '', ...cells] = mirrored(table).map((column) => column.text(level).padStart(column.width));
  return [
    { text: first, paint: style.ask },
    { text: ['', ...cells].join(gap) },
    { text: gap },
    {
      text: `${'█'.repeat(Math.floor(filled / 2))}${filled % 2 === 1 ? '▌' : ''}`,
      paint: (text) => style.dim(style.ask(text)),
    },
  ];
};
