import type { ModelLevel } from './model-book.js';

/** A level as a book shows it, structurally the `Level` of `@bitfinex-ws/orderbook`. */
interface ShownLevel {
  readonly price: number;
  readonly amount: number;
  readonly count: number | null;
  readonly period: number | null;
  readonly id: number | null;
  readonly text: { readonly key: string; readonly amount: string };
}
/** Both sides of a view, best first. */
interface ShownBook {
  readonly bids: ShownSide;
  readonly asks: ShownSide;
}
type ShownSide = Iterable<ShownLevel> & { readonly length: number };

/** What a reader must hold, best first. */
export interface ModelSides {
  readonly bids: ReadonlyArray<ModelLevel>;
  readonly asks: ReadonlyArray<ModelLevel>;
}

/**
 * The first place at which a book is not what the model says, in words; null: they are equal. Numbers are always compared,
 * all of them; the texts as sent cost more, and only where `texts` is true.
 */
export const bookDifference = (shown: ShownBook, model: ModelSides, texts = true): string | null => {
  const bids = sideDifference(shown.bids, model.bids, texts);
  return bids === null ? prefixed('asks', sideDifference(shown.asks, model.asks, texts)) : prefixed('bids', bids);
};

const prefixed = (side: string, difference: string | null): string | null =>
  difference === null ? null : `${side}: ${difference}`;

const sideDifference = (side: ShownSide, model: ReadonlyArray<ModelLevel>, texts: boolean): string | null => {
  if (side.length !== model.length) return `${side.length} levels where there must be ${model.length}`;
  let place = 0;
  for (const has of side) {
    const must = model[place];
    if (must === undefined || !isSame(has, must, texts))
      return `at ${place} ${JSON.stringify(has)} where there must be ${must?.row.join() ?? 'nothing'}`;
    place++;
  }
  return place === model.length ? null : `${place} levels came where there must be ${model.length}`;
};

const isSame = (has: ShownLevel, must: ModelLevel, texts: boolean): boolean =>
  has.price === must.price &&
  has.amount === must.amount &&
  has.count === must.count &&
  (has.period ?? 0) === must.period &&
  (has.id ?? 0) === must.id &&
  (!texts || (has.text.key === must.key && has.text.amount === must.amountText));
