import { timeText } from '../src/render/numbers.js';
import { appended, createText } from './dom.js';
import { amountDecimals, grouped, priceDecimals } from './format.js';
import type { TapeEntry } from './trade-list.js';

/** The tape: the newest trades, newest first. */
interface Tape {
  readonly draw: (entries: ReadonlyArray<TapeEntry>) => void;
  readonly reset: () => void;
  readonly resize: (rows: number) => void;
}

interface Row {
  readonly node: HTMLTableRowElement;
  readonly time: (text: string) => void;
  readonly side: (text: string) => void;
  readonly amount: (text: string) => void;
  readonly price: (text: string) => void;
  className: string;
}

export const createTape = (body: HTMLTableSectionElement): Tape => {
  let rows: ReadonlyArray<Row> = [];
  let decimals = 0;
  return {
    reset: () => {
      decimals = 0;
    },
    resize: (count) => {
      if (count === rows.length) return;
      body.replaceChildren();
      rows = Array.from({ length: count }, () => createRow(body));
    },
    draw: (entries) => {
      const shown = entries.slice(0, rows.length);
      const trades = shown.filter(({ amount }) => amount !== null);
      decimals = Math.max(decimals, priceDecimals(trades.map(({ price }) => price)));
      for (const [at, row] of rows.entries()) write(row, shown[at], decimals);
    },
  };
};

const createRow = (body: HTMLElement): Row => {
  const node = appended(body, 'tr');
  const cell = (className: string): ((text: string) => void) => createText(appended(node, 'td', className));
  return { node, time: cell('time'), side: cell('side'), amount: cell('amount'), price: cell('price'), className: '' };
};

const write = (row: Row, entry: TapeEntry | undefined, decimals: number): void => {
  const className = classOf(entry);
  if (className !== row.className) row.node.className = className;
  row.className = className;
  row.time(entry ? timeText(entry.mts) : '');
  if (!entry || entry.amount === null) {
    row.side(entry ? 'gap' : '');
    row.amount('');
    row.price('');
    return;
  }
  const size = Math.abs(entry.amount);
  row.side(entry.amount < 0 ? 'sold' : 'bought');
  row.amount(grouped(size, size < 0.0001 ? 8 : Math.min(4, amountDecimals(size))));
  row.price(grouped(entry.price, decimals));
};

const classOf = (entry: TapeEntry | undefined): string => {
  if (!entry) return '';
  if (entry.amount === null) return 'gap';
  return entry.amount < 0 ? 'ask' : 'bid';
};
