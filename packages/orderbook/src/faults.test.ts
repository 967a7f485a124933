import { either as E } from 'fp-ts';
import type { BookSpec } from '@bitfinex-ws/protocol';
import { recordedP0 } from '../test/vectors.js';
import { readBookFrame, type ListOf } from '../test/wire.js';
import { createBook } from './book.js';
import type { Book, BookOptions } from './contract.js';
import type { BookError } from './errors.js';

const P0: BookSpec = { channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: 25 };
const R0: BookSpec = { ...P0, prec: 'R0' };
const funding: BookSpec = { ...P0, symbol: 'fUSD' };
const single: BookSpec = { ...P0, len: 1 };

const open = (spec: BookSpec, snapshot: string, options?: BookOptions): Book => {
  const book = createBook(spec, options);
  expect(tell(book, snapshot)).toBeNull();
  return book;
};
/** The error, or null. */
const tell = (book: Book, frame: string, at = 0, list?: ListOf): BookError | null => {
  const told = book.apply(readBookFrame(book.spec, frame, list), at);
  return E.isLeft(told) ? told.left : null;
};
const prices = (book: Book): ReadonlyArray<ReadonlyArray<number>> | string => {
  const view = book.view();
  return E.isLeft(view)
    ? `${view.left.reason} since ${view.left.since}`
    : [[...view.right.bids].map(({ price }) => price), [...view.right.asks].map(({ price }) => price)];
};
const verified = (book: Book): string => {
  const view = book.view();
  return E.isLeft(view) ? 'unreadable' : view.right.verified;
};
const snapshot = '[1,[[100,1,2],[101,1,-3]]]';
const wrongChecksum = (book: Book): string => `[1,"cs",${((book.checksum() ?? 0) + 1) | 0}]`;
const rightChecksum = (book: Book): string => `[1,"cs",${book.checksum()}]`;

describe('before its snapshot a book', () => {
  it('is syncing, has no checksum, and refuses updates and checksums', () => {
    const book = createBook(P0, { openedAt: 40 });
    expect(prices(book)).toBe('syncing since 40');
    expect(book.checksum()).toBeNull();
    expect(tell(book, '[1,[100,1,2]]')).toEqual({ _tag: 'NotSynced', type: 'bookUpdate' });
    expect(tell(book, '[1,[[100,1,2]]]', 0, 'bookUpdates')).toEqual({ _tag: 'NotSynced', type: 'bookUpdates' });
    expect(tell(book, '[1,"cs",0]')).toEqual({ _tag: 'NotSynced', type: 'checksum' });
    expect(tell(book, snapshot)).toBeNull();
    expect(prices(book)).toEqual([[100], [101]]);
    expect(book.stats()).toMatchObject({ updates: 0, checksums: { matched: 0, mismatched: 0 } });
  });
});

describe('rows of the wrong kind', () => {
  it('change nothing, in an update or in a snapshot', () => {
    const book = open(P0, snapshot);
    for (const frame of ['[1,[11,100,2]]', '[1,[[11,100,2]]]'])
      expect(book.apply(readBookFrame(R0, frame), 0)).toEqual(
        E.left({ _tag: 'WrongKind', expected: 'price', received: 'order' }),
      );
    expect(prices(book)).toEqual([[100], [101]]);
    expect(book.stats()).toMatchObject({ snapshots: 1, updates: 0 });
  });
});

describe('a deletion of what the book does not hold', () => {
  it('changes nothing and leaves the verdict to the next checksum where there is one', () => {
    const book = open(P0, snapshot);
    expect(tell(book, '[1,[99,0,1]]')).toEqual({ _tag: 'UnknownDeletion', side: 'bid', key: '99' });
    expect(prices(book)).toEqual([[100], [101]]);
    expect(tell(book, rightChecksum(book))).toBeNull();
    expect(book.stats()).toMatchObject({ updates: 0, unknownDeletions: 1, checksums: { matched: 1, mismatched: 0 } });
  });

  it.each([
    ['of a funding book', funding, '[1,[[0.0001,30,1,-5],[0.0002,2,1,5]]]', '[1,[0.0001,2,0,-1]]', 'bid', '0.0001/2'],
    ['of one level a side', single, snapshot, '[1,[99,0,1]]', 'bid', '99'],
  ] as const)('makes a book %s unreadable at once, for no checksum can decide', (_, spec, start, frame, side, key) => {
    const book = open(spec, start);
    expect(tell(book, frame, 7)).toEqual({ _tag: 'UnknownDeletion', side, key });
    expect(prices(book)).toBe('desync since 7');
  });

  it('is also the second deletion of one order', () => {
    const book = open(R0, '[1,[[11,100,1],[12,100,1]]]');
    expect(tell(book, '[1,[11,0,1]]')).toBeNull();
    expect(tell(book, '[1,[11,0,1]]')).toEqual({ _tag: 'UnknownDeletion', side: 'bid', key: '11' });
    expect(book.stats()).toMatchObject({ updates: 1, unknownDeletions: 1 });
  });

  it('in a bulk update is told, and the other rows are applied', () => {
    const book = open(R0, '[1,[[11,100,1],[12,101,-1]]]');
    const bulk = '[1,[[13,99,1],[77,0,1],[78,0,-1],[11,0,1]]]';
    expect(tell(book, bulk, 0, 'bookUpdates')).toEqual({ _tag: 'UnknownDeletion', side: 'bid', key: '77' });
    expect(prices(book)).toEqual([[99], [101]]);
    expect(book.stats()).toMatchObject({ updates: 2, unknownDeletions: 2 });
  });
});

describe('a row on the wrong side', () => {
  it('is a deletion of what stands on the other side: it deletes nothing and the book is out of step', () => {
    const book = open(P0, snapshot);
    expect(tell(book, '[1,[100,0,-1]]', 3)).toEqual({ _tag: 'WrongSide', side: 'ask', key: '100' });
    expect(prices(book)).toBe('desync since 3');
  });

  it('is a row of amount 0, which belongs to neither side', () => {
    const book = open(P0, snapshot);
    expect(tell(book, '[1,[99,1,0]]', 3)).toEqual({ _tag: 'WrongSide', side: null, key: '99' });
    expect(prices(book)).toBe('desync since 3');
    expect(tell(open(R0, '[1,[[11,100,1]]]'), '[1,[12,99,0]]')).toMatchObject({ _tag: 'WrongSide', side: null });
  });

  it('makes a snapshot useless too, until the next one', () => {
    const book = createBook(P0);
    expect(tell(book, '[1,[[99,1,0],[100,1,2]]]', 3)).toMatchObject({ _tag: 'WrongSide' });
    expect(prices(book)).toBe('desync since 3');
    expect(tell(book, snapshot, 4)).toBeNull();
    expect(prices(book)).toEqual([[100], [101]]);
  });
});

describe('a side above its length', () => {
  it('is tolerated for one message', () => {
    const book = open(single, snapshot);
    expect(tell(book, '[1,[99,1,1]]')).toBeNull();
    expect(prices(book)).toEqual([[100, 99], [101]]);
    expect(tell(book, '[1,[100,0,1]]')).toBeNull();
    expect(tell(book, '[1,[98,1,1]]')).toBeNull();
    expect(tell(book, '[1,[99,0,1]]')).toBeNull();
    expect(prices(book)).toEqual([[98], [101]]);
    expect(book.stats().longest).toBe(2);
  });

  it('for a second message in a row is an error, and the book is out of step until the next snapshot', () => {
    const book = open(single, snapshot);
    expect(tell(book, '[1,[102,1,-1]]', 1)).toBeNull();
    expect(tell(book, '[1,[100,2,1]]', 2)).toEqual({ _tag: 'SideTooLong', side: 'ask', length: 2, limit: 1 });
    expect(prices(book)).toBe('desync since 2');
    expect(tell(book, snapshot, 3)).toBeNull();
    expect(prices(book)).toEqual([[100], [101]]);
  });

  it('when a checksum comes is an error at once: what lies below the 25th level is not covered by it', () => {
    const rows = Array.from({ length: 26 }, (_, place) => `[${100 - place},1,1]`);
    const book = open(P0, `[1,[${rows.slice(0, 25).join()}]]`);
    const right = rightChecksum(book);
    expect(tell(book, `[1,${rows[25]}]`, 1)).toBeNull();
    expect(tell(book, right, 2)).toEqual({ _tag: 'SideTooLong', side: 'bid', length: 26, limit: 25 });
    expect(prices(book)).toBe('desync since 2');
    const doubted = open(P0, `[1,[${rows.slice(0, 25).join()}]]`);
    expect(doubted.doubt('gap', 1)).toBe(true);
    expect(tell(doubted, `[1,${rows[25]}]`, 2)).toBeNull();
    expect(tell(doubted, right, 3)).toMatchObject({ _tag: 'SideTooLong' });
    expect(prices(doubted)).toBe('gap since 1');
  });

  it('starts anew with a snapshot, which counts as one message', () => {
    const book = open(single, snapshot);
    const long = '[1,[[100,1,2],[99,1,2]]]';
    expect(tell(book, '[1,[99,1,1]]')).toBeNull();
    expect(tell(book, long)).toBeNull();
    expect(tell(book, '[1,[101,1,-1]]')).toMatchObject({ _tag: 'SideTooLong', side: 'bid', length: 2 });
  });

  it('may be the one or the other in turn', () => {
    const book = open(single, snapshot);
    expect(tell(book, '[1,[99,1,1]]')).toBeNull();
    expect(tell(book, '[1,[[99,0,1],[102,1,-1]]]', 0, 'bookUpdates')).toBeNull();
    expect(tell(book, '[1,[102,0,-1]]')).toBeNull();
    expect(prices(book)).toEqual([[100], [101]]);
  });
});

describe('a checksum that differs', () => {
  it('makes a trading book unreadable, is told once, and the next snapshot restores it', () => {
    const book = open(P0, snapshot);
    const actual = book.checksum() ?? 0;
    expect(tell(book, wrongChecksum(book), 5)).toEqual({
      _tag: 'ChecksumMismatch',
      expected: (actual + 1) | 0,
      actual,
    });
    expect(prices(book)).toBe('mismatch since 5');
    expect(tell(book, wrongChecksum(book), 6)).toBeNull();
    expect(tell(book, rightChecksum(book), 7)).toBeNull();
    expect(tell(book, '[1,[1,0,1]]', 8)).toBeNull();
    expect(prices(book)).toBe('mismatch since 5');
    expect(book.stats()).toMatchObject({
      checksums: { matched: 0, mismatched: 1 },
      unknownDeletions: 0,
      ignored: 3,
    });
    expect(tell(book, snapshot, 9)).toBeNull();
    expect(prices(book)).toEqual([[100], [101]]);
    expect(tell(book, rightChecksum(book))).toBeNull();
    expect(verified(book)).toBe('checksum');
  });

  it('takes the word of the checksum away from a book that only warns, until one matches again', () => {
    const book = open(P0, snapshot, { checksums: 'warn', sequenced: true });
    expect(tell(book, rightChecksum(book))).toBeNull();
    expect(verified(book)).toBe('checksum');
    expect(tell(book, wrongChecksum(book))).toMatchObject({ _tag: 'ChecksumMismatch' });
    expect(verified(book)).toBe('sequence');
    expect(tell(book, wrongChecksum(book))).toMatchObject({ _tag: 'ChecksumMismatch' });
    expect(tell(book, rightChecksum(book))).toBeNull();
    expect(verified(book)).toBe('checksum');
    expect(book.stats().checksums).toEqual({ matched: 2, mismatched: 2 });
  });

  it('warns by default in a funding book and can be enforced there', () => {
    const start = '[1,[[0.0001,30,1,-5]]]';
    const lenient = open(funding, start);
    expect(tell(lenient, wrongChecksum(lenient))).toMatchObject({ _tag: 'ChecksumMismatch' });
    expect(verified(lenient)).toBe('none');
    const strict = open(funding, start, { checksums: 'enforce' });
    expect(tell(strict, wrongChecksum(strict), 2)).toMatchObject({ _tag: 'ChecksumMismatch' });
    expect(prices(strict)).toBe('mismatch since 2');
  });

  it('says nothing about a book of one level a side', () => {
    const book = open(single, snapshot);
    expect(tell(book, wrongChecksum(book))).toBeNull();
    expect(tell(book, rightChecksum(book))).toBeNull();
    expect(verified(book)).toBe('none');
    expect(book.stats().checksums).toEqual({ matched: 0, mismatched: 0 });
  });

  it('does not when it is the same 32 bits without the sign', () => {
    const book = open(P0, recordedP0.snapshot);
    expect(tell(book, recordedP0.update)).toBeNull();
    expect(recordedP0.afterUpdate).toBeLessThan(0);
    expect(tell(book, `[1,"cs",${recordedP0.afterUpdate >>> 0}]`)).toBeNull();
    expect(verified(book)).toBe('checksum');
  });
});

describe('a book that was lost', () => {
  it.each(['gap', 'stale', 'disconnected', 'desync', 'mismatch', 'syncing'] as const)(
    'because of %s is unreadable until its next snapshot',
    (reason) => {
      const book = open(P0, snapshot);
      book.lose(reason, 12);
      expect(prices(book)).toBe(`${reason} since 12`);
      expect(tell(book, snapshot, 13)).toBeNull();
      expect(prices(book)).toEqual([[100], [101]]);
    },
  );

  it('keeps the first reason and its time', () => {
    const book = open(P0, snapshot);
    book.lose('gap', 1);
    book.lose('disconnected', 2);
    book.lose('gap', 3);
    expect(prices(book)).toBe('gap since 1');
  });

  it('while it was still syncing has the reason of the loss', () => {
    const book = createBook(P0);
    book.lose('disconnected', 2);
    expect(prices(book)).toBe('disconnected since 2');
  });

  it('applies nothing in between, counts it, and does not complain', () => {
    const book = open(P0, snapshot);
    book.lose('gap', 1);
    const before = book.checksum();
    expect(tell(book, '[1,[99,1,5]]')).toBeNull();
    expect(tell(book, rightChecksum(book))).toBeNull();
    expect(book.checksum()).toBe(before);
    expect(prices(book)).toBe('gap since 1');
    expect(book.stats()).toMatchObject({ updates: 0, ignored: 2, checksums: { matched: 0, mismatched: 0 } });
  });

  it('for good is closed: no other reason and no snapshot changes that', () => {
    const book = open(P0, snapshot);
    book.lose('gap', 1);
    book.lose('closed', 2);
    book.lose('disconnected', 3);
    book.lose('closed', 4);
    expect(tell(book, snapshot, 5)).toBeNull();
    expect(prices(book)).toBe('closed since 2');
    expect(book.stats()).toMatchObject({ snapshots: 1, ignored: 1 });
  });
});
