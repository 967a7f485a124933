import type { ModelLevel } from '@bitfinex-ws/testkit';
import type { BookView } from '../src/view.js';

/** The columns of one side of a view, whatever it is stored in. */
interface Columns {
  readonly length: number;
  readonly level: (place: number) => BookView['bestBid'];
}

/**
 * The first place at which a side of a book is not what the model says, in words; null: they are equal. Numbers are always
 * compared, and all of them; the texts as sent cost more, and only where `texts` is set.
 */
export const differenceOf = (side: BookView['bids'], model: ReadonlyArray<ModelLevel>, texts: boolean): string | null => {
  const columns: Columns = { length: side.length, level: (place) => side[place] ?? null };
  if (side.length !== model.length) return `${side.length} levels where there must be ${model.length}`;
  for (let place = 0; place < model.length; place++) {
    const has = columns.level(place);
    const must = model[place];
    if (has === null || must === undefined) return `nothing at ${place}`;
    const isSame =
      has.price === must.price &&
      has.amount === must.amount &&
      has.count === must.count &&
      (has.period ?? 0) === must.period &&
      (has.id ?? 0) === must.id &&
      (!texts || (has.text.key === must.key && has.text.amount === must.amountText));
    if (!isSame) return `at ${place} ${JSON.stringify(has)} where there must be ${must.row.join()}`;
  }
  return null;
};
