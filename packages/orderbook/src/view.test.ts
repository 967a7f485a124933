import { either as E } from 'fp-ts';
import type { BookSpec } from '@bitfinex-ws/protocol';
import { readBookFrame } from '../test/wire.js';
import { createBook } from './book.js';
import type { BookView } from './view.js';

const spec: BookSpec = { channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: 25 };

describe('a view', () => {
  const open = (): { readonly change: () => void; readonly view: () => BookView } => {
    const book = createBook(spec);
    const feed = (frame: string): void => void book.apply(readBookFrame(spec, frame), 0);
    feed('[1,[[100,1,2],[101,1,-3]]]');
    return {
      change: () => {
        feed('[1,[100,0,1]]');
        feed('[1,[99,1,7]]');
      },
      view: () => {
        const view = book.view();
        if (E.isLeft(view)) throw new Error(view.left.reason);
        return view.right;
      },
    };
  };

  it('agrees with itself: best levels, mid and spread are those of its sides', () => {
    const { view } = open();
    expect(view()).toMatchObject({ spec, mid: 100.5, spread: 1 });
    expect(view().bestBid).toBe(view().bids[0]);
    expect(view().bestAsk).toBe(view().asks[0]);
  });

  it('that is frozen stays as it was while the book goes on', () => {
    const { change, view } = open();
    const frozen = view().freeze();
    const before = JSON.stringify(frozen);
    change();
    expect(JSON.stringify(frozen)).toBe(before);
    expect(frozen.bids.map(({ price }) => price)).toEqual([100]);
    expect(view().bids.map(({ price }) => price)).toEqual([99]);
    expect(JSON.stringify(frozen.freeze())).toBe(before);
  });
});
