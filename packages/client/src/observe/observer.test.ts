import { createObserver } from './observer.js';
import { observe } from './observe.js';
import type { ObservedFrame } from './observation.js';

const subscribed = (chanId: number, prec = 'P0', symbol = 'tBTCUSD') => ({
  event: 'subscribed',
  channel: 'book',
  chanId,
  symbol,
  prec,
  freq: 'F0',
  len: '25',
});
const info = { event: 'info', version: 2, platform: { status: 1 } };
const conf = { event: 'conf', status: 'OK', flags: 196_608 };
const levels = [
  [100, 1, 2],
  [101, 1, -3],
];
// CRC-32 of 100:2:101:-3, reckoned with zlib.
const checksum = 1_420_966_277;

/** An observer that takes frames as values; answers the types of its observations. */
const watch = () => {
  const observer = createObserver();
  let at = 0;
  const see = (conn: number | null, ...frames: ReadonlyArray<unknown>): string[] =>
    frames.flatMap((frame) => observer.push(JSON.stringify(frame), ++at, conn)).map(({ type }) => type);
  return { ...observer, see };
};

describe('an observer', () => {
  it('decodes frames, keeps books and verifies their checksums', () => {
    const { see, summary } = watch();
    const seen = see(
      null,
      info,
      conf,
      subscribed(5),
      [5, levels, 1],
      [5, 'cs', checksum, 2],
      [5, 'hb', 3],
      [9, 'hb', 4],
    );
    expect(seen).toEqual(Array(7).fill('message'));
    expect(summary()).toEqual({
      frames: 7,
      decoded: 7,
      failed: 0,
      gaps: 0,
      accountGaps: 0,
      unrouted: 0,
      books: [
        {
          symbol: 'tBTCUSD',
          prec: 'P0',
          len: 25,
          bids: 1,
          asks: 1,
          bestBid: 100,
          bestAsk: 101,
          unavailable: null,
          checksums: { matched: 1, mismatched: 0 },
          unknownDeletions: 0,
          longest: 1,
        },
      ],
    });
  });

  it('tells a wrong checksum behind the message, and shows the book as unreadable', () => {
    const { see, summary } = watch();
    expect(see(null, info, subscribed(5), [5, levels], [5, 'cs', checksum + 1]).slice(-2)).toEqual([
      'message',
      'bookError',
    ]);
    expect(summary().books).toMatchObject([{ bids: null, bestBid: null, unavailable: 'mismatch' }]);
  });

  it('tells a gap before the message that shows it, and only where numbers are in force', () => {
    const { see, summary } = watch();
    expect(see(1, info, conf, subscribed(5), [5, levels, 1], [5, [99, 1, 1], 3]).slice(-2)).toEqual(['gap', 'message']);
    expect(see(2, info, subscribed(5), [5, levels], [5, [99, 1, 1]]).includes('gap')).toBe(false);
    expect(summary()).toMatchObject({ gaps: 1, books: [{ unavailable: 'gap' }, { unavailable: null, bids: 2 }] });
  });

  it('reads a book again after a gap when its checksum says that nothing of it was missing', () => {
    const { see, summary } = watch();
    see(1, info, conf, subscribed(5), [5, levels, 1], [5, [99, 1, 1], 3], [5, [99, 0, 1], 4]);
    expect(summary().books).toMatchObject([{ unavailable: 'gap' }]);
    expect(see(1, [5, 'cs', checksum, 5])).toEqual(['message']);
    expect(summary().books).toMatchObject([{ unavailable: null, bids: 1, checksums: { matched: 1 } }]);
  });

  it('keeps connections apart that use the same channel id', () => {
    const { see, summary, books } = watch();
    see(1, info, subscribed(5), [5, levels]);
    see(2, info, subscribed(5, 'P1', 'tETHUSD'), [5, [[7, 1, 1]]]);
    see(2, [5, [8, 1, -1]]);
    expect(books().map(({ conn, chanId }) => [conn, chanId])).toEqual([
      [1, 5],
      [2, 5],
    ]);
    expect(summary().books).toMatchObject([
      { symbol: 'tBTCUSD', bestBid: 100 },
      { symbol: 'tETHUSD', prec: 'P1', bestBid: 7, bestAsk: 8 },
    ]);
  });

  it('shows messages of the account, which have no route, and counts none of them as unrouted', () => {
    const { see, summary } = watch();
    const wallet = ['exchange', 'AAA', 50025, 0, null, null, null];
    expect(see(null, info, conf, [0, 'ws', [wallet], 1, 1], [0, 'new', [], 2, 2], [0, 'hb', 3])).toEqual(
      Array(5).fill('message'),
    );
    expect(summary()).toMatchObject({ frames: 5, decoded: 5, gaps: 0, accountGaps: 0, unrouted: 0 });
  });

  it('starts anew at a second greeting on the same connection', () => {
    const { see, summary, books } = watch();
    see(null, info, conf, subscribed(5), [5, levels, 1], [5, 'cs', checksum, 2]);
    expect(see(null, info, [5, [99, 1, 1]])).toEqual(['message', 'message']);
    expect([summary().unrouted, books()]).toEqual([1, []]);
    expect(see(null, conf, subscribed(6), [6, levels, 1], [6, 'cs', checksum, 2]).includes('gap')).toBe(false);
    expect(summary()).toMatchObject({ frames: 11, gaps: 0 });
    expect(summary().books).toMatchObject([{ bids: 1, checksums: { matched: 2, mismatched: 0 } }]);
  });

  it('sums up a book that was unsubscribed as it stood then, and adds up what came again', () => {
    const { see, summary, books } = watch();
    const gone = { event: 'unsubscribed', status: 'OK', chanId: 5 };
    see(null, info, subscribed(5), [5, levels], [5, 'cs', checksum], gone);
    expect([books(), see(null, [5, [99, 1, 1]])]).toEqual([[], ['message']]);
    expect(summary()).toMatchObject({ unrouted: 1, books: [{ bids: 1, bestBid: 100, unavailable: null }] });
    see(null, subscribed(5), [5, levels], [5, 'cs', checksum], [5, 'cs', checksum]);
    expect(summary().books).toMatchObject([{ checksums: { matched: 3, mismatched: 0 } }]);
  });

  it('reads R0 books', () => {
    const { see, summary } = watch();
    see(
      null,
      info,
      subscribed(5, 'R0'),
      [
        5,
        [
          [7, 100, 2],
          [8, 100, 1],
          [9, 101, -1],
        ],
      ],
      [5, [7, 0, 1]],
    );
    expect(summary().books).toMatchObject([{ prec: 'R0', bids: 1, asks: 1, bestBid: 100 }]);
  });

  it('tells a frame that it can not read, and goes on', () => {
    const observer = createObserver();
    const [failure] = observer.push('{', 17, 3);
    expect(failure).toMatchObject({ type: 'failure', conn: 3, at: 17, error: { _tag: 'NotJson' } });
    expect(observer.push(JSON.stringify(info), 18, 3)).toMatchObject([{ type: 'message', message: { type: 'info' } }]);
    expect(observer.summary()).toMatchObject({ frames: 2, decoded: 1, failed: 1 });
  });

  it('vouches for no book that a frame was meant for which it can not read, and for the others as before', () => {
    const { see, summary, push } = watch();
    see(null, info, conf, subscribed(5), subscribed(6, 'R0'), [5, levels, 1], [6, [[11, 100, 1]], 2]);
    expect(see(null, [6, [11, 'x', 1], 3])).toEqual(['failure']);
    expect(summary().books).toMatchObject([{ unavailable: null }, { unavailable: 'gap' }]);
    expect(push('{"event":"subscribed"', 9)).toMatchObject([{ type: 'failure' }]);
    expect(summary().books).toMatchObject([{ unavailable: null }, { unavailable: 'gap' }]);
    expect(push(new TextEncoder().encode(' [5,["y",2,1],4]'), 9)).toMatchObject([{ type: 'failure' }]);
    expect(summary().books).toMatchObject([{ unavailable: 'gap' }, { unavailable: 'gap' }]);
    // A checksum covers a book of 25 levels whole: one that matches says that nothing was missing.
    expect(see(null, [5, 'cs', checksum, 5])).toEqual(['message']);
    expect(summary().books).toMatchObject([{ unavailable: null }, { unavailable: 'gap' }]);
    expect(push('?', 9)).toMatchObject([{ type: 'failure' }]);
    expect(summary().books).toMatchObject([{ unavailable: 'gap' }, { unavailable: 'gap' }]);
  });

  it('reads frames as bytes', () => {
    const observer = createObserver();
    const bytes = new TextEncoder().encode(JSON.stringify(info));
    expect(observer.push(bytes, 1)).toMatchObject([{ type: 'message', conn: null, at: 1 }]);
  });
});

describe('observing', () => {
  it('passes over what was sent, and takes frames from any iterable', async () => {
    const frames: ReadonlyArray<ObservedFrame> = [
      { t: 1, conn: 1, dir: 'out', frame: '{"event":"conf","flags":1}' },
      { t: 2, conn: 1, dir: 'in', frame: JSON.stringify(info) },
      { t: 3, frame: JSON.stringify(conf) },
    ];
    const source = async function* () {
      for (const frame of frames) yield await Promise.resolve(frame);
    };
    for (const from of [frames, source()]) {
      const seen: unknown[] = [];
      for await (const { type, at, conn } of observe(from)) seen.push([type, at, conn]);
      expect(seen).toEqual([
        ['message', 2, 1],
        ['message', 3, null],
      ]);
    }
  });
});
