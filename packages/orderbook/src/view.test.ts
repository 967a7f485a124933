import { either as E } from 'fp-ts';
import type { BookSpec } from '@bitfinex-ws/protocol';
import { readBookFrame } from '../test/wire.js';
import { createBook } from './book.js';
import type { Book } from './contract.js';
import type { BookView } from './view.js';

const P0: BookSpec = { channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: 25 };
const open = (spec: BookSpec, ...frames: ReadonlyArray<string>): Book => {
  const book = createBook(spec);
  for (const frame of frames) feed(book, frame);
  return book;
};
const feed = (book: Book, frame: string): void => void book.apply(readBookFrame(book.spec, frame), 0);
const read = (book: Book): BookView => {
  const view = book.view();
  if (E.isLeft(view)) throw new Error(view.left.reason);
  return view.right;
};
const snapshot = '[1,[[100,1,2],[99.5,3,4],[101,1,-3]]]';

describe('a view', () => {
  it('agrees with itself: best levels, mid and spread are those of its sides', () => {
    const view = read(open(P0, snapshot));
    expect(view).toMatchObject({ spec: P0, valid: true, mid: 100.5, spread: 1, crossed: false });
    expect(view.bestBid).toEqual([...view.bids][0]);
    expect(view.bestAsk).toEqual([...view.asks][0]);
  });

  it('says that a book is crossed where the best prices meet or have passed each other', () => {
    expect(read(open(P0, '[1,[[100,1,2],[100,1,-3]]]')).crossed).toBe(true);
    expect(read(open(P0, '[1,[[102,1,2],[101,1,-3]]]'))).toMatchObject({ crossed: true, spread: -1 });
    expect(read(open(P0, '[1,[[102,1,2]]]')).crossed).toBe(false);
  });

  it('is read by index, by iteration and by visits alike', () => {
    const { bids, asks } = read(open(P0, snapshot));
    const visits: number[][] = [];
    bids.each((...visit) => visits.push(visit));
    expect(visits).toEqual([
      [100, 2, 0],
      [99.5, 4, 1],
    ]);
    expect([...bids].map(({ price, count, text }) => [price, count, text.key])).toEqual([
      [100, 1, '100'],
      [99.5, 3, '99.5'],
    ]);
    expect([bids.price(1), bids.amount(1), bids.size(1), bids.count(1)]).toEqual([99.5, 4, 4, 3]);
    expect([asks.price(0), asks.amount(0), asks.size(0)]).toEqual([101, -3, 3]);
    expect([bids.period(0), bids.id(0)]).toEqual([null, null]);
  });

  it('knows ids of orders, and periods of offers', () => {
    const orders = read(open({ ...P0, prec: 'R0' }, '[1,[[86143757311,100,2]]]')).bids;
    expect([orders.id(0), orders.count(0), orders.period(0)]).toEqual([86_143_757_311, null, null]);
    const offers = read(open({ ...P0, symbol: 'fUSD', prec: 'R0' }, '[1,[[7,30,0.0001,-2]]]')).bids;
    expect([offers.id(0), offers.count(0), offers.period(0)]).toEqual([7, null, 30]);
  });

  it('has nothing beyond its last level', () => {
    const { bids } = read(open(P0, snapshot));
    for (const index of [2, 1_000, -1]) {
      expect([bids.price(index), bids.amount(index), bids.size(index)]).toEqual([NaN, NaN, NaN]);
      expect([bids.count(index), bids.period(index), bids.id(index), bids.at(index)]).toEqual([null, null, null, null]);
    }
  });

  it.each([
    ['an update', (book: Book) => feed(book, '[1,[100,2,2]]')],
    ['a snapshot', (book: Book) => feed(book, snapshot)],
    ['a checksum', (book: Book) => feed(book, `[1,"cs",${book.checksum()}]`)],
    ['a loss', (book: Book) => book.lose('gap', 1)],
  ])('is outdated by %s: it says so, throws nothing and tells nothing', (_, change) => {
    const book = open(P0, snapshot);
    const view = read(book);
    const iterator = view.bids[Symbol.iterator]();
    iterator.next();
    const level = view.bestBid;
    change(book);
    expect(view).toMatchObject({ valid: false, bestBid: null, bestAsk: null, mid: null, spread: null, crossed: false });
    expect([view.bids.length, view.bids.price(0), view.bids.at(0)]).toEqual([0, NaN, null]);
    expect([...view.asks]).toEqual([]);
    expect(iterator.next().done).toBe(true);
    expect(view.freeze().valid).toBe(false);
    // A level that was taken from it is an object of its own.
    expect(level).toMatchObject({ price: 100, amount: 2, text: { key: '100', amount: '2' } });
  });

  it('that is frozen stays as it was while the book goes on', () => {
    const book = open(P0, snapshot);
    const frozen = read(book).freeze();
    const before = [[...frozen.bids], [...frozen.asks]];
    feed(book, '[1,[100,0,1]]');
    feed(book, '[1,[99.5,1,7]]');
    feed(book, '[1,[98,1,7]]');
    for (const copy of [frozen, frozen.freeze()]) {
      expect([[...copy.bids], [...copy.asks]]).toEqual(before);
      expect(copy).toMatchObject({ valid: true, mid: 100.5, bestBid: { price: 100, amount: 2 } });
    }
    expect([...read(book).bids].map(({ price }) => price)).toEqual([99.5, 98]);
  });
});
