import { createFakeClock, settle } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import type { RecorderError } from './errors.js';
import { pace, type PaceOptions } from './pace.js';
import type { RecordedFrame } from './recording.js';

type Item = E.Either<RecorderError, RecordedFrame>;
const at = (t: number): Item => E.right({ t, conn: null, dir: 'in', frame: `${t}` });

async function* each(items: ReadonlyArray<Item>): AsyncGenerator<Item> {
  for (const item of items) yield await Promise.resolve(item);
}

/** Plays on a clock that stands still; `seen` says what came, and how long after the start. */
const play = (items: ReadonlyArray<Item>, options: Omit<PaceOptions, 'clock'>) => {
  const clock = createFakeClock(5_000_000);
  const seen: Array<readonly [string, number]> = [];
  const over = (async () => {
    for await (const item of pace(each(items), { ...options, clock })) {
      seen.push([E.isRight(item) ? item.right.frame : item.left._tag, clock.now() - 5_000_000]);
    }
  })();
  return { clock, seen, over };
};

describe('a recording that is played', () => {
  it('keeps its own pace at speed 1', async () => {
    const { clock, seen, over } = play([at(1_000), at(1_250.5), at(3_000)], { speed: 1 });
    await clock.advanceAsync(249);
    expect(seen).toEqual([['1000', 0]]);
    await clock.advanceAsync(10_000);
    await over;
    expect(seen.map(([frame, ms]) => [frame, Math.round(ms)])).toEqual([
      ['1000', 0],
      ['1250.5', 251],
      ['3000', 2000],
    ]);
  });

  it.each([
    [10, 200],
    [0.5, 4_000],
  ])('at speed %d two seconds take %d ms', async (speed, ms) => {
    const { clock, seen, over } = play([at(0), at(2_000)], { speed });
    await clock.advanceAsync(5_000);
    await over;
    expect(seen).toEqual([
      ['0', 0],
      ['2000', ms],
    ]);
  });

  it('does not fall behind where the reader is slow', async () => {
    const clock = createFakeClock();
    const start = clock.now();
    const seen: number[] = [];
    const over = (async () => {
      for await (const _ of pace(each([at(0), at(100), at(200), at(1_000)]), { speed: 1, clock })) {
        seen.push(clock.now() - start);
        if (seen.length === 1) clock.advance(500);
      }
    })();
    await clock.advanceAsync(2_000);
    await over;
    expect(seen).toEqual([0, 500, 500, 1_000]);
  });

  it('is not held up by a step back: a little one is made good, a big one starts the time anew', async () => {
    const items = [at(0), at(100), at(90), at(110), at(50_000), at(10), at(20)];
    const { clock, seen, over } = play(items, { speed: 1 });
    await clock.advanceAsync(60_000);
    await over;
    expect(seen.map(([, ms]) => ms)).toEqual([0, 100, 100, 110, 50_000, 50_000, 50_010]);
  });

  it('passes errors on where they stand', async () => {
    const broken: Item = E.left({ _tag: 'BadLine', line: 2, reason: 'not JSON', sample: 'x' });
    const { clock, seen, over } = play([at(0), broken, at(50)], { speed: 1 });
    await clock.advanceAsync(50);
    await over;
    expect(seen).toEqual([
      ['0', 0],
      ['BadLine', 0],
      ['50', 50],
    ]);
  });

  it('goes as fast as it can at max, and gives other work its turn', async () => {
    const { clock, seen, over } = play(
      Array.from({ length: 2_500 }, (_, n) => at(n * 1e6)),
      { speed: 'max' },
    );
    for (let turn = 0; turn < 1_000; turn++) await settle();
    expect(seen).toHaveLength(999);
    expect(clock.pending()).toBe(1);
    clock.advance(0);
    for (let turn = 0; turn < 1_000; turn++) await settle();
    expect(seen).toHaveLength(1_999);
    clock.advance(0);
    await over;
    expect(seen).toHaveLength(2_500);
    expect(seen.every(([, ms]) => ms === 0)).toBe(true);
  });

  it('ends at once when it is aborted while it waits, and leaves no timer', async () => {
    const stop = new AbortController();
    const { clock, seen, over } = play([at(0), at(1_000)], { speed: 1, signal: stop.signal });
    await settle();
    expect(clock.pending()).toBe(1);
    stop.abort();
    await over;
    expect(seen).toEqual([['0', 0]]);
    expect(clock.pending()).toBe(0);
  });

  it('yields nothing where it was aborted before', async () => {
    const { seen, over } = play([at(0)], { speed: 'max', signal: AbortSignal.abort() });
    await over;
    expect(seen).toEqual([]);
  });

  it.each([0, -1, NaN])('answers BadSpeed to %d', async (speed) => {
    const { seen, over } = play([at(0)], { speed });
    await over;
    expect(seen).toEqual([['BadSpeed', 0]]);
  });
});
