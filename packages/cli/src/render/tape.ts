import type { ShownTrade } from './facts.js';
import { fitLine } from './line.js';
import { amountDecimals, amountText, commonDecimals, timeText } from './numbers.js';
import type { Style } from './style.js';

/** The newest trades as they are written: figures right against each other. */
interface Tape {
  readonly trades: ReadonlyArray<ShownTrade>;
  readonly amounts: ReadonlyArray<string>;
  readonly prices: ReadonlyArray<string>;
  /** Columns of a line with everything in it. */
  readonly width: number;
}

/** Lays out the newest trades, at most `rows` of them. */
export const layTape = (all: ReadonlyArray<ShownTrade>, rows: number): Tape => {
  const trades = all.slice(0, rows);
  const decimals = amountDecimals(trades.map(({ amount }) => amount));
  const priceDecimals = commonDecimals(
    trades.map(({ price }) => price),
    12,
  );
  const amounts = aligned(trades.map(({ amount }) => amountText(amount, decimals)));
  const prices = aligned(trades.map(({ price }) => price.toFixed(priceDecimals)));
  return { trades, amounts, prices, width: TIME + SIDE + AT + (amounts[0]?.length ?? 0) + (prices[0]?.length ?? 0) };
};

/** Columns of the time, of the side and of what stands between amount and price, with the gaps. */
const [TIME, SIDE, AT] = [10, 8, 5];

/**
 * Newest first: a title and `rows` lines, to stand below the book or beside it. Where there is no room for everything, the time
 * goes first; a figure is never cut.
 */
export const tapeLines = (
  { trades, amounts, prices, width }: Tape,
  columns: number,
  rows: number,
  style: Style,
): ReadonlyArray<string> => {
  const timed = width <= columns;
  const fits = width - TIME <= columns;
  const title = trades.length === 0 ? 'no trades yet' : 'last trades';
  return [
    fitLine(columns, [{ text: fits ? title : 'too narrow for trades', paint: style.dim }]),
    ...Array.from({ length: rows }, (_, row) => {
      const trade = trades[row];
      if (!trade || !fits) return '';
      const sold = trade.amount < 0;
      return fitLine(columns, [
        { text: timed ? `${timeText(trade.mts)}  ` : '' },
        { text: sold ? 'sold  ' : 'bought', paint: sold ? style.ask : style.bid },
        { text: `  ${amounts[row] ?? ''}  @  ${prices[row] ?? ''}` },
      ]);
    }),
  ];
};

const aligned = (texts: ReadonlyArray<string>): ReadonlyArray<string> => {
  const width = Math.max(0, ...texts.map((text) => text.length));
  return texts.map((text) => text.padStart(width));
};
