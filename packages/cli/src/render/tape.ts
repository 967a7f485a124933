import type { ShownTrade } from './facts.js';
import { fitLine, type Piece } from './line.js';
import { commonDecimals, timeText } from './numbers.js';
import type { Style } from './style.js';

/** The newest trades, newest first: a title and `rows` lines of pieces, to stand below the book or beside it. */
export const tapePieces = (
  trades: ReadonlyArray<ShownTrade>,
  rows: number,
  style: Style,
): ReadonlyArray<ReadonlyArray<Piece>> => {
  const shown = trades.slice(0, rows);
  const amounts = fixed(
    shown.map(({ amount }) => Math.abs(amount)),
    8,
  );
  const prices = fixed(
    shown.map(({ price }) => price),
    12,
  );
  return [
    [{ text: shown.length === 0 ? 'no trades yet' : 'last trades', paint: style.dim }],
    ...Array.from({ length: rows }, (_, row): ReadonlyArray<Piece> => {
      const trade = shown[row];
      if (!trade) return [];
      return [
        { text: `${timeText(trade.mts)}  ` },
        { text: trade.amount < 0 ? 'sold  ' : 'bought', paint: trade.amount < 0 ? style.ask : style.bid },
        { text: `  ${amounts[row] ?? ''}  @  ${prices[row] ?? ''}` },
      ];
    }),
  ];
};

/** The same as lines of their own. */
export const tapeLines = (
  trades: ReadonlyArray<ShownTrade>,
  columns: number,
  rows: number,
  style: Style,
): ReadonlyArray<string> => tapePieces(trades, rows, style).map((pieces) => fitLine(columns, pieces));

/** Numbers with as many decimals as all need, right against each other. */
const fixed = (values: ReadonlyArray<number>, most: number): ReadonlyArray<string> => {
  const decimals = commonDecimals(values, most);
  const texts = values.map((value) => value.toFixed(decimals));
  const width = Math.max(0, ...texts.map((text) => text.length));
  return texts.map((text) => text.padStart(width));
};
