import { either as E } from 'fp-ts';
import type { BookSpec } from '@bitfinex-ws/protocol';
import { bookOf, feed, viewOf } from '../test/view-of.js';
import { readBookFrame } from '../test/wire.js';
import { createBook } from './book.js';
import type { Book } from './contract.js';

const P0: BookSpec = { channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: 25 };
const snapshot = '[1,[[100,1,2],[101,1,-3]]]';
const open = (spec: BookSpec = P0): Book => bookOf(spec, snapshot);
const tell = (book: Book, frame: string, at = 9): string | null => {
  const told = book.apply(readBookFrame(book.spec, frame), at);
  return E.isLeft(told) ? told.left._tag : null;
};
const standing = (book: Book): string => {
  const view = book.view();
  return E.isLeft(view) ? `${view.left.reason} since ${view.left.since}` : view.right.verified;
};
const right = (book: Book): string => `[1,"cs",${book.checksum()}]`;
const wrong = (book: Book): string => `[1,"cs",${(book.checksum() ?? 0) ^ 1}]`;

describe('a book in doubt', () => {
  it('is unreadable at once, goes on applying, and comes back with a checksum that matches', () => {
    const book = open();
    const before = viewOf(book);
    expect(book.doubt('gap', 5)).toBe(true);
    expect([standing(book), book.inDoubt(), before.valid]).toEqual(['gap since 5', true, false]);
    expect(tell(book, '[1,[99,1,4]]')).toBeNull();
    expect(standing(book)).toBe('gap since 5');
    expect(tell(book, right(book))).toBeNull();
    expect([standing(book), book.inDoubt()]).toEqual(['checksum', false]);
    expect([...viewOf(book).bids].map(({ price }) => price)).toEqual([100, 99]);
    expect(book.stats()).toMatchObject({ snapshots: 1, updates: 1, ignored: 0, checksums: { matched: 1 } });
  });

  it.each(['enforce', 'warn'] as const)(
    'is lost with a checksum that differs, also where checksums only %s',
    (checksums) => {
      const book = createBook(P0, { checksums });
      feed(book, snapshot);
      book.doubt('gap', 5);
      expect(tell(book, wrong(book))).toBe('ChecksumMismatch');
      expect([standing(book), book.inDoubt()]).toEqual(['gap since 5', false]);
      expect(tell(book, right(book))).toBeNull();
      expect([standing(book), book.stats().ignored]).toEqual(['gap since 5', 1]);
      expect(tell(book, snapshot)).toBeNull();
      expect(standing(book)).toBe('none');
    },
  );

  it('keeps its cause and its time whatever comes after it, save that it is closed', () => {
    const book = open();
    book.doubt('gap', 5);
    expect(book.doubt('gap', 6)).toBe(true);
    book.lose('disconnected', 7);
    expect([standing(book), book.inDoubt()]).toEqual(['gap since 5', false]);
    const closed = open();
    closed.doubt('gap', 5);
    closed.lose('closed', 8);
    expect([standing(closed), closed.doubt('gap', 9)]).toEqual(['closed since 8', false]);
  });

  it('lives through a deletion of what it does not hold, and not through what no checksum forgives', () => {
    const book = open();
    book.doubt('gap', 5);
    expect([tell(book, '[1,[98,0,1]]'), book.inDoubt()]).toEqual(['UnknownDeletion', true]);
    expect([tell(book, '[1,[100,0,-1]]'), book.inDoubt()]).toEqual(['WrongSide', false]);
    expect(standing(book)).toBe('gap since 5');
  });

  it('is readable again with a snapshot too', () => {
    const book = open();
    book.doubt('gap', 5);
    expect([tell(book, snapshot), standing(book), book.inDoubt()]).toEqual([null, 'none', false]);
  });
});

describe('a book that no checksum covers whole', () => {
  it.each([
    ['of length 100', { ...P0, len: 100 }],
    ['of length 1', { ...P0, len: 1 }],
    ['of orders', { ...P0, prec: 'R0' }],
    ['of funding', { ...P0, symbol: 'fUSD' }],
  ] as const)('%s is lost by a doubt', (_, spec) => {
    const frames = { R0: '[1,[[11,100,2]]]', f: '[1,[[0.0001,2,1,-5]]]', P: snapshot };
    const book = bookOf(spec, frames[spec.prec === 'R0' ? 'R0' : spec.symbol.startsWith('f') ? 'f' : 'P']);
    expect([book.doubt('gap', 5), standing(book)]).toEqual([false, 'gap since 5']);
    tell(book, right(book));
    expect([standing(book), book.stats().ignored]).toEqual(['gap since 5', 1]);
  });

  it('has nothing to doubt before its snapshot', () => {
    const book = bookOf(P0);
    expect([book.doubt('gap', 5), standing(book)]).toEqual([false, 'gap since 5']);
  });

  it('is not brought back by a doubt after it was lost', () => {
    const book = open();
    book.lose('mismatch', 4);
    expect([book.doubt('gap', 5), standing(book)]).toEqual([false, 'mismatch since 4']);
  });
});
