import { either as E } from 'fp-ts';
import type { BookKind, BookSpec, Length } from '@bitfinex-ws/protocol';
import { createSeededRandom } from '@bitfinex-ws/testkit';
import { deletesNothing, modelChecksum, sideOf, withRow, type Entry } from '../test/model.js';
import { createWalk, type Walk } from '../test/walk.js';
import { readBookFrame, type ListOf, type WireRow } from '../test/wire.js';
import { createBook, type Book } from './book.js';
import { explainBookError } from './errors.js';
import type { Level } from './level.js';

const specs: Readonly<Record<BookKind, Pick<BookSpec, 'symbol' | 'prec'>>> = {
  price: { symbol: 'tXRPBTC', prec: 'P0' },
  order: { symbol: 'tXRPBTC', prec: 'R0' },
  funding: { symbol: 'fUSD', prec: 'P2' },
  offer: { symbol: 'fUSD', prec: 'R0' },
};
const steps: Readonly<Record<Length, number>> = { 1: 2_000, 25: 2_000, 100: 1_000, 250: 400 };
const cases = (['price', 'order', 'funding', 'offer'] as const).flatMap((kind) =>
  ([1, 25, 100, 250] as const).map((len) => ({ kind, len })),
);

const specOf = (kind: BookKind, len: Length): BookSpec => ({ channel: 'book', ...specs[kind], freq: 'F0', len });
const frameOf = (rows: ReadonlyArray<WireRow> | WireRow): string => `[7,${JSON.stringify(rows).replaceAll('"', '')}]`;
const ofLevel = ({ price, period, id, amount, count, text }: Level): string =>
  `${price} ${period ?? 0} ${id ?? 0} ${amount} ${count} ${text.key} ${text.amount}`;
const ofEntry = ({ price, period, id, amount, count, key, amountText }: Entry): string =>
  `${price} ${period} ${id} ${amount} ${count} ${key} ${amountText}`;

/** `expect` costs more than the book and the model together, so it is asked only about a difference. */
const expectModel = (book: Book, walk: Walk): void => {
  const view = book.view();
  if (E.isLeft(view)) throw new Error(`the book is ${view.left.reason}`);
  for (const [levels, side] of [
    [view.right.bids, 'bid'],
    [view.right.asks, 'ask'],
  ] as const) {
    const [has, must] = [[...levels].map(ofLevel).join('\n'), sideOf(walk.model(), side).map(ofEntry).join('\n')];
    if (has !== must) expect(has).toBe(must);
  }
};

describe('a book on a random walk', () => {
  it.each(cases)('of $kind rows, length $len, equals the slow model after every message', ({ kind, len }) => {
    const spec = specOf(kind, len);
    const random = createSeededRandom(len * 7 + kind.length);
    const walk = createWalk(kind, len, random);
    const book = createBook(spec);
    const deliver = (frame: string, list?: ListOf): void => {
      const told = book.apply(readBookFrame(spec, frame, list), 0);
      if (E.isLeft(told)) throw new Error(`${frame}: ${explainBookError(told.left)}`);
    };

    deliver(frameOf(walk.snapshot()));
    for (let step = 0; step < steps[len]; step++) {
      if (step % 400 === 399) deliver(frameOf(walk.snapshot()));
      const rows = walk.step();
      if (random() < 0.4) deliver(frameOf(rows), 'bookUpdates');
      else for (const row of rows) deliver(frameOf(row));
      expectModel(book, walk);
      if (step % 10 === 0) deliver(`[7,"cs",${modelChecksum(walk.model())}]`);
    }
    const { checksums, unknownDeletions, longest } = book.stats();
    expect(checksums).toEqual({ matched: len === 1 ? 0 : steps[len] / 10, mismatched: 0 });
    expect(unknownDeletions).toBe(0);
    expect(longest).toBeGreaterThan(len / 2);
    expect(longest).toBeLessThanOrEqual(len);
  });

  it.each(cases.filter(({ kind, len }) => len !== 1 && (kind === 'price' || kind === 'order')))(
    'of $kind rows, length $len, is not moved by deletions of what it does not hold',
    ({ kind, len }) => {
      const spec = specOf(kind, len);
      const random = createSeededRandom(len);
      const walk = createWalk(kind, len, random);
      const book = createBook(spec);
      book.apply(readBookFrame(spec, frameOf(walk.snapshot())), 0);
      let strangers = 0;
      for (let step = 0; step < 80; step++) {
        const stranger = [kind === 'price' ? `${1 + step}.5` : `${step}`, '0', random() < 0.5 ? '1' : '-1'];
        expect(deletesNothing(walk.model(), stranger)).toBe(true);
        expect(withRow(walk.model(), stranger).entries).toEqual(walk.model().entries);
        const told = book.apply(readBookFrame(spec, frameOf(stranger)), 0);
        expect(told).toMatchObject({ left: { _tag: 'UnknownDeletion', key: stranger[0] } });
        expect(book.stats().unknownDeletions).toBe(++strangers);
        for (const row of walk.step()) book.apply(readBookFrame(spec, frameOf(row)), 0);
        expectModel(book, walk);
      }
    },
  );
});
