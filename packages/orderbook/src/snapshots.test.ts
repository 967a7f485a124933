import { either as E } from 'fp-ts';
import {
  BOOK_MODES,
  bookDifference,
  createMarket,
  createModelBook,
  createSeededRandom,
  modelChecksum,
  type BookMode,
  type WireRow,
} from '@bitfinex-ws/testkit';
import { specOf } from '../test/walk.js';
import { bookMessage } from '../test/wire.js';
import { createBook } from './book.js';

/** Takes a snapshot, then the model's checksum of it: what is wrong with the book that comes of it; null for nothing. */
const wrongWith = (mode: BookMode, rows: ReadonlyArray<WireRow>): string | null => {
  const spec = specOf(mode, 25);
  const model = createModelBook(mode.kind, rows);
  const book = createBook(spec);
  const head = { chanId: 7, spec, seq: null, accountSeq: null, serverTime: null } as const;
  const checksum = modelChecksum(model.bids(), model.asks());
  for (const told of [
    book.apply(bookMessage(spec, 'bookSnapshot', rows), 0),
    book.apply({ ...head, type: 'checksum', checksum }, 0),
  ])
    if (E.isLeft(told)) return told.left._tag;
  const view = book.view();
  if (E.isLeft(view)) return view.left.reason;
  if (view.right.verified !== 'checksum') return view.right.verified;
  return bookDifference(view.right, { bids: model.bids(), asks: model.asks() });
};

describe.each(BOOK_MODES)('a snapshot in $name', (mode) => {
  const random = createSeededRandom(BOOK_MODES.indexOf(mode));
  const below = (limit: number): number => Math.floor(random() * limit);
  const market = createMarket(mode, 25, random);
  const rows = [...market.bids(), ...market.asks()].map(({ row }) => row);
  const half = (side: 'bids' | 'asks'): ReadonlyArray<WireRow> => market[side]().map(({ row }) => row);
  const shuffle = (of: ReadonlyArray<WireRow>): ReadonlyArray<WireRow> => {
    const rest = [...of];
    return of.flatMap(() => rest.splice(below(rest.length), 1));
  };

  it('verifies in any order', () => {
    for (let round = 0; round < 20; round++) expect(wrongWith(mode, shuffle(rows))).toBeNull();
  });

  it('verifies where it is thin: 18 levels against 25, any number, one side, or nothing at all', () => {
    expect(wrongWith(mode, [...half('bids').slice(0, 18), ...half('asks')])).toBeNull();
    expect(wrongWith(mode, [...half('bids'), ...half('asks').slice(0, 18)])).toBeNull();
    expect(wrongWith(mode, half('bids'))).toBeNull();
    expect(wrongWith(mode, half('asks'))).toBeNull();
    expect(wrongWith(mode, [])).toBeNull();
    for (let round = 0; round < 20; round++) expect(wrongWith(mode, shuffle(rows).slice(below(50)))).toBeNull();
  });

  it('may hold a level twice: the later row stands', () => {
    for (let round = 0; round < 20; round++) {
      const again = shuffle(rows).slice(0, 5);
      const changed = again.map((row) => row.map((cell, column) => (column === row.length - 1 ? `${cell}1` : cell)));
      expect(wrongWith(mode, shuffle([...rows, ...again]))).toBeNull();
      expect(wrongWith(mode, [...rows, ...changed.map((row) => row.map(plain))])).toBeNull();
    }
  });
});

/** An exponent that was given another digit behind it is written as a number again. */
const plain = (cell: string): string => (/e-?\d+1$/i.test(cell) ? cell.slice(0, -1) : cell);
