import type { BookMessage, BookSpec } from '@bitfinex-ws/protocol';
import { BOOK_MODES, createMarket, createSeededRandom } from '@bitfinex-ws/testkit';
import { bookOf, feed, viewOf } from '../../test/view-of.js';
import { specOf } from '../../test/walk.js';
import { readBookFrame, type ListOf } from '../../test/wire.js';
import type { Level } from '../level.js';
import type { BookView } from '../view.js';
import { createChangeTracker, netChanges, type LevelChange } from '../index.js';

const P0: BookSpec = { channel: 'book', symbol: 'tXRPBTC', prec: 'P0', freq: 'F0', len: 25 };
const R0: BookSpec = { ...P0, prec: 'R0' };
const funding: BookSpec = { ...P0, symbol: 'fUSD' };
const modes = BOOK_MODES.filter(({ name }) => ['P0', 'R0', 'fP0', 'fR0'].includes(name));

const textOf = (side: string, { price, period, id, amount, count }: Level): string =>
  `${side} ${price} ${period} ${id} ${amount} ${count}`;
const textsOf = ({ bids, asks }: BookView): ReadonlyArray<string> =>
  [...[...bids].map((level) => textOf('bid', level)), ...[...asks].map((level) => textOf('ask', level))].sort();
/** A reader who knows nothing but the changes: what each takes away must be there, what it adds must not. */
const createReader = () => {
  const levels = new Set<string>();
  return {
    read: (changes: Iterable<LevelChange>): void => {
      for (const { side, before, after } of changes) {
        if (before !== null && !levels.delete(textOf(side, before)))
          throw new Error(`${textOf(side, before)} is not there`);
        if (after === null) continue;
        if (levels.has(textOf(side, after))) throw new Error(`${textOf(side, after)} is there`);
        levels.add(textOf(side, after));
      }
    },
    has: () => [...levels].sort(),
  };
};
const frameOf = (rows: unknown): string => `[7,${JSON.stringify(rows).replaceAll('"', '')}]`;
const update = (spec: BookSpec, frame: string, list?: ListOf) => {
  const message: BookMessage = readBookFrame(spec, frame, list);
  if (message.type !== 'bookUpdate' && message.type !== 'bookUpdates') throw new Error(frame);
  return message;
};
const shown = (changes: ReadonlyArray<LevelChange>): ReadonlyArray<string> =>
  changes.map(
    ({ side, id, price, before, after }) =>
      `${side} ${id ?? price}: ${before?.amount ?? '-'} > ${after?.amount ?? '-'}`,
  );

describe('changes on a random walk', () => {
  it.each(modes)('in $name make the book, one by one, folded, or from view to view', (mode) => {
    const spec = specOf(mode, 25);
    const random = createSeededRandom(mode.kind.length);
    const walk = createMarket(mode, 25, random);
    const book = bookOf(spec, frameOf(walk.snapshot()));
    const [each, seen] = [createChangeTracker(spec), createChangeTracker(spec)];
    const [everyone, folder, glancer] = [createReader(), createReader(), createReader()];
    let waiting: LevelChange[] = [];
    const note = (changes: ReadonlyArray<LevelChange>): void => {
      everyone.read(changes);
      waiting = [...waiting, ...changes];
    };
    note(each.see(viewOf(book)));
    for (let step = 1; step <= 600; step++) {
      const rows = walk.step();
      const bulk = random() < 0.4;
      for (const frame of bulk ? [frameOf(rows)] : rows.map(frameOf)) {
        const list = bulk ? 'bookUpdates' : undefined;
        feed(book, frame, list);
        note(each.take(update(spec, frame, list)));
      }
      if (step % 200 === 0) {
        feed(book, frameOf(walk.snapshot()));
        note(each.see(viewOf(book)));
      }
      const must = textsOf(viewOf(book));
      if (everyone.has().join() !== must.join()) expect(everyone.has()).toEqual(must);
      if (step % 7 !== 0) continue;
      folder.read(netChanges(waiting));
      waiting = [];
      glancer.read(seen.see(viewOf(book)));
      expect([folder.has(), glancer.has()]).toEqual([must, must]);
    }
  });
});

describe('a change', () => {
  const tracked = (spec: BookSpec, snapshot: string) => {
    const tracker = createChangeTracker(spec);
    tracker.see(viewOf(bookOf(spec, snapshot)));
    return (frame: string): ReadonlyArray<string> => shown(tracker.take(update(spec, frame, 'bookUpdates')));
  };

  it('says what stood there and what stands there now', () => {
    const take = tracked(P0, '[7,[[100,1,2],[101,1,-3]]]');
    expect(take('[7,[100,2,5]]')).toEqual(['bid 100: 2 > 5']);
    expect(take('[7,[[99,1,1],[101,0,-1]]]')).toEqual(['bid 99: - > 1', 'ask 101: -3 > -']);
  });

  it('is none where a row says what is known, deletes what is not there, or belongs to no side', () => {
    const take = tracked(P0, '[7,[[100,1,2],[101,1,-3]]]');
    expect(take('[7,[[100,1,2],[98,0,1],[101,0,1],[97,1,0]]]')).toEqual([]);
    expect(tracked(R0, '[7,[[11,100,2]]]')('[7,[[12,0,1],[13,99,0]]]')).toEqual([]);
  });

  it('is one more than a row where an order changes side, and one where it moves on its own', () => {
    const take = tracked(R0, '[7,[[11,100,2],[12,101,-3]]]');
    expect(take('[7,[[11,102,-2],[12,103,-3]]]')).toEqual(['bid 11: 2 > -', 'ask 11: - > -2', 'ask 12: -3 > -3']);
    expect(take('[7,[[11,0,1],[12,0,0]]]')).toEqual(['ask 11: -2 > -', 'ask 12: -3 > -']);
  });

  it('keeps periods at one rate apart', () => {
    const take = tracked(funding, '[7,[[0.0002,2,1,5],[0.0002,30,1,6]]]');
    expect(take('[7,[[0.0002,30,0,1],[0.0002,2,1,7]]]')).toEqual(['ask 0.0002: 6 > -', 'ask 0.0002: 5 > 7']);
  });
});

describe('net changes', () => {
  it('leave out what came and went, and what changed back', () => {
    const tracker = createChangeTracker(P0);
    tracker.see(viewOf(bookOf(P0, '[7,[[100,1,2],[101,1,-3]]]')));
    const frames = [
      '[7,[99,1,1]]',
      '[7,[100,1,9]]',
      '[7,[99,0,1]]',
      '[7,[100,1,2]]',
      '[7,[101,1,-4]]',
      '[7,[101,1,-5]]',
    ];
    const changes = frames.flatMap((frame) => tracker.take(update(P0, frame)));
    expect(shown(netChanges(changes))).toEqual(['ask 101: -3 > -5']);
    expect(netChanges([])).toEqual([]);
  });
});
