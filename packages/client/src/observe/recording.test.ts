import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createObserver } from './observer.js';
import { observe } from './observe.js';
import type { ObservedFrame } from './observation.js';

// The recording of real traffic lies beside the repository; where it does not, these tests are skipped.
const file = join(__dirname, '../../../../../shared/captures/bitfinex-2021-04-17.jsonl');
const recorded = (): ReadonlyArray<ObservedFrame> =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ObservedFrame);

(existsSync(file) ? describe : describe.skip)('a real recording of April 2021', () => {
  it('decodes in full, without a gap, into seven books within their length', () => {
    const observer = createObserver();
    for (const { t, dir, frame } of recorded()) if (dir === 'in') observer.push(frame, t);
    const { books, ...counts } = observer.summary();
    expect(counts).toEqual({ frames: 1693, decoded: 1693, failed: 0, gaps: 0, accountGaps: 0, unrouted: 0 });
    expect(books).toHaveLength(7);
    for (const { len, longest, unknownDeletions, unavailable, bids, asks, bestBid, bestAsk } of books) {
      expect(longest).toBeLessThanOrEqual(len);
      expect([unknownDeletions, unavailable]).toEqual([0, null]);
      expect(bids).toBeGreaterThan(0);
      expect(asks).toBeGreaterThan(0);
      expect(Number(bestBid)).toBeLessThan(Number(bestAsk));
    }
  });

  it('has a book error nowhere, and a message for each inbound frame', async () => {
    const types = new Map<string, number>();
    for await (const { type } of observe(recorded())) types.set(type, (types.get(type) ?? 0) + 1);
    expect([...types]).toEqual([['message', 1693]]);
  });

  it('shows a frame that is left out as one gap, which makes every book unreadable', () => {
    const observer = createObserver();
    const inbound = recorded().filter(({ dir }) => dir === 'in');
    const without = inbound.filter((_, index) => index !== 1600);
    const gaps = without.flatMap(({ t, frame }) => observer.push(frame, t)).filter(({ type }) => type === 'gap');
    expect(gaps).toMatchObject([{ missing: 1 }]);
    expect(observer.summary().books.map(({ unavailable }) => unavailable)).toEqual(Array(7).fill('gap'));
  });
});
