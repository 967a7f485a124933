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
/** Structurally a `SideView`. */
interface ShownSide extends Iterable<ShownLevel> {
  readonly length: number;
  readonly price: (index: number) => number;
  readonly amount: (index: number) => number;
  readonly count: (index: number) => number | null;
  readonly period: (index: number) => number | null;
  readonly id: (index: number) => number | null;
}

/** What a reader must hold, best first. */
export interface ModelSides {
  readonly bids: ReadonlyArray<ModelLevel>;
  readonly asks: ReadonlyArray<ModelLevel>;
}

/**
 * The first place at which a book is not what the model says, in words; null: they are equal. All numbers of all levels are
 * compared, read by index. Where `texts` is true, so are the levels that the iterator makes, with their texts as sent.
 */
export const bookDifference = (shown: ShownBook, model: ModelSides, texts = true): string | null => {
  const bids = sideDifference(shown.bids, model.bids, texts);
  return bids === null ? prefixed('asks', sideDifference(shown.asks, model.asks, texts)) : prefixed('bids', bids);
};

const prefixed = (side: string, difference: string | null): string | null =>
  difference === null ? null : `${side}: ${difference}`;

const sideDifference = (side: ShownSide, model: ReadonlyArray<ModelLevel>, texts: boolean): string | null => {
  if (side.length !== model.length) return `${side.length} levels where there must be ${model.length}`;
  for (let place = 0; place < model.length; place++) {
    const must = model[place];
    const isSame =
      must !== undefined &&
      side.price(place) === must.price &&
      side.amount(place) === must.amount &&
      side.count(place) === must.count &&
      (side.period(place) ?? 0) === must.period &&
      (side.id(place) ?? 0) === must.id;
    if (!isSame)
      return `at ${place} ${side.price(place)} ${side.amount(place)} where there must be ${must?.row.join()}`;
  }
  return texts ? levelDifference([...side], model) : null;
};

const levelDifference = (levels: ReadonlyArray<ShownLevel>, model: ReadonlyArray<ModelLevel>): string | null => {
  const place = levels.findIndex((has, index) => {
    const must = model[index];
    return (
      has.price !== must?.price ||
      has.amount !== must.amount ||
      has.count !== must.count ||
      (has.period ?? 0) !== must.period ||
      (has.id ?? 0) !== must.id ||
      has.text.key !== must.key ||
      has.text.amount !== must.amountText
    );
  });
  if (place < 0) return levels.length === model.length ? null : `${levels.length} levels came`;
  return `at ${place} ${JSON.stringify(levels[place])} where there must be ${model[place]?.row.join()}`;
};
