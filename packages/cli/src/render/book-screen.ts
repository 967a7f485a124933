import { either as E } from 'fp-ts';
import { checksumText, verifiedText, type BookFacts, type ShownTrade } from './facts.js';
import { ladderLines } from './ladder.js';
import { fitLine, type Piece } from './line.js';
import { commonDecimals, roundedText, spanText, timeText } from './numbers.js';
import type { Style } from './style.js';

/** The screen of a watched book: at most `rows` lines of at most `columns` columns. */
export const bookScreen = (
  facts: BookFacts,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  style: Style,
): ReadonlyArray<string> => {
  const { levels, trades } = roomFor(rows, facts);
  return [
    ...headLines(facts, columns, style),
    ...bookLines(facts, columns, levels, style),
    ...(trades > 0 ? tradeLines(facts.trades, columns, trades, style) : []),
    ...footLines(facts, columns, style),
  ].slice(0, rows);
};

/** Two lines of head with one blank, one of titles, two of foot with one blank; trades have a title and a blank. */
const roomFor = (rows: number, { spec }: BookFacts): { readonly levels: number; readonly trades: number } => {
  const room = Math.max(1, rows - 7);
  if (room < 10) return { levels: Math.min(room, spec.len), trades: 0 };
  const levels = Math.min(spec.len, Math.ceil((room - 2) * 0.7));
  return { levels, trades: room - 2 - levels };
};

const headLines = (facts: BookFacts, columns: number, style: Style): ReadonlyArray<string> => {
  const { spec } = facts;
  const title: Piece = { text: `${spec.symbol}  ${spec.prec} ${spec.freq} ${spec.len}`, paint: style.bold };
  const live = facts.connection === 'live';
  const state: Piece = { text: facts.connection, paint: live ? style.good : style.bad };
  return [
    fitLine(columns, [title], [{ text: `${facts.source}  ` }, state]),
    fitLine(columns, [{ text: pricesText(facts) }], [{ text: `${timeText(facts.now)} UTC`, paint: style.dim }]),
    '',
  ];
};

const pricesText = ({ book, trades }: BookFacts): string => {
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

const bookLines = (facts: BookFacts, columns: number, rows: number, style: Style): ReadonlyArray<string> => {
  if (E.isRight(facts.book)) return ladderLines(facts.book.right, columns, rows, style);
  const { reason, since } = facts.book.left;
  const text = `the book is not readable: ${reason} for ${spanText(facts.now - since)}`;
  const blank = Array.from({ length: rows }, () => '');
  return [fitLine(columns, [{ text, paint: style.bad }]), ...blank];
};

const tradeLines = (
  trades: ReadonlyArray<ShownTrade>,
  columns: number,
  rows: number,
  style: Style,
): ReadonlyArray<string> => {
  const shown = trades.slice(0, rows);
  const amountDecimals = commonDecimals(
    shown.map(({ amount }) => amount),
    8,
  );
  const priceDecimals = commonDecimals(
    shown.map(({ price }) => price),
    12,
  );
  const amounts = shown.map(({ amount }) => Math.abs(amount).toFixed(amountDecimals));
  const prices = shown.map(({ price }) => price.toFixed(priceDecimals));
  const width = (texts: ReadonlyArray<string>): number => Math.max(0, ...texts.map((text) => text.length));
  return [
    '',
    fitLine(columns, [{ text: shown.length === 0 ? 'no trades yet' : 'last trades', paint: style.dim }]),
    ...Array.from({ length: rows }, (_, row) => {
      const trade = shown[row];
      if (!trade) return '';
      return fitLine(columns, [
        { text: `${timeText(trade.mts)}  ` },
        { text: trade.amount < 0 ? 'sold  ' : 'bought', paint: trade.amount < 0 ? style.ask : style.bid },
        {
          text: `  ${(amounts[row] ?? '').padStart(width(amounts))}  @  ${(prices[row] ?? '').padStart(width(prices))}`,
        },
      ]);
    }),
  ];
};

const footLines = (facts: BookFacts, columns: number, style: Style): ReadonlyArray<string> => {
  const bad = facts.checksums.mismatched > 0 || facts.gaps > 0;
  // The remark last: it is what a narrow terminal may cut off.
  const remark = facts.remark === null ? '' : ` (${facts.remark})`;
  const checked = `${checksumText({ ...facts, remark: null })}   ${verifiedText(facts)}${remark}`;
  const age = facts.lastAt === null ? '-' : spanText(facts.now - facts.lastAt);
  return [
    '',
    fitLine(columns, [{ text: checked, paint: bad ? style.bad : style.good }]),
    fitLine(
      columns,
      [{ text: `sequence ${facts.seq ?? '-'}, ${facts.gaps} gaps   ${facts.rate.toFixed(1)} msg/s   age ${age}` }],
      [{ text: 'Ctrl-C ends', paint: style.dim }],
    ),
  ];
};
