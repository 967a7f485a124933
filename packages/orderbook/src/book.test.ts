import { either as E } from 'fp-ts';
import type { BookSpec } from '@bitfinex-ws/protocol';
import { fundingTies, orderTies, recordedP0 } from '../test/vectors.js';
import { readBookFrame, type ListOf } from '../test/wire.js';
import { createBook } from './book.js';
import type { Book, BookOptions } from './contract.js';
import { checksumText } from './checksum.js';
import type { BookView } from './view.js';

const spec = (symbol: BookSpec['symbol'], prec: BookSpec['prec'], len: BookSpec['len'] = 25): BookSpec => ({
  channel: 'book',
  symbol,
  prec,
  freq: 'F0',
  len,
});
const open = (of: BookSpec, frames: ReadonlyArray<string>, options?: BookOptions): Book => {
  const book = createBook(of, options);
  for (const frame of frames) feed(book, frame);
  return book;
};
const feed = (book: Book, frame: string, list?: ListOf): void =>
  expect(book.apply(readBookFrame(book.spec, frame, list), 0)).toEqual(E.right(undefined));
const read = (book: Book): BookView => {
  const view = book.view();
  if (E.isLeft(view)) throw new Error(`the book is ${view.left.reason}`);
  return view.right;
};
const bidTexts = (book: Book): ReadonlyArray<string> =>
  [...read(book).bids].map(({ text }) => `${text.key} ${text.amount}`);
const askTexts = (book: Book): ReadonlyArray<string> =>
  [...read(book).asks].map(({ text }) => `${text.key} ${text.amount}`);

describe('the recorded tXRPBTC book', () => {
  it('has the checksum that the server sent, and another one before the update', () => {
    const book = open(spec('tXRPBTC', 'P0'), [recordedP0.snapshot]);
    expect(book.checksum()).toBe(recordedP0.beforeUpdate);
    feed(book, recordedP0.update);
    expect(book.checksum()).toBe(recordedP0.afterUpdate);
    expect(checksumText(read(book).bids, read(book).asks)).toBe(recordedP0.textAfterUpdate);
    feed(book, recordedP0.checksum);
    expect(read(book).verified).toBe('checksum');
    expect(book.stats()).toEqual({
      snapshots: 1,
      updates: 1,
      checksums: { matched: 1, mismatched: 0 },
      unknownDeletions: 0,
      ignored: 0,
      longest: 25,
    });
  });

  it('reads as numbers too, and keeps prices that JavaScript writes with an exponent', () => {
    const { bids, asks, bestBid, bestAsk, mid, spread } = read(
      open(spec('tXRPBTC', 'P0'), [recordedP0.snapshot, recordedP0.update]),
    );
    expect([bids.length, asks.length]).toEqual([18, 25]);
    expect(bestBid).toEqual({
      price: 0.0000011,
      count: 12,
      amount: 266122.94,
      period: null,
      id: null,
      text: { key: '0.0000011', amount: '266122.94' },
    });
    expect(bestAsk).toMatchObject({ price: 0.00000111, amount: -4847.13 });
    expect(mid).toBeCloseTo(0.000001105, 15);
    expect(spread).toBeCloseTo(1e-8, 15);
    expect(bids.at(17)).toMatchObject({ price: 1e-8, text: { key: '1e-8', amount: '640000' } });
  });
});

describe('an R0 book', () => {
  it('keeps orders at one price by id, and sorts anew an order that moves', () => {
    const book = open(spec('tBTCUSD', 'R0'), orderTies.frames);
    expect(checksumText(read(book).bids, read(book).asks)).toBe(orderTies.text);
    expect(book.checksum()).toBe(orderTies.checksum);
  });

  it('keeps an order in one place when it changes side, and only its amount when it stays', () => {
    const book = open(spec('tBTCUSD', 'R0'), ['[1,[[11,100,1],[12,100,2],[13,101,-1]]]', '[1,[11,100,0.5]]']);
    expect(bidTexts(book)).toEqual(['11 0.5', '12 2']);
    feed(book, '[1,[11,101,-0.5]]');
    expect(bidTexts(book)).toEqual(['12 2']);
    expect(askTexts(book)).toEqual(['11 -0.5', '13 -1']);
  });

  it('deletes by id, not by price: two orders at a price are two', () => {
    const book = open(spec('tBTCUSD', 'R0'), ['[1,[[11,100,1],[12,100,2]]]', '[1,[11,0,1]]']);
    expect(bidTexts(book)).toEqual(['12 2']);
    feed(book, '[1,[12,0,1]]');
    expect([...read(book).bids]).toEqual([]);
  });
});

describe('a funding book', () => {
  it('has bids below zero and asks above, and keeps periods at one rate apart', () => {
    const book = open(spec('fUSD', 'P0'), [fundingTies.P0.snapshot]);
    expect(checksumText(read(book).bids, read(book).asks)).toBe(fundingTies.P0.text);
    expect(book.checksum()).toBe(fundingTies.P0.checksum);
    expect([...read(book).bids].map(({ period }) => period)).toEqual([15, 30, 30]);
    feed(book, '[1,[0.000081,30,0,-1]]');
    expect(bidTexts(book)).toEqual(['0.000081 -10', '0.00008002 -10']);
  });

  it('sorts offers by rate, then period, then id', () => {
    const book = open(spec('fUSD', 'R0'), [fundingTies.R0.snapshot]);
    expect(checksumText(read(book).bids, read(book).asks)).toBe(fundingTies.R0.text);
    expect(book.checksum()).toBe(fundingTies.R0.checksum);
    feed(book, '[1,[658286906,2,0,1]]');
    expect([...read(book).asks]).toEqual([]);
  });
});

describe('a snapshot', () => {
  it('may come in any order and with levels twice: rows are placed by side, sorted, the later one stands', () => {
    const book = open(spec('tBTCUSD', 'P0'), ['[1,[[102,1,-1],[99,1,1],[101,1,-2],[100,1,3],[99,2,4]]]']);
    expect(bidTexts(book)).toEqual(['100 3', '99 4']);
    expect(askTexts(book)).toEqual(['101 -2', '102 -1']);
  });

  it('may be empty: the book is there and has nothing in it', () => {
    const book = open(spec('tBTCUSD', 'P0'), ['[1,[]]']);
    expect(read(book)).toMatchObject({
      bids: { length: 0 },
      asks: { length: 0 },
      bestBid: null,
      bestAsk: null,
      mid: null,
      spread: null,
    });
    expect(book.checksum()).toBe(0);
    feed(book, '[1,[100,1,2]]');
    expect(bidTexts(book)).toEqual(['100 2']);
  });

  it('may be one-sided: there is a best bid, and no mid', () => {
    const view = read(open(spec('tBTCUSD', 'P0'), ['[1,[[100,1,2],[99,1,2]]]']));
    expect(view).toMatchObject({ bestBid: { price: 100 }, bestAsk: null, mid: null, spread: null });
  });

  it('replaces everything that was there, orders by id included', () => {
    const book = open(spec('tBTCUSD', 'R0'), ['[1,[[11,100,1],[12,100,2]]]', '[1,[[13,99,1]]]']);
    expect(bidTexts(book)).toEqual(['13 1']);
    expect(book.apply(readBookFrame(book.spec, '[1,[11,0,1]]'), 0)).toMatchObject({
      left: { _tag: 'UnknownDeletion' },
    });
    expect(book.stats()).toMatchObject({ snapshots: 2, updates: 0 });
  });
});

describe('a bulk update', () => {
  it('is applied row by row, in order', () => {
    const book = open(spec('tBTCUSD', 'P0'), ['[1,[[100,1,1],[101,1,-1]]]']);
    feed(book, '[1,[[100,0,1],[99,1,5],[99,2,6],[101,0,-1],[102,1,-3]]]', 'bookUpdates');
    expect(bidTexts(book)).toEqual(['99 6']);
    expect(askTexts(book)).toEqual(['102 -3']);
    expect(book.stats().updates).toBe(5);
  });
});

describe('what vouches for a book', () => {
  it('is nothing on a connection without sequence numbers, and the sequence on one with them', () => {
    expect(read(open(spec('tBTCUSD', 'P0'), ['[1,[]]'])).verified).toBe('none');
    expect(read(open(spec('tBTCUSD', 'P0'), ['[1,[]]'], { sequenced: true })).verified).toBe('sequence');
  });

  it('is asked anew with each snapshot where the connection may change its mind', () => {
    let sequenced = true;
    const book = open(spec('tBTCUSD', 'P0'), ['[1,[]]'], { sequenced: () => sequenced });
    sequenced = false;
    feed(book, '[1,[100,1,1]]');
    expect(read(book).verified).toBe('sequence');
    feed(book, '[1,[]]');
    expect(read(book).verified).toBe('none');
  });

  it('is a checksum from the first that matches until the next snapshot', () => {
    const book = open(spec('tXRPBTC', 'P0'), [recordedP0.snapshot, recordedP0.update, recordedP0.checksum]);
    feed(book, '[1,[0.0000011,13,1]]');
    expect(read(book).verified).toBe('checksum');
    feed(book, recordedP0.snapshot);
    expect(read(book).verified).toBe('none');
  });
});
