import { either as E } from 'fp-ts';
import { bookKind, type BookSpec } from '@bitfinex-ws/protocol';
import { bookDifference, createModelBook, modelChecksum } from '@bitfinex-ws/testkit';
import { bookMessage } from '../test/wire.js';
import { createBook } from './book.js';

const P0: BookSpec = { channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: 25 };
const deep: BookSpec = { ...P0, len: 100 };
const R0: BookSpec = { ...P0, prec: 'R0' };
const funding: BookSpec = { ...P0, symbol: 'fUSD' };
const offers: BookSpec = { ...funding, prec: 'R0' };

/** Forty bids, so that the last fifteen lie under no hash. */
const forty = Array.from({ length: 40 }, (_, place) => `${140 - place},2,1`);

/** What no checksum can find: what was sent, what came instead, and what still vouches for the book after the next checksum. */
const BLIND_SPOTS = [
  ['a count', P0, ['100,3,2', '101,1,-1'], '100,4,2.5', '100,5,2.5', 'checksum'],
  ['a count of a rate', funding, ['0.0002,30,1,5'], '0.0002,30,3,6', '0.0002,30,2,6', 'checksum'],
  ['the price of an order that keeps its place', R0, ['11,100,1', '12,98,1'], '11,101,1', '11,109,1', 'checksum'],
  [
    'the rate of an offer that keeps its place',
    offers,
    ['11,2,0.0002,5'],
    '12,2,0.0003,6',
    '12,2,0.0009,6',
    'checksum',
  ],
  ['the period of a rate', funding, ['0.0002,30,1,5'], '0.0003,30,1,6', '0.0003,2,1,6', 'checksum'],
  ['the period of an offer', offers, ['11,30,0.0002,5'], '12,30,0.0003,6', '12,2,0.0003,6', 'checksum'],
  ['the amount of a level beyond the 25th', deep, forty, '110,2,7', '110,2,8', 'checksum'],
  ['the price of a level beyond the 25th', deep, forty, '90,2,7', '91,2,7', 'checksum'],
  ['the deletion of another level beyond the 25th', deep, forty, '110,0,1', '109,0,1', 'checksum'],
  ['an amount in a book of length 1', { ...P0, len: 1 }, ['100,3,2'], '100,3,4', '100,3,5', 'sequence'],
  ['a price in a book of length 1', { ...P0, len: 1 }, ['100,3,2'], '102,1,-1', '103,1,-1', 'sequence'],
] as const satisfies ReadonlyArray<readonly [string, BookSpec, ReadonlyArray<string>, string, string, string]>;

describe('what no checksum can find', () => {
  it.each(BLIND_SPOTS)('is %s: the book stays readable', (_, spec, snapshot, sent, came, vouchedFor) => {
    const rows = snapshot.map((row) => row.split(','));
    const model = createModelBook(bookKind(spec), rows);
    model.apply(sent.split(','));
    const book = createBook(spec, { sequenced: true });
    const checksum = modelChecksum(model.bids(), model.asks());
    const head = { chanId: 7, spec, seq: null, accountSeq: null, serverTime: null } as const;

    expect(book.apply(bookMessage(spec, 'bookSnapshot', rows), 0)).toEqual(E.right(undefined));
    expect(book.apply(bookMessage(spec, 'bookUpdate', [came.split(',')]), 0)).toEqual(E.right(undefined));
    expect(book.apply({ ...head, type: 'checksum', checksum }, 0)).toEqual(E.right(undefined));
    const view = book.view();
    expect(view).toMatchObject({ right: { verified: vouchedFor } });
    // It really is another book.
    const shown = { bids: model.bids(), asks: model.asks() };
    expect(E.isRight(view) && bookDifference(view.right, shown)).toMatch(/there must be/);
    expect(book.stats().checksums).toEqual({ matched: spec.len === 1 ? 0 : 1, mismatched: 0 });
  });

  it('is a count that a gap took away, even where the checksum brings the book back', () => {
    const book = createBook(P0, { sequenced: true });
    const model = createModelBook('price', [['100', '3', '2']]);
    book.apply(bookMessage(P0, 'bookSnapshot', [['100', '2', '2']]), 0);
    expect(book.doubt('gap', 1)).toBe(true);
    const checksum = modelChecksum(model.bids(), model.asks());
    book.apply({ type: 'checksum', checksum, chanId: 7, spec: P0, seq: null, accountSeq: null, serverTime: null }, 2);
    const view = book.view();
    expect(E.isRight(view) && [view.right.verified, view.right.bestBid?.count]).toEqual(['checksum', 2]);
  });
});

describe('what a checksum does find', () => {
  it.each([
    ['an amount', P0, ['100,3,2'], '100,3,4', '100,3,5'],
    ['a price', P0, ['100,3,2'], '99,3,4', '98,3,4'],
    ['a side', P0, ['100,3,2'], '99,3,4', '99,3,-4'],
    ['an order id', R0, ['11,100,1'], '12,99,1', '13,99,1'],
    ['the place of an order', R0, ['11,100,1', '12,99,2'], '12,99,3', '12,101,3'],
    ['the amount of the 25th level', deep, forty, '116,2,7', '116,2,8'],
    ['the price of a level that stands above the 25th', deep, forty, '90,2,7', '120.5,2,7'],
    ['an amount of another text', P0, ['100,3,2'], '100,3,4', '100,3,4.0'],
  ] as const satisfies ReadonlyArray<readonly [string, BookSpec, ReadonlyArray<string>, string, string]>)(
    'is %s: the book is unreadable at once',
    (_, spec, snapshot, sent, came) => {
      const rows = snapshot.map((row) => row.split(','));
      const model = createModelBook(bookKind(spec), rows);
      model.apply(sent.split(','));
      const book = createBook(spec, { sequenced: true });
      book.apply(bookMessage(spec, 'bookSnapshot', rows), 0);
      book.apply(bookMessage(spec, 'bookUpdate', [came.split(',')]), 0);
      const checksum = modelChecksum(model.bids(), model.asks());
      book.apply({ type: 'checksum', checksum, chanId: 7, spec, seq: null, accountSeq: null, serverTime: null }, 2);
      expect(book.view()).toEqual(E.left({ _tag: 'BookUnavailable', reason: 'mismatch', since: 2 }));
    },
  );
});
