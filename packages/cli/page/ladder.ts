import type { BookView, SideView } from '@bitfinex-ws/orderbook';
import { appended, createText } from './dom.js';
import { amountDecimals, amountText, grouped, priceDecimals } from './format.js';

/** The ladder: asks above, bids below, the best of both in the middle. */
interface Ladder {
  /** Draws the book; null: it can not be read, and nothing is shown of it. */
  readonly draw: (view: BookView | null) => void;
  /** Another symbol or precision: nothing that was known of its figures holds any more. */
  readonly reset: () => void;
  /** How many levels a side there is room for. */
  readonly resize: (rows: number) => void;
}

interface Row {
  readonly node: HTMLTableRowElement;
  readonly price: (text: string) => void;
  readonly amount: (text: string) => void;
  readonly total: (text: string) => void;
  readonly mark: (text: string) => void;
  fill: string;
}

export const createLadder = (table: HTMLTableElement): Ladder => {
  const [asksBody, middle, bidsBody] = table.tBodies as unknown as [
    HTMLTableSectionElement,
    HTMLTableSectionElement,
    HTMLTableSectionElement,
  ];
  const middleText = createText(middle.querySelector<HTMLElement>('.mid') ?? middle);
  const spreadText = createText(middle.querySelector<HTMLElement>('.spread') ?? middle);
  const markTitle = createText(table.querySelector<HTMLElement>('.mark') ?? table);
  let asks: ReadonlyArray<Row> = [];
  let bids: ReadonlyArray<Row> = [];
  // They only grow, so that figures do not jump from one column to the next as levels come and go.
  let decimals = 0;
  let largest = 0;

  const drawSide = (rows: ReadonlyArray<Row>, side: SideView, deepest: number): void => {
    const amounts = amountDecimals(largest);
    let sum = 0;
    for (const [depth, row] of rows.entries()) {
      const price = side.price(depth);
      if (Number.isNaN(price)) {
        clear(row);
        continue;
      }
      const size = side.size(depth);
      sum += size;
      row.price(grouped(price, decimals));
      row.amount(amountText(size, amounts));
      row.total(amountText(sum, amounts));
      row.mark(markOf(side, depth));
      const fill = `${Math.round((sum / deepest) * 1000) / 10}%`;
      if (fill !== row.fill) row.node.style.setProperty('--fill', fill);
      row.fill = fill;
    }
  };

  return {
    reset: () => {
      decimals = 0;
      largest = 0;
    },
    resize: (count) => {
      if (count === bids.length) return;
      asksBody.replaceChildren();
      bidsBody.replaceChildren();
      // The best ask is the last row of its part.
      asks = Array.from({ length: count }, () => createRow(asksBody)).reverse();
      bids = Array.from({ length: count }, () => createRow(bidsBody));
    },
    draw: (view) => {
      table.classList.toggle('unread', view === null);
      if (view === null) {
        for (const row of [...asks, ...bids]) clear(row);
        middleText('');
        spreadText('not to be relied on now');
        return;
      }
      const shown = Math.min(bids.length, Math.max(view.bids.length, view.asks.length));
      decimals = Math.max(decimals, priceDecimals(pricesOf(view, shown)));
      const deepest = Math.max(total(view.bids, shown), total(view.asks, shown));
      largest = Math.max(largest, deepest);
      markTitle(markTitleOf(view));
      drawSide(asks, view.asks, deepest);
      drawSide(bids, view.bids, deepest);
      middleText(view.mid === null ? '' : grouped(view.mid, decimals + 1));
      spreadText(spreadOf(view, decimals));
    },
  };
};

/**
 * What tells a level from others: how many orders it has, or of funding for how many days, or the last digits of the order's id:
 * the first are the same for all that are of today.
 */
const markOf = (side: SideView, depth: number): string => {
  const id = side.id(depth);
  return id === null ? String(side.period(depth) ?? side.count(depth) ?? '') : `…${String(id).slice(-5)}`;
};

const markTitleOf = ({ spec }: BookView): string => {
  if (spec.prec === 'R0') return 'Order';
  return spec.symbol.startsWith('f') ? 'Days' : 'Orders';
};

const spreadOf = ({ spread, mid }: BookView, decimals: number): string => {
  if (spread === null || mid === null) return '';
  return `spread ${grouped(spread, decimals)} · ${((spread / mid) * 10_000).toFixed(2)} bp`;
};

const createRow = (body: HTMLElement): Row => {
  const node = appended(body, 'tr');
  const cell = (className: string): ((text: string) => void) => createText(appended(node, 'td', className));
  const price = appended(node, 'td', 'price');
  price.setAttribute('role', 'rowheader');
  return {
    node,
    price: createText(price),
    amount: cell('amount'),
    total: cell('total'),
    mark: cell('mark'),
    fill: '0%',
  };
};

const clear = (row: Row): void => {
  row.price('');
  row.amount('');
  row.total('');
  row.mark('');
  if (row.fill !== '0%') row.node.style.setProperty('--fill', '0%');
  row.fill = '0%';
};

const total = (side: SideView, rows: number): number => {
  let sum = 0;
  for (let depth = 0; depth < rows && depth < side.length; depth++) sum += side.size(depth);
  return sum;
};

function* pricesOf({ bids, asks }: BookView, rows: number): Generator<number, void, undefined> {
  for (let depth = 0; depth < rows; depth++) {
    yield bids.price(depth);
    yield asks.price(depth);
  }
}
